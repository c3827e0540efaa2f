package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is set by the release build; a build by go install knows its module version instead.
var version = ""

type versionCommand struct{}

// Help gives the examples of waymark version --help.
func (versionCommand) Help() string { return examples("waymark version") }

// Run prints the version and the platform.
func (versionCommand) Run(c *Command) error {
	_, err := fmt.Fprintf(c.Stdout, "waymark %s %s/%s %s\n", versionName(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	return err
}

func versionName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
