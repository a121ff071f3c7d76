package child_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/child"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/rules"
)

// engineOf makes what documents are read and judged with, here and in children:
// the setup names a pack.
func engineOf(setup []byte) (*clause.Checker, extract.Options, error) {
	catalogue, err := rules.Builtin()
	if err != nil {
		return nil, extract.Options{}, err
	}
	if catalogue, err = catalogue.Select(string(setup)); err != nil {
		return nil, extract.Options{}, err
	}
	checker, err := clause.New(catalogue, clause.Options{})
	return checker, extract.Options{}, err
}

// A program begins by asking whether it is one of its own children.
func Example() {
	ctx := context.Background()
	if child.Started() {
		if err := child.Serve(ctx, os.Stdin, os.Stdout, engineOf); err != nil {
			log.Fatal(err)
		}
		return
	}

	setup := []byte("avg")
	checker, options, err := engineOf(setup)
	if err != nil {
		log.Fatal(err)
	}
	pool := child.New(child.Config{
		Settings: archive.SettingsOf(checker, options),
		Setup:    setup,
		Args:     []string{"be-a-child"}, // for who looks at the list of processes
		Limits:   child.Limits{Memory: 512 << 20},
	})
	defer pool.Close()
	out, err := pool.Do(ctx, archive.Job{Name: "dpa.txt", Body: strings.NewReader("Verwerkersovereenkomst\n\nArtikel 1. Verwerker verwerkt persoonsgegevens uitsluitend op schriftelijke instructie van Verantwoordelijke.\n")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(out.Report.Document.Name, out.Report.Document.Format, len(out.Report.Results) > 10)
	// Output: dpa.txt txt true
}
