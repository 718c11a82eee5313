// Prints what BuildKit, which runs behind docker build, understands of the Dockerfile on its
// standard input: a list of the pairs of every ENV and LABEL and the words of every ENTRYPOINT.
//
//	[["ENV", "HOME", "/work"], ["LABEL", "a", "b"], ["ENTRYPOINT", "/opt/run.sh", "--all"]]
//
// Ends with 1 if BuildKit refuses the Dockerfile, or warns of it.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

func main() {
	values, err := values()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(values)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func values() ([][]string, error) {
	file, err := parser.Parse(os.Stdin)
	if err != nil {
		return nil, err
	}
	for _, warning := range file.Warnings {
		return nil, fmt.Errorf("%s", warning.Short)
	}
	stages, _, err := instructions.Parse(file.AST, nil)
	if err != nil {
		return nil, err
	}
	lexer := shell.NewLex(file.EscapeToken)
	values := [][]string{}
	for _, stage := range stages {
		for _, command := range stage.Commands {
			if err := expand(command, lexer); err != nil {
				return nil, err
			}
			switch command := command.(type) {
			case *instructions.EnvCommand:
				for _, pair := range command.Env {
					values = append(values, []string{"ENV", pair.Key, pair.Value})
				}
			case *instructions.LabelCommand:
				for _, pair := range command.Labels {
					values = append(values, []string{"LABEL", pair.Key, pair.Value})
				}
			case *instructions.EntrypointCommand:
				if command.PrependShell {
					return nil, fmt.Errorf("ENTRYPOINT is no list of words")
				}
				values = append(values, append([]string{"ENTRYPOINT"}, command.CmdLine...))
			}
		}
	}
	return values, nil
}

// expand does with command what a build does: quotes go, variables become their values.
func expand(command instructions.Command, lexer *shell.Lex) error {
	expandable, ok := command.(instructions.SupportsSingleWordExpansion)
	if !ok {
		return nil
	}
	none := shell.EnvsFromSlice(nil)
	return expandable.Expand(func(word string) (string, error) {
		expanded, _, err := lexer.ProcessWord(word, none)
		return expanded, err
	})
}
