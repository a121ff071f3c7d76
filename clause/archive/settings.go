package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// SettingsOf gives the settings of an engine that judges with a checker what it
// reads with options. They are the same for the same settings in every process.
// Of the engines of the options the names count and, where they have a method
// Languages() []string, their languages. The password does not count: it must not
// be found out from a digest, and other documents read the same without it.
func SettingsOf(checker *clause.Checker, options extract.Options) Settings {
	catalogue, judging := checker.Catalogue(), checker.Options()
	s := Settings{Engine: clause.Version, Catalogue: strings.Join(catalogue.Names(), ", ")}
	if p := catalogue.ProfileName(); p != "" {
		s.Catalogue = p + ": " + s.Catalogue
	}
	for r := range catalogue.All() {
		if r.Division != nil {
			continue // an area of the matrix, on which there is no verdict
		}
		s.Requirements = append(s.Requirements, Requirement{ID: r.ID, Pack: r.Pack(), Title: titleOf(r, judging.Language), Importance: r.Importance})
	}
	s.Reading = digest(readingOf(options))
	s.Judging = digest(judgingOf(catalogue, judging))
	return s
}

// titleOf is the title of a requirement as reports in a language have it.
func titleOf(r *rules.Requirement, l lang.Language) string {
	if l == lang.English && r.TitleEN != "" {
		return r.TitleEN
	}
	return r.Title
}

// readingSettings is what decides the text of a document, beside its bytes.
type readingSettings struct {
	Version   string
	Revisions document.Revisions
	Headers   bool
	OCR       string
	Languages []string
	Force     bool
	Fallback  string
	Limits    document.Limits
}

func readingOf(o extract.Options) readingSettings {
	s := readingSettings{Version: clause.Version, Revisions: o.Revisions, Headers: o.Headers, Limits: o.Limits.WithDefaults()}
	if r := o.OCR.Recognizer; r != nil {
		s.OCR, s.Force = r.Name(), o.OCR.Force
		if l, ok := r.(interface{ Languages() []string }); ok {
			s.Languages = l.Languages()
		}
	}
	if o.Fallback != nil {
		s.Fallback = o.Fallback.Name()
	}
	return s
}

// judgingSettings is what decides the verdicts on a text.
type judgingSettings struct {
	Version      string
	Catalogue    string
	Profile      string
	PatternsOnly bool
	Language     lang.Language
	Findings     int
	TextBytes    int
	// Waivers are those that hold on the day of the judgement. The day itself
	// does not count, or every new one would have the whole archive judged again.
	Waivers []rules.ID
}

func judgingOf(catalogue *rules.Catalogue, o clause.Options) judgingSettings {
	s := judgingSettings{
		Version: clause.Version, Catalogue: catalogue.Digest(), Profile: catalogue.ProfileName(),
		PatternsOnly: o.PatternsOnly, Language: o.Language, Findings: o.Findings, TextBytes: o.TextBytes,
	}
	if s.Language == "" {
		s.Language = lang.Dutch
	}
	for _, w := range catalogue.Waivers() {
		if w.Holds(o.Date) {
			s.Waivers = append(s.Waivers, w.Requirement)
		}
	}
	slices.Sort(s.Waivers)
	return s
}

// digest is the SHA-256 of settings, in hexadecimal.
func digest(settings any) string {
	// Structs of strings, numbers and lists of them cannot fail.
	data, _ := json.Marshal(settings)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
