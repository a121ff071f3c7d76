package extract_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/clausule/clausule/extract"
	"github.com/clausule/clausule/extract/document"
)

const contracts = "../testdata/contracts"

// TestContracts reads the project's own contracts as Word document and as PDF
// and looks for provisions where they stand.
func TestContracts(t *testing.T) {
	type place struct{ text, label, heading string }
	tests := []struct {
		name   string
		places []place
		absent string // not in the Word document
	}{
		{"verwerkersovereenkomst-goed", []place{
			{"binnen 24 uur nadat", "5.1", "Datalekken"},
			{"een derde die Verwerker inschakelt", "d)", "Definities"},
			{"dezelfde verplichtingen op als", "7.2", "Subverwerkers"},
			{"wijziging van zeggenschap", "11.6", "Duur en einde"},
			{"tien jaar na afloop", "Bijlage 1", "Beschrijving van de verwerking"},
			{"jaarlijkse penetratietest", "Bijlage 2", "Beveiligingsmaatregelen"},
		}, "^["},
		{"verwerkersovereenkomst-zwak", []place{{"als richtlijn", "2.2", "Beveiliging"}, {"[NAAM KLANT]", "", "VERWERKERSOVEREENKOMST"}}, ""},
		{"verwerkersovereenkomst-belgie", []place{{"binnen de 48 uur", "§ 1", "Melding van inbreuken"}, {"op eigen kosten en", "§ 3", "Nazicht en audit"}, {"binnen de week", "3°", "Maatregelen"}}, "72 uur"},
		{"verwerkersovereenkomst-strijdig", []place{{"vijf werkdagen", "3.1", "Datalekken"}, {"elk land ter wereld", "6", "Plaats"}}, ""},
		{"voorwaarden-gewone-taal", []place{{"binnen 48 uur", "", "Wat als het misgaat?"}}, "**"},
		{"saas-voorwaarden", []place{{"binnen 72 uur", "5.3", "Persoonsgegevens"}, {"nacalculatie", "8.4", "Duur en beëindiging"}}, ""},
		{"sla-hosting", []place{{"binnen 36 uur", "6.2", "Incidenten"}, {"15 minuten", "4.1", "Herstel"}}, ""},
	}
	for _, tt := range tests {
		for _, format := range []string{".docx", ".pdf"} {
			doc, err := extract.OpenFile(context.Background(), filepath.Join(contracts, tt.name+format), extract.Options{})
			if err != nil {
				t.Error(err)
				continue
			}
			if err := doc.Validate(); err != nil {
				t.Error(err)
			}
			if format == ".pdf" && len(doc.Pages) < 2 {
				t.Errorf("%s: %d pages", doc.Name, len(doc.Pages))
			}
			if format == ".pdf" && tt.name == "verwerkersovereenkomst-belgie" {
				continue // printed with its tracked changes, struck-out text and all
			}
			for _, p := range tt.places {
				at := strings.Index(doc.Text, p.text)
				if at < 0 {
					t.Errorf("%s: %q is not in the text", doc.Name, p.text)
					continue
				}
				if loc := doc.Locate(extract.Span{Start: at}); !strings.HasSuffix(loc.Label, p.label) || p.label == "" && loc.Label != "" || loc.Heading != p.heading {
					t.Errorf("%s: %q stands in %q %q, want %q %q", doc.Name, p.text, loc.Label, loc.Heading, p.label, p.heading)
				}
			}
			if tt.absent != "" && strings.Contains(doc.Text, tt.absent) {
				t.Errorf("%s: %q is in the text", doc.Name, tt.absent)
			}
		}
	}
}

// TestContractStories looks for what stands outside the running text.
func TestContractStories(t *testing.T) {
	tests := []struct {
		name  string
		kind  document.Kind
		count int
		text  string
	}{
		{"verwerkersovereenkomst-goed", document.TOC, 18, "Bijlage 3"},
		{"verwerkersovereenkomst-goed", document.Footnote, 1, "dochtermaatschappijen"},
		{"verwerkersovereenkomst-strijdig", document.Textbox, 1, "Versie 4.2"},
		{"sla-hosting", document.Cell, 66, "99,9%"},
	}
	for _, tt := range tests {
		doc, err := extract.OpenFile(context.Background(), filepath.Join(contracts, tt.name+".docx"), extract.Options{})
		if err != nil {
			t.Fatal(err)
		}
		count, found := 0, false
		for _, b := range doc.Blocks {
			if b.Kind == tt.kind {
				count++
				found = found || strings.Contains(doc.Slice(b.Span), tt.text)
			}
		}
		if count != tt.count || !found {
			t.Errorf("%s: %d blocks %s, want %d; %q found: %v", tt.name, count, tt.kind, tt.count, tt.text, found)
		}
	}
}

// TestDraftInEveryFormat: a draft with tracked changes reads the same in all
// formats that keep them, but for the numbers, which some writers lose.
func TestDraftInEveryFormat(t *testing.T) {
	words := func(doc *document.Document) (s []string) {
		for _, b := range doc.Blocks {
			s = append(s, strings.Fields(doc.Text[b.Body:b.Span.End])...)
		}
		return s
	}
	for _, reading := range []document.Revisions{document.AcceptRevisions, document.OriginalRevisions, document.AllRevisions} {
		const name = "verwerkersovereenkomst-concept"
		opts := extract.Options{Revisions: reading}
		word, err := extract.OpenFile(t.Context(), filepath.Join(contracts, name+".docx"), opts)
		if err != nil {
			t.Fatal(err)
		}
		if len(word.Changes) == 0 {
			t.Fatalf("%v: the Word document has no changes", reading)
		}
		want := strings.Join(words(word), " ")
		for _, format := range []string{"odt", "fodt", "rtf", "doc"} {
			doc, err := extract.OpenFile(t.Context(), filepath.Join(contracts, "../variants", name+"."+format), opts)
			if err != nil {
				t.Error(err)
				continue
			}
			if got := strings.Join(words(doc), " "); got != want {
				t.Errorf("%v: %s reads\n%s\nand the Word document\n%s", reading, format, got, want)
			}
			for state, changed := range map[document.Revision]bool{document.Inserted: reading.Keeps(document.Inserted), document.Deleted: reading.Keeps(document.Deleted)} {
				has := slices.ContainsFunc(doc.Changes, func(c document.Change) bool { return c.Revision == state && c.Author != "" })
				if has != changed {
					t.Errorf("%v: %s has text that is %v: %v, want %v", reading, format, state, has, changed)
				}
			}
		}
	}
}

// TestVerdictFiles holds the expected verdicts to their form: every contract
// has one verdict for each of the same requirements.
func TestVerdictFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(contracts, "*.verdicts.jsonl"))
	if err != nil || len(files) != 8 {
		t.Fatalf("%d files of verdicts, %v", len(files), err)
	}
	var order []string
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for lines := bufio.NewScanner(f); lines.Scan(); {
			var v struct{ Req, Status, Note string }
			if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			switch v.Status {
			case "met", "partial", "conflict", "missing":
			default:
				t.Errorf("%s: %s has status %q", file, v.Req, v.Status)
			}
			if (v.Status == "partial" || v.Status == "conflict") && v.Note == "" {
				t.Errorf("%s: %s is %s without a note", file, v.Req, v.Status)
			}
			ids = append(ids, v.Req)
		}
		f.Close()
		if order == nil {
			order = ids
		}
		if len(ids) != 45 || strings.Join(ids, " ") != strings.Join(order, " ") {
			t.Errorf("%s: %d requirements, not those of %s", file, len(ids), files[0])
		}
	}
}
