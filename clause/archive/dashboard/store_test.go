package dashboard_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/clausule/clausule/clause"
	"github.com/clausule/clausule/clause/archive"
	"github.com/clausule/clausule/extract/document"
	"github.com/clausule/clausule/rules"
)

// made is a store that makes its records when they are asked for, so that an
// archive of any size takes no memory. It answers what a page asks.
type made struct {
	archive.Store
	n, requirements int
	list            []archive.Requirement
	edit            func(i int, r *archive.Record) // nil for none
	failures        []archive.Record
	passes          int
	// distinct is how many contracts have results of their own, which the others
	// repeat; 0 for all. It spares work.
	distinct int
	kept     []archive.Record
}

var (
	packs    = []string{"ksz", "avg", "rijkscloud", "dora", "nis2", "gedeeld"}
	topics   = []string{"melding van inbreuken", "recht op audit", "versleuteling", "back-up en herstel", "teruggave van gegevens", "subverwerkers", "locatie van gegevens", "toegangsbeheer", "geheimhouding", "bewaartermijn", "beschikbaarheid", "aansprakelijkheid"}
	firms    = []string{"Nimbus Hosting B.V.", "Zuiderlicht Software", "De Kade IT", "Noorderdata", "Polder Cloud N.V.", "Veldwerk Systemen", "Datahuis Oost", "Brugman Automatisering", "Kompas SaaS", "Wolkenveld"}
	links    = []string{"overeenkomstig", "onverminderd", "in afwijking van", "met inachtneming van"}
	promises = []string{"redelijke medewerking verlenen", "de kosten dragen", "kosteloos medewerken", "de instructies van Opdrachtgever volgen", "passende maatregelen nemen"}
	themes   = []string{
		"Verwerker stelt verwerkingsverantwoordelijke zonder onredelijke vertraging en uiterlijk binnen %d uur na ontdekking in kennis van een inbreuk in verband met persoonsgegevens",
		"Verwerker stelt alle informatie ter beschikking die nodig is om de nakoming aan te tonen en maakt audits mogelijk, ten hoogste %d keer per jaar, door een onafhankelijke deskundige",
		"Na afloop van de overeenkomst geeft Verwerker alle persoonsgegevens binnen %d dagen terug in een gangbaar formaat en wist hij bestaande kopieën",
		"Verwerker schakelt zonder voorafgaande schriftelijke toestemming geen andere verwerker in en deelt een voornemen daartoe %d dagen tevoren mee",
		"De beschikbaarheid van de Dienst bedraagt per kalendermaand ten minste %d procent, gemeten over alle uren buiten het onderhoudsvenster",
		"Gegevens worden bij opslag en transport versleuteld volgens de stand van de techniek, met sleutels van ten minste %d bits die in de Europese Economische Ruimte worden beheerd",
	}
)

func requirement(k int) archive.Requirement {
	pack := packs[k*len(packs)/117%len(packs)]
	topic := topics[k%len(topics)]
	return archive.Requirement{
		ID: rules.ID(fmt.Sprintf("%s.onderwerp.eis-%03d", pack, k+1)), Pack: pack, Title: fmt.Sprintf("De leverancier regelt %s (%d)", topic, k+1),
		Importance: []rules.Importance{rules.Must, rules.MustAnnex, rules.Should, rules.Could}[k%7%4],
	}
}

