package main

import "waymark/message"

// failure ends a command with an exit code and, where it has one, a sentence and a hint from the message catalogue.
type failure struct {
	code           int
	sentence, hint string
	operands       []message.Operand
}

func (f *failure) Error() string { return message.English().Sentence(f.sentence, f.operands...) }

// usage says that the command line asks for something that cannot be.
func usage(sentence, hint string, operands ...message.Operand) error {
	return &failure{exitUsage, sentence, hint, operands}
}

// cannot says that we could not do our work.
func cannot(sentence, hint string, operands ...message.Operand) error {
	return &failure{exitFailed, sentence, hint, operands}
}

// errFindings ends a command whose errors in files have been printed.
var errFindings = &failure{code: exitFindings}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
