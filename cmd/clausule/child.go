package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/clause/archive/child"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/pdfium"
	"github.com/clausule/clausule/rules"
)

// childVerb is what children are started with, so that a list of processes tells
// what they are. Nobody else can use it.
const childVerb = "__child"

// isChild tells whether this process reads documents for another.
func isChild(args []string) bool {
	return len(args) == 2 && args[1] == childVerb && child.Started()
}

// serve reads documents for the process that started this one.
func serve(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) int {
	// What a library may print does not belong between the answers.
	os.Stdout = os.Stderr
	// The parent decides what an interrupt means.
	ctx = context.WithoutCancel(ctx)
	var engine *pdfium.Engine
	defer func() {
		if engine != nil {
			_ = engine.Close() // the process ends
		}
	}()
	err := child.Serve(ctx, stdin, stdout, func(data []byte) (*clause.Checker, extract.Options, error) {
		var s scanSetup
		if err := json.Unmarshal(data, &s); err != nil {
			return nil, extract.Options{}, err
		}
		checker, err := s.checker()
		if err != nil {
			return nil, extract.Options{}, err
		}
		options, second := s.Reading.options()
		engine = second
		return checker, options, nil
	})
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitUsage
	}
	return exitClean
}

// scanSetup is all that documents are read and judged with, as it is told to
// children. They make of it what this process makes of it.
type scanSetup struct {
	Rules        string // the folder with the user's own
	Profile      string
	Packs        []string
	PatternsOnly bool
	Language     lang.Language
	Date         time.Time
	Reading      reading
}

// scanSetupOf reads the flags; so many processes will work at the same time.
func scanSetupOf(c *cli.Context, processes int) (s scanSetup, err error) {
	if s.Language, err = languageOf(c); err != nil {
		return s, err
	}
	if s.Date, err = dateOf(c); err != nil {
		return s, err
	}
	if s.Reading, err = readingOf(c, processes); err != nil {
		return s, err
	}
	wanted := choiceOf(c, rules.DefaultProfile)
	s.Rules, s.Profile, s.Packs, s.PatternsOnly = wanted.dir, wanted.profile, wanted.packs, c.Bool("patterns-only")
	return s, nil
}

func (s *scanSetup) checker() (*clause.Checker, error) {
	catalogue, err := choice{dir: s.Rules, profile: s.Profile, packs: s.Packs}.load()
	if err != nil {
		return nil, err
	}
	return clause.New(catalogue, clause.Options{Language: s.Language, Date: s.Date, PatternsOnly: s.PatternsOnly})
}

// scanEngine makes an engine of so many child processes that reads and judges as
// the flags of a call ask, and tells of the waivers that no longer hold. Who calls
// it closes it. The flags are those of a catalogue, readerFlags, dateFlag,
// patternsFlag and langFlag.
func (p *program) scanEngine(c *cli.Context, processes int) (archive.Engine, error) {
	s, err := scanSetupOf(c, processes)
	if err != nil {
		return nil, err
	}
	checker, err := s.checker()
	if err != nil {
		return nil, err
	}
	p.warnExpired(s.Rules, checker.Catalogue(), s.Date)
	options, engine := s.Reading.options()
	if engine != nil {
		// Nothing is read here; only the name of it counts.
		defer engine.Close()
	}
	setup, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	return child.New(child.Config{
		Settings: archive.SettingsOf(checker, options), Setup: setup, Args: []string{childVerb}, Env: childEnv(os.Environ()), Processes: processes,
		// Without these flags, and so zero, the limits are those of the pool.
		Limits: child.Limits{Memory: int64(c.Int("max-memory")) << 20, Wall: c.Duration("max-time")},
	}), nil
}

// childEnv is the environment of a child: this one without the flags in it, of
// which one may be a password. What they say is in the setup.
func childEnv(env []string) []string {
	return slices.DeleteFunc(env, func(v string) bool { return strings.HasPrefix(v, "CLAUSULE_") })
}
