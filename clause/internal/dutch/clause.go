package dutch

// Party is a role in a contract.
type Party uint8

// The parties.
const (
	NoParty Party = iota
	Provider
	Customer
	BothParties
	Subprocessor
	Authority
	ThirdParty
)

// String gives a short English name for traces.
func (p Party) String() string {
	switch p {
	case Provider:
		return "provider"
	case Customer:
		return "customer"
	case BothParties:
		return "both"
	case Subprocessor:
		return "subprocessor"
	case Authority:
		return "authority"
	case ThirdParty:
		return "third-party"
	}
	return "none"
}

// Mention is a place where a party is named, as a half-open range of tokens.
type Mention struct {
	Start, End int
	Party      Party
}

// Modality says how binding a clause is.
type Modality uint8

// The modalities.
const (
	Plain   Modality = iota // present tense, in a contract a promise
	Duty                    // zal, moet, dient te, is verplicht, verbindt zich; also a prohibition ("mag niet")
	Right                   // mag, kan, heeft het recht, is gerechtigd; of the Customer also what he gets ("ontvangt") or need not do
	Effort                  // spant zich in, streeft
	Refusal                 // is niet gehouden, is niet verplicht, hoeft niet, staat er niet voor in; of the Customer: what he is denied ("heeft geen recht")
)

// String gives a short English name for traces.
func (m Modality) String() string {
	switch m {
	case Duty:
		return "duty"
	case Right:
		return "right"
	case Effort:
		return "effort"
	case Refusal:
		return "refusal"
	}
	return "plain"
}

// Clause is a part of a sentence with one verb of its own.
type Clause struct {
	Start, End int // token range, half open
	// Actor promises, acts or is entitled. NoParty where the text does not say,
	// as in a passive without agent.
	Actor    Party
	Passive  bool
	Modality Modality
	// Answers is who sees to it that the clause comes true, where the clause that
	// governs it says so: "Verwerker zorgt ervoor dat derden …". NoParty elsewhere.
	Answers Party
	// Stranger marks a clause without Actor in which users do what a party would
	// promise: "Gebruikers melden een datalek".
	Stranger bool
	// Negations are the indexes of the tokens that negate the clause. A
	// complement clause has those of the clause that governs it: in "garandeert
	// niet dat …" the "niet" is named by both.
	Negations []int
	// Conditional marks a clause opened by indien, als, wanneer, mits, tenzij,
	// voor zover, ingeval.
	Conditional bool
	// Subordinate marks any clause that cannot stand alone.
	Subordinate bool
}

// Clauses cuts the tokens of a unit (a sentence, or a list item behind the
// sentence that introduces it) into clauses that together cover all of them.
// Mentions outside the tokens are ignored. Positions are token indexes. Where the
// text is addressed to the customer ("u", "je") an imperative tells him what to
// do.
func Clauses(tokens []Token, mentions []Mention, addressed bool) []Clause {
	if len(tokens) == 0 {
		return nil
	}
	p := newParser(tokens, mentions)
	p.addressed = addressed
	p.cut()
	return p.judge()
}