func (s *made) record(i int) archive.Record {
	rnd := rand.New(rand.NewPCG(uint64(i), 8))
	sum := sha256.Sum256(fmt.Appendf(nil, "%d", i))
	firm := rnd.IntN(len(firms))
	year := 2014 + rnd.IntN(12)
	r := archive.Record{
		SHA256: hex.EncodeToString(sum[:]), Facts: archive.Facts{Supplier: firms[firm], Year: year}, Format: document.FormatDOCX, Pages: 4 + rnd.IntN(30),
		Kind: clause.KindProcessorAgreement, Language: "nl", Current: rnd.IntN(40) > 0,
		Parties: []clause.PartyInfo{{Role: "leverancier", Names: []string{firms[firm], "Verwerker"}}, {Role: "klant", Names: []string{"Gemeente Veenbeek"}}},
	}
	if rnd.IntN(9) == 0 {
		r.Facts.Year = 0
	}
	if rnd.IntN(5) == 0 {
		r.Kind = clause.KindServiceLevels
	}
	r.Places = []archive.Place{{Source: "/archief", Path: fmt.Sprintf("%d/map-%03d/contract-%05d-%s.docx", year, i/100, i+1, firms[firm][:5])}}
	if rnd.IntN(12) == 0 {
		r.Places = append(r.Places, archive.Place{Source: "/archief", Path: fmt.Sprintf("oud/kopie van contract-%05d.docx", i+1)})
	}
	if rnd.IntN(15) == 0 {
		r.Warnings = []document.Warning{{Code: document.WarnPageWithoutText, Page: 3, Message: "De pagina heeft geen tekst, alleen een afbeelding."}}
	}
	worse := rnd.IntN(200) == 0
	for k := len(s.list); k < s.requirements; k++ {
		s.list = append(s.list, requirement(k))
	}
	r.Results = make([]clause.Result, 0, s.requirements)
	for k, req := range s.list {
		res := clause.Result{Requirement: req.ID, Title: req.Title, Importance: req.Importance}
		chance := 35 + (k*37)%60 + (year-2014)*2
		if k%23 == 5 {
			chance = 99
		}
		article := strconv.Itoa(2+k%14) + "." + strconv.Itoa(1+rnd.IntN(6))
		quote := func() string {
			before, after, _ := strings.Cut(themes[rnd.IntN(len(themes))], "%d")
			return before + strconv.Itoa(12*(1+rnd.IntN(6))) + after + ", " + links[rnd.IntN(len(links))] + " artikel " + article + ", en " + firms[firm] + " zal daarbij " + promises[rnd.IntN(len(promises))] + "."
		}
		find := func(against, weak bool) clause.Finding {
			return clause.Finding{Element: "regeling", Against: against, Weak: weak, Quote: quote(), Page: 1 + rnd.IntN(r.Pages), Label: article, Why: "De belofte is met zoveel woorden gedaan."}
		}
		switch p := rnd.IntN(100); {
		case worse && p < 60, !worse && p >= chance && p%3 == 0:
			res.Status, res.Reason, res.Lacks = clause.Conflict, "Strijdig in artikel "+article+".", []string{"de klant draagt de kosten"}
			res.Findings = []clause.Finding{find(true, false)}
		case p < chance:
			res.Status, res.Reason = clause.Met, "Geregeld in artikel "+article+"."
			for range 1 + rnd.IntN(2) {
				res.Findings = append(res.Findings, find(false, false))
			}
		case p%3 == 1:
			res.Status, res.Reason, res.Lacks, res.Flags = clause.Partial, "Gedeeltelijk geregeld in artikel "+article+"; schiet tekort: termijn.", []string{"een termijn in uren"}, []string{"kosten"}
			res.Findings = []clause.Finding{find(false, true)}
		case len(r.Warnings) > 0:
			res.Status, res.Reason = clause.Unknown, "Niets gevonden, maar niet alles is gelezen."
		default:
			res.Status, res.Reason = clause.Missing, "Geen bepaling gevonden."
		}
		if k == 0 && len(res.Findings) > 0 {
			v := clause.Value{Kind: "duration", Raw: "48 uur", Norm: "PT48H"}
			switch rnd.IntN(600) {
			case 0:
				v = clause.Value{Kind: "duration", Raw: "14 dagen", Norm: "P14D"}
			case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14:
				v = clause.Value{Kind: "duration", Raw: "24 uur", Norm: "PT24H"}
			}
			res.Findings[0].Value = &v
		}
		r.Results = append(r.Results, res)
	}
	if s.edit != nil {
		s.edit(i, &r)
	}
	return r
}

// repeated is record, with the results of one of those that are distinct.
func (s *made) repeated(i int) archive.Record {
	if s.distinct == 0 {
		return s.record(i)
	}
	for len(s.kept) < s.distinct {
		s.kept = append(s.kept, s.record(len(s.kept)))
	}
	r := s.kept[i%s.distinct]
	if i >= s.distinct {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d", i))
		r.SHA256 = hex.EncodeToString(sum[:])
		r.Facts.Supplier = firms[i/s.distinct%len(firms)]
		r.Places = []archive.Place{{Source: "/archief", Path: fmt.Sprintf("%d/map-%03d/contract-%05d-%s.docx", r.Facts.Year, i/100, i+1, r.Facts.Supplier[:5])}}
	}
	return r
}

func (s *made) Records(ctx context.Context, q archive.Query) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		if q.Failed {
			for _, r := range s.failures {
				if !yield(r, nil) {
					return
				}
			}
			return
		}
		s.passes++
		for i := range s.n {
			if err := ctx.Err(); err != nil {
				yield(archive.Record{}, err)
				return
			}
			if !yield(s.repeated(i), nil) {
				return
			}
		}
	}
}

func (s *made) Stats(context.Context, archive.Query) (*archive.Stats, error) {
	stats := &archive.Stats{Documents: s.n + len(s.failures), Judged: s.n}
	for k := range s.requirements {
		stats.Requirements = append(stats.Requirements, archive.RequirementStats{Requirement: requirement(k)})
	}
	return stats, nil
}

func (s *made) Runs(context.Context) ([]archive.Run, error) {
	return []archive.Run{{ID: 1, Started: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Settings: archive.Settings{Engine: "0.1.0", Catalogue: "standaard: ksz@2026.1, avg@2026.1"}}}, nil
}
