package stylename

import "testing"

func TestRole(t *testing.T) {
	for _, c := range []struct {
		name    string
		heading int
		toc     bool
		decided bool
	}{
		{"heading 1", 1, false, true}, {"Kop 2", 2, false, true}, {"Überschrift 3", 3, false, true}, {"Titre 4,Alias", 4, false, true},
		{"  Heading   9 ", 9, false, true}, {"Title", 1, false, true}, {"Titel", 1, false, true},
		{"toc 1", 0, true, true}, {"Inhopg 2", 0, true, true}, {"Contents Heading", 0, true, true},
		{"Verzeichnis 1", 0, true, true}, {"TM 1", 0, true, true}, {"Inhoudsopgave 3", 0, true, true}, {"Table of Figures", 0, true, true},
		{"En-tête de table des matières", 0, true, true}, {"Inhaltsverzeichnisüberschrift", 0, true, true},
		{"heading 0", 0, false, false}, {"heading 10", 0, false, false}, {"Artikelkop", 0, false, false}, {"", 0, false, false},
		{"Normal", 0, false, false},
	} {
		if heading, toc, decided := Role(c.name); heading != c.heading || toc != c.toc || decided != c.decided {
			t.Errorf("%q: got %d, %v, %v", c.name, heading, toc, decided)
		}
	}
}
