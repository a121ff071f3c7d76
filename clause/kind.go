package clause

import (
	"strings"

	"github.com/clausule/clausule/clause/internal/contract"
	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract/document"
)

// Kind is the kind of a document, told by its title, by what it calls itself, by
// its form and by its words. It changes no verdict.
type Kind string

// The kinds of document.
const (
	KindProcessorAgreement Kind = "processor-agreement" // under whatever name, an annex or terms of the kind included
	KindServiceLevels      Kind = "sla"
	KindTerms              Kind = "terms"          // of the supplier
	KindMainAgreement      Kind = "main-agreement" // for services
	KindOther              Kind = "other"          // no contract, or one of another kind
)

// Dutch is the kind in the words of a report; "" for a kind that does not exist.
func (k Kind) Dutch() string {
	switch k {
	case KindProcessorAgreement:
		return "verwerkersovereenkomst"
	case KindServiceLevels:
		return "service level agreement (SLA)"
	case KindTerms:
		return "voorwaarden van de leverancier"
	case KindMainAgreement:
		return "hoofdovereenkomst"
	case KindOther:
		return "anders"
	}
	return ""
}

// In is the kind in the words of a report in a language.
func (k Kind) In(l lang.Language) string { return l.Text(k.Dutch()) }

// kindWords is the length in words from which a text is told that it is none of
// the kinds: less is an excerpt.
const kindWords = 80

// maxSigns bounds the reasons that are given for the kind.
const maxSigns = 3

// kindWarning warns of a document that is none of the kinds.
func kindWarning(part *contract.Part, l lang.Language) (document.Warning, bool) {
	if part.Kind != contract.Other || part.Words < kindWords || part.Language != "nl" && part.Language != "" {
		return document.Warning{}, false
	}
	var signs []string
	for _, s := range part.Signs {
		if s.Kind == contract.Other && len(signs) < maxSigns {
			signs = append(signs, l.Sentence(s.Why))
		}
	}
	why := ""
	if len(signs) > 0 {
		why = " (" + strings.Join(signs, "; ") + ")"
	}
	return document.Warning{Code: document.WarnKind, Message: l.Textf(
		"Dit lijkt geen verwerkersovereenkomst, SLA, hoofdovereenkomst of voorwaarden van een leverancier%s. Het is wel getoetst; ga na of dit het stuk is dat u bedoelt.", why)}, true
}

var kinds = [...]Kind{
	contract.Other: KindOther, contract.ProcessorAgreement: KindProcessorAgreement, contract.ServiceLevels: KindServiceLevels,
	contract.Terms: KindTerms, contract.MainAgreement: KindMainAgreement,
}
