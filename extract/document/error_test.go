package document

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	for _, tc := range []struct {
		err    *Error
		reason error
		want   string
	}{
		{OverLimit("a.docx", "Word", "het aantal bytes", 67108864), ErrLimit, "het aantal bytes is meer dan 67.108.864; sla het opnieuw op"},
		{OverLimit("a.docx", "Word", "het aantal", 999), ErrLimit, "meer dan 999;"},
		{OverLimit("a.docx", "Word", "het aantal", 1000), ErrLimit, "meer dan 1.000;"},
		{Encrypted("a.pdf", "PDF"), ErrEncrypted, "a.pdf: het bestand is met een wachtwoord beveiligd (PDF); sla een kopie zonder wachtwoord op"},
		{Damaged("a.pdf", "PDF", "het einde ontbreekt", io.ErrUnexpectedEOF), ErrDamaged, "beschadigd (PDF): het einde ontbreekt; open het"},
	} {
		if !strings.Contains(tc.err.Error(), tc.want) {
			t.Errorf("%q does not hold %q", tc.err, tc.want)
		}
		if !errors.Is(tc.err, tc.reason) {
			t.Errorf("%q is not %q", tc.err, tc.reason)
		}
	}
	if err := Damaged("a.pdf", "PDF", "", io.ErrUnexpectedEOF); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the underlying error is lost")
	}
}
