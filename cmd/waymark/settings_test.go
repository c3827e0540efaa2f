package main

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// understood parses a command line in an environment of its own.
func understood(t *testing.T, env map[string]string, args ...string) *commandLine {
	t.Helper()
	var line commandLine
	c := &Command{Env: func(name string) string { return env[name] }, Stdout: os.Stdout, Stderr: os.Stderr}
	parser, err := c.parser(&line)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return &line
}

func text(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// docs/operations.md has every setting with its variable, and none that there is not.
func TestOperatingNamesEverySetting(t *testing.T) {
	parser, err := (&Command{}).parser(&commandLine{})
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, leaf := range parser.Model.Leaves(false) {
		for _, f := range leaf.Flags {
			row := "| `" + settingKey(f.Name) + "` | `" + strings.Join(f.Tag.Envs, "") + "` |"
			if hasConfig(leaf) && len(f.Tag.Envs) > 0 && f.Name != configFlag && !slices.Contains(want, row) {
				want = append(want, row)
			}
		}
	}
	got := regexp.MustCompile("(?m)^\\| `[a-z_]+` \\| `WAYMARK_[A-Z_]+` \\|").FindAllString(text(t, "../../docs/operations.md"), -1)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("docs/operations.md has\n%s\nand there are\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What deploy/ and the Dockerfile call is understood.
func TestDeploymentIsUnderstood(t *testing.T) {
	line := understood(t, nil, "serve", "--config", "../../deploy/waymark.yaml")
	if s := line.Serve; s.Address != "https://certs.example.org" || len(s.Proxies) != 2 || s.Mail == "" || s.DB != "/var/lib/waymark/waymark.db" {
		t.Errorf("%+v", s)
	}
	unit := text(t, "../../deploy/waymark.service")
	start := regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/waymark (.*)$`).FindStringSubmatch(unit)
	if start == nil || start[1] != "serve --config /etc/waymark/waymark.yaml" {
		t.Errorf("the unit starts %v", start)
	}
	image := text(t, "../../Dockerfile")
	env := map[string]string{}
	for pair := range strings.FieldsSeq(regexp.MustCompile(`(?m)^ENV (.*)$`).FindStringSubmatch(image)[1]) {
		name, value, _ := strings.Cut(pair, "=")
		env[name] = value
	}
	var args []string
	if err := json.Unmarshal([]byte(regexp.MustCompile(`(?m)^CMD (.*)$`).FindStringSubmatch(image)[1]), &args); err != nil {
		t.Fatal(err)
	}
	if s := understood(t, env, args...).Serve; s.DB != "/data/waymark.db" || s.Listen != "0.0.0.0:8080" || s.LogFormat != "json" {
		t.Errorf("the image runs %+v", s)
	}
	for _, run := range regexp.MustCompile(`(?m)docker run .* waymark (serve .*)$`).FindAllStringSubmatch(image, -1) {
		understood(t, env, strings.Fields(run[1])...)
	}
}

// The command line comes before the environment, the environment before the file.
func TestWhichSettingCounts(t *testing.T) {
	file := t.TempDir() + "/waymark.yaml"
	if err := os.WriteFile(file, []byte("listen: from-file\naddress: from-file\nmetrics: from-file\nissuers: [lpi, 'a,b']\nmail_plain: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"WAYMARK_CONFIG": file, "WAYMARK_ADDRESS": "from-environment", "WAYMARK_METRICS": "from-environment"}
	s := understood(t, env, "serve", "--metrics", "from-line").Serve
	if s.Listen != "from-file" || s.Address != "from-environment" || s.Metrics != "from-line" || !s.MailPlain || !slices.Equal(s.Issuers, []string{"lpi", "a,b"}) {
		t.Errorf("%+v", s)
	}
}
