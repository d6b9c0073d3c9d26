package main

import (
	"context"
	"errors"
	"fmt"

	"carrel/internal/relay"
	"carrel/internal/study"
)

// showAddress prints an address of the running Carrel that admits another
// browser. Only that process can create one, and only its owner can ask for it.
func (t *terminal) showAddress(ctx context.Context) error {
	if t.served != nil {
		if t.served.address == nil {
			return study.Errorf(study.NotFound, "the collection is open in another Carrel, but not for the browser")
		}
		return t.printAddress(t.served.address(), "%s\n")
	}
	home, err := t.homeDir()
	if err != nil {
		return err
	}
	err = t.elsewhere(ctx, home)
	if errors.Is(err, relay.ErrNobody) {
		return study.Because(err, study.NotFound, "Carrel is not running for %s: start it with \"carrel serve\"", home)
	}
	return err
}

// printAddress prints an address within a line of text, or as JSON.
func (t *terminal) printAddress(address, line string) error {
	if t.json {
		return t.print(map[string]string{"url": address})
	}
	_, err := fmt.Fprintf(t.out, line, address)
	return err
}
