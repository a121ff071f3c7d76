package clause

import "github.com/clausule/clausule/clause/internal/contract"

// belgian tells whether a contract speaks the legal language of Belgium more
// than that of the Netherlands, by the names of authorities, courts and
// registers. It chooses between model clauses only.
func belgian(con *contract.Contract) bool {
	score := 0
	for i := range con.Units {
		u := &con.Units[i]
		for _, t := range u.Tokens[u.Lead:] {
			score += countryWords[t.Text]
		}
	}
	return score > 0
}

// countryWords weighs words that only one of the two countries uses: positive
// for Belgium.
var countryWords = map[string]int{
	"gba": 1, "gegevensbeschermingsautoriteit": 2, "ondernemingsrechtbank": 2, "ondernemingsnummer": 2,
	"kbo": 1, "rpr": 1, "belgisch": 2, "belgische": 1, "belgie": 1, "gent": 1, "antwerpen": 1, "brussel": 1,
	"bvba": 1, "vzw": 1, "onderverwerker": 1, "onderverwerkers": 1,
	"kvk": -2, "kvknummer": -2, "ap": -1, "nederlands": -2, "nederland": -1, "nederlandse": -1,
	"amsterdam": -1, "utrecht": -1, "uavg": -2, "stichting": -1,
}
