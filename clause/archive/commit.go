package archive

import (
	"errors"
	"fmt"
)

// RunError tells of a scan that the store does not know.
type RunError struct{ ID int64 }

func (e *RunError) Error() string {
	return fmt.Sprintf("archive: scan %d is niet bekend in deze opslag", e.ID)
}

var (
	errNoHash  = errors.New("archive: een uitkomst zonder hash kan niet worden bewaard")
	errNothing = errors.New("archive: een uitkomst heeft óf een fout óf een verslag")
	errNoPlace = errors.New("archive: een plaats heeft een bron en een pad, en een hash of een fout")
)

// Check tells whether stores can keep a batch.
func (b *Batch) Check() error {
	for _, o := range b.Outcomes {
		switch {
		case o == nil || o.SHA256 == "":
			return errNoHash
		case (o.Failure == nil) == (o.Report == nil):
			return errNothing
		}
	}
	for i := range b.Places {
		if p := &b.Places[i]; p.Source == "" || p.Path == "" || p.SHA256 == "" && p.Failure == nil {
			return errNoPlace
		}
	}
	return nil
}

// Current tells whether an outcome under these settings is what a scan under
// others, the last, would leave as it is. Judging does not count for a failure.
func (s *Settings) Current(last Settings, failed bool) bool {
	return s.Reading == last.Reading && (failed || s.Judging == last.Judging)
}
