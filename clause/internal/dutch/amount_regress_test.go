package dutch

import "testing"

// The euro sign behind the amount once left the value without an end.
func TestMoneyBeforeItsSign(t *testing.T) {
	text := "De vergoeding bedraagt 450 € per maand."
	for _, v := range Values(text, 0, Tokenize(text, 0)) {
		if v.Kind == Money && text[v.Span.Start:v.Span.End] == "450 €" && v.Amount == 450 {
			return
		}
	}
	t.Errorf("no amount of 450 in %q", text)
}
