package rules

// Dutch says what the importance means for a lawyer.
func (i Importance) Dutch() string {
	switch i {
	case Must:
		return "verplicht"
	case MustAnnex:
		return "verplicht, meestal in een bijlage"
	case Should:
		return "hoort erin"
	case Could:
		return "mooi meegenomen"
	}
	return string(i)
}

// Dutch names the party that has the duty.
func (b Bearer) Dutch() string {
	switch b {
	case Provider, Customer:
		return "de " + string(b)
	case Both:
		return "beide partijen"
	case Document:
		return "het contract zelf"
	}
	return string(b)
}

// Dutch says where a threshold comes from.
func (b Basis) Dutch() string {
	switch b {
	case BasisLaw:
		return "uit de wet"
	case BasisSource:
		return "uit een brondocument"
	case BasisHouse:
		return "keuze van de catalogus"
	case BasisOwn:
		return "uit de eigen regels"
	}
	return string(b)
}

// Dutch says how well the facts were checked.
func (c Certainty) Dutch() string {
	switch c {
	case CertaintyText:
		return "getoetst aan de tekst van de bepaling"
	case CertaintyTwo:
		return "uit twee onafhankelijke openbare bronnen, niet aan de wettekst getoetst"
	case CertaintyOne:
		return "uit één secundaire bron; na te lopen door een jurist"
	case CertaintyNone:
		return "zonder bron; na te lopen door een jurist"
	}
	return string(c)
}

// Dutch says how near to the core an element must stand.
func (s Scope) Dutch() string {
	switch s {
	case ScopeSentence:
		return "in dezelfde zin"
	case ScopeParagraph, "":
		return "in hetzelfde lid"
	case ScopeArticle:
		return "in hetzelfde artikel"
	case ScopeContract:
		return "waar ook in het contract"
	}
	return string(s)
}
