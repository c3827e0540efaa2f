package main

import (
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"waymark/diag"
	"waymark/message"
	"waymark/source"
)

// settings are what the flags of a command get where the command line does not give them: from the environment, else from the file
// of settings. A flag is a setting where it names a variable of the environment; its key in the file is its name with
// underscores. One file serves every command: what a command has no flag for is another's.
type settings struct {
	command *Command
	read    bool
	file    map[string]source.Setting
	text    map[string][]byte
}

// Validate finds nothing to say of the flags.
func (*settings) Validate(*kong.Application) error { return nil }

// Resolve gives the value of a flag that the command line does not give, or nil.
func (s *settings) Resolve(context *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Tag.Envs {
		if value := s.command.Env(name); value != "" {
			return value, nil
		}
	}
	if len(flag.Tag.Envs) == 0 || flag.Name == configFlag || !hasConfig(context.Selected()) {
		return nil, nil //nolint:nilnil // kong's way to say that there is none
	}
	if err := s.load(context); err != nil {
		return nil, err
	}
	setting, there := s.file[settingKey(flag.Name)]
	if !there {
		return nil, nil //nolint:nilnil // kong's way to say that there is none
	}
	var values []string
	for _, v := range setting.Values {
		values = append(values, v.Value)
	}
	value := strings.Join(values, ", ")
	if flag.IsSlice() {
		value = kong.JoinEscaped(values, flag.Tag.Sep)
	}
	if !flag.IsSlice() && len(values) != 1 || s.parse(flag, value) != nil {
		return nil, s.refuse(flag, setting, value)
	}
	return value, nil
}

// parse tries whether the flag takes the value.
func (*settings) parse(flag *kong.Flag, value string) error {
	return flag.Parse(kong.Scan().PushTyped(value, kong.FlagValueToken), reflect.New(flag.Target.Type()).Elem())
}

// refuse says where a value stands that the flag cannot take.
func (s *settings) refuse(flag *kong.Flag, setting source.Setting, value string) error {
	at := setting.Key
	if len(setting.Values) > 0 {
		at = setting.Values[0]
	}
	return s.command.stop(diag.List{{
		Severity: diag.Error, Rule: "bad-setting", Pos: at.Pos, Length: at.Length, Hint: "hint.bad-setting",
		Operands: []message.Operand{message.Op("key", setting.Key.Value), message.Op("found", value), message.Op("help", flag.Help)},
	}}, s.text)
}

const configFlag = "config"

func settingKey(flag string) string { return strings.ReplaceAll(flag, "-", "_") }

func hasConfig(node *kong.Node) bool {
	return node != nil && slices.ContainsFunc(node.Flags, func(f *kong.Flag) bool { return f.Name == configFlag })
}

// load reads the file of settings, where one is named.
func (s *settings) load(context *kong.Context) error {
	if s.read {
		return nil
	}
	s.read = true
	name := s.command.Env("WAYMARK_CONFIG")
	for _, p := range context.Path {
		if p.Flag != nil && p.Flag.Name == configFlag {
			name, _ = context.FlagValue(p.Flag).(string)
		}
	}
	if name == "" {
		return nil
	}
	data, err := s.command.read(name)
	if err != nil {
		return err
	}
	s.text = map[string][]byte{shown(name): data}
	all, found := source.ReadSettings(shown(name), data, settingKeys(context.Model.Node))
	if err := s.command.stop(found, s.text); err != nil {
		return err
	}
	s.file = map[string]source.Setting{}
	for _, setting := range all {
		s.file[setting.Key.Value] = setting
	}
	return nil
}

// settingKeys are the keys that a file of settings may have: the flags of every command that reads one.
func settingKeys(root *kong.Node) []string {
	var keys []string
	for _, leaf := range root.Leaves(false) {
		if !hasConfig(leaf) {
			continue
		}
		for _, f := range leaf.Flags {
			if key := settingKey(f.Name); len(f.Tag.Envs) > 0 && f.Name != configFlag && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys
}
