package contract

import "testing"

func TestAddendumPrevails(t *testing.T) {
	const dpa = "# Verwerkersovereenkomst\n\n## Artikel 1 Slot\n\n1.1 Verwerker werkt voor Verantwoordelijke. "
	const sla = "# Service Level Agreement\n\n## 1 Slot\n\n1.1 Partijen overleggen elk kwartaal. "
	const addendum = "# Addendum\n\nbij Verwerkersovereenkomst\n\n## Artikel 1 Verhouding tot de Overeenkomst\n\n1.1 "
	for _, tc := range []struct{ dpa, addendum, want string }{
		{"", "Voor zover de Overeenkomst en dit addendum van elkaar afwijken, gaat dit addendum voor.", "add>dpa add>sla"},
		{"", "Bij strijd met de Overeenkomst gaat het addendum voor.", "add>dpa add>sla"},
		{"", "Dit addendum gaat vóór de Overeenkomst.", "add>dpa add>sla"},
		{"", "Dit addendum prevaleert bij tegenstrijdigheid.", "add>dpa add>sla"},
		{"", "Bij strijd met de SLA gaat dit addendum voor.", "add>sla"},
		// It is later than the order that the contract gives.
		{"Bij strijd met andere afspraken is deze Verwerkersovereenkomst leidend.", "Bij strijd met de Overeenkomst gaat dit addendum voor.", "add>dpa add>sla dpa>sla"},
		{"Bij strijd gaat het addendum voor op deze Verwerkersovereenkomst.", "Dit addendum hoort bij de Overeenkomst.", "add>dpa"},
		{"", "Bij strijd met de Overeenkomst gaat dit addendum niet voor.", ""},
		{"", "Dit addendum maakt deel uit van de Overeenkomst.", ""},
		{"", "Bij strijd gaat de Overeenkomst boven dit addendum.", ""}, // of which kind that is, it does not say
	} {
		c := ParseSet(doc(t, "a.md", dpa+tc.dpa), doc(t, "b.md", sla), doc(t, "c.md", addendum+tc.addendum))
		if got := ranks(c, "dpa", "sla", "add"); got != tc.want {
			t.Errorf("%s %s\n gives %q, want %q", tc.dpa, tc.addendum, got, tc.want)
		}
	}
	// Alone it goes before nothing.
	c := ParseSet(doc(t, "c.md", addendum+"Bij strijd met de Overeenkomst gaat dit addendum voor."))
	if got := ranks(c, "add"); got != "" {
		t.Errorf("alone: %q", got)
	}
}
