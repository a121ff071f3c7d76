package dashboard

import (
	"encoding/hex"
	"strings"

	"github.com/clausule/clausule/clause/internal/wording"
)

// mainBlock is what a page needs of all contracts at once: the matrix, and what it
// is sorted and filtered by.
type mainBlock struct {
	PerBlock     int               `json:"per"`
	Requirements []mainRequirement `json:"reqs"`
	Packs        []string          `json:"packs"`
	Kinds        []string          `json:"kinds"`
	Suppliers    []string          `json:"sups"`
	// Of contracts, in the order of the archive.
	IDs      []string   `json:"ids"` // the beginning of the hash
	Paths    [][]string `json:"paths"`
	Supplier []int      `json:"sup"`
	Year     []int      `json:"year"`
	Kind     []int      `json:"kind"`
	Bits     []int      `json:"bits"` // 1 not read in full, 2 outdated
	// Cells are the verdicts, contract by contract.
	Cells string `json:"cells"`
}

type mainRequirement struct {
	ID         string `json:"id"`
	Title      string `json:"t"`
	Pack       int    `json:"p"`
	Importance string `json:"i"`
}

// idLength is how many digits of a hash stand for a contract in a link.
const idLength = 12

func (c *contract) id() string {
	if _, err := hex.DecodeString(c.sha256); err != nil {
		return ""
	}
	return c.sha256[:min(idLength, len(c.sha256))]
}

// numbering gives every text a number, in order of appearance.
type numbering struct {
	list []string
	at   map[string]int
}

func (n *numbering) of(s string) int {
	if n.at == nil {
		n.at = map[string]int{}
	}
	i, ok := n.at[s]
	if !ok {
		i = len(n.list)
		n.at[s] = i
		n.list = append(n.list, s)
	}
	return i
}

// packed gives the main block as it stands in the page.
func (c *collection) packed() (string, error) {
	n := len(c.contracts)
	m := mainBlock{
		PerBlock: perBlock, Requirements: []mainRequirement{},
		IDs: make([]string, n), Paths: make([][]string, n), Supplier: make([]int, n), Year: make([]int, n), Kind: make([]int, n), Bits: make([]int, n),
	}
	var packs, kinds, suppliers numbering
	packs.list, kinds.list, suppliers.list = []string{}, []string{}, []string{}
	for _, col := range c.columns {
		m.Requirements = append(m.Requirements, mainRequirement{string(col.ID), wording.Clean(col.Title), packs.of(col.Pack), string(col.Importance)})
	}
	var cells strings.Builder
	cells.Grow(n * len(c.columns))
	for i := range c.contracts {
		con := &c.contracts[i]
		m.IDs[i], m.Paths[i], m.Year[i] = con.id(), con.paths, con.year
		if len(con.paths) == 0 {
			m.Paths[i] = []string{con.name()}
		}
		m.Supplier[i], m.Kind[i] = suppliers.of(con.supplier), kinds.of(c.kindName(con))
		if con.incomplete {
			m.Bits[i] |= 1
		}
		if con.outdated {
			m.Bits[i] |= 2
		}
		cells.Write(c.rows[i])
	}
	m.Cells, m.Packs, m.Kinds, m.Suppliers = cells.String(), packs.list, kinds.list, suppliers.list
	return pack(m)
}

func (c *collection) kindName(con *contract) string { return con.kind.In(c.words.Language) }
