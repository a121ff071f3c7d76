package main

import (
	"os"
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange puts flags that stand after file names in front of them, because the
// flag parser stops at the first argument that is no flag; "--" keeps its
// meaning. It also finds calls for help and faults in flags, so that their
// messages are our own.
func arrange(app *cli.App, args []string) ([]string, error) {
	if len(args) < 2 {
		return args, nil
	}
	switch first := args[1]; {
	case isHelp(first):
		return []string{args[0], "help"}, nil
	case first == "--version" || first == "-version" || first == "-V":
		return []string{args[0], "version"}, nil
	case strings.HasPrefix(first, "-") && first != "-" && first != "--":
		return nil, usagef("onbekende vlag %q; vlaggen staan na de opdracht, bijvoorbeeld: clausule check --format json contract.docx", first)
	}
	commands, path := app.Commands, []string{}
	rest := args[1:]
	var cmd *cli.Command
	for len(rest) > 0 && len(commands) > 0 {
		next := find(commands, rest[0])
		if next == nil {
			break
		}
		cmd, path, rest, commands = next, append(path, rest[0]), rest[1:], next.Subcommands
	}
	if cmd == nil {
		return args, nil
	}
	flags, files, err := split(cmd, strings.Join(path, " "), rest)
	if err != nil {
		return nil, err
	}
	if flags == nil {
		return append([]string{args[0], "help"}, path...), nil
	}
	if len(cmd.Subcommands) > 0 {
		return args, nil // the verb's own action complains of what is left
	}
	arranged := append([]string{args[0]}, path...)
	arranged = append(append(arranged, flags...), "--")
	return append(arranged, files...), nil
}

func find(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// split parts flags, with their values, from the other arguments. Flags are nil
// when help is asked.
func split(cmd *cli.Command, path string, args []string) (flags, files []string, err error) {
	flags = []string{}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return flags, append(files, args[i+1:]...), nil
		}
		if isHelp(arg) {
			return nil, nil, nil
		}
		if !isFlag(arg) {
			files = append(files, arg)
			continue
		}
		name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		flag := lookup(cmd, name)
		if flag == nil {
			if _, err := os.Stat(arg); err == nil {
				return nil, nil, usagef("%s begint met een streepje; schrijf als u het bestand bedoelt: clausule %s ./%s", arg, path, arg)
			}
			return nil, nil, unknownFlag(cmd, path, arg, name)
		}
		flags = append(flags, arg)
		if _, isBool := flag.(*cli.BoolFlag); isBool || hasValue {
			continue
		}
		if i++; i == len(args) || isFlag(args[i]) && lookup(cmd, strings.TrimLeft(args[i], "-")) != nil {
			return nil, nil, usagef("vlag %s mist een waarde; zie clausule help %s", arg, path)
		}
		flags = append(flags, args[i])
	}
	return flags, files, nil
}

func isFlag(arg string) bool { return len(arg) > 1 && arg[0] == '-' }

func isHelp(arg string) bool {
	switch arg {
	case "-h", "--help", "-help", "--hulp", "-?":
		return true
	}
	return false
}

func lookup(cmd *cli.Command, name string) cli.Flag {
	for _, f := range cmd.Flags {
		for _, n := range f.Names() {
			if n == name {
				return f
			}
		}
	}
	return nil
}

func unknownFlag(cmd *cli.Command, path, arg, name string) error {
	var names []string
	for _, f := range cmd.Flags {
		names = append(names, f.Names()...)
	}
	arg, _, _ = strings.Cut(arg, "=")
	if near := nearest(name, names); len(near) > 1 {
		return usagef("onbekende vlag %s bij '%s'; bedoelde u --%s?", arg, path, near)
	}
	return usagef("onbekende vlag %s bij '%s'; zie clausule help %s", arg, path, path)
}
