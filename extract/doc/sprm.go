package doc

// Single property modifiers ([MS-DOC] 2.6) that the reader uses.
const (
	sprmCFRMarkDel         = 0x0800
	sprmCFRMarkIns         = 0x0801
	sprmCPicLocation       = 0x6A03
	sprmCIbstRMark         = 0x4804
	sprmCDttmRMark         = 0x6805
	sprmCFData             = 0x0806
	sprmCSymbol            = 0x6A09
	sprmCIstd              = 0x4A30
	sprmCPlain             = 0x2A33
	sprmCFBold             = 0x0835
	sprmCFVanish           = 0x083C
	sprmCFStrike           = 0x0837
	sprmCFDStrike          = 0x2A53
	sprmCHps               = 0x4A43
	sprmCIss               = 0x2A48
	sprmCRgFtc0            = 0x4A4F
	sprmCFSpec             = 0x0855
	sprmCIbstRMarkDel      = 0x4863
	sprmCDttmRMarkDel      = 0x6864
	sprmCRgLid0Old         = 0x486D
	sprmCRgLid0            = 0x4873
	sprmPIstd              = 0x4600
	sprmPIlvl              = 0x260A
	sprmPIlfo              = 0x460B
	sprmPChgTabs           = 0xC615
	sprmPFInTable          = 0x2416
	sprmPFTtp              = 0x2417
	sprmPDcs               = 0x442C
	sprmPOutLvl            = 0x2640
	sprmPFInnerCell        = 0x244B
	sprmPFInnerTtp         = 0x244C
	sprmPItap              = 0x6649
	sprmPHugePapx          = 0x6646
	sprmPHugePapxOld       = 0x6645
	sprmPTableProps        = 0x646B
	sprmTTableHeader       = 0x3404
	sprmTDefTable          = 0xD608
	sprmTDefTableOld       = 0xD606
	toggleAsStyle     byte = 0x80
	toggleNotStyle    byte = 0x81
	toggleAbsent      byte = 0xFF
)

// sprms is a grpprl that is being read.
type sprms []byte

// next gives the next modifier with its operand; ok is false at the end, and
// where an operand would reach beyond it.
func (s *sprms) next() (op int, arg []byte, ok bool) {
	b := *s
	if len(b) < 2 {
		return 0, nil, false
	}
	op = u16(b, 0)
	b = b[2:]
	skip, size := 0, 0
	switch op >> 13 {
	case 0, 1:
		size = 1
	case 2, 4, 5:
		size = 2
	case 3:
		size = 4
	case 7:
		size = 3
	case 6:
		switch {
		case op == sprmTDefTable || op == sprmTDefTableOld:
			skip, size = 2, max(u16(b, 0)-1, 0)
		case op == sprmPChgTabs && u8(b, 0) == 0xFF:
			gone := u8(b, 1)
			size = 2 + 4*gone
			size += 1 + 3*u8(b, size)
		default:
			skip, size = 1, u8(b, 0)
		}
	}
	if skip+size > len(b) {
		return 0, nil, false
	}
	*s = b[skip+size:]
	return op, b[skip : skip+size], true
}

// prm gives the modifiers of a piece ([MS-DOC] 2.9.214): one that stands in the
// piece table itself, with its opcode in short, or a list beside it.
func (t *pieces) prm(prm uint16, short *[3]byte) sprms {
	if prm&1 != 0 {
		if i := int(prm >> 1); i < len(t.grps) {
			return t.grps[i]
		}
		return nil
	}
	op := 0
	switch prm >> 1 & 0x7F { // 2.9.215
	case 0x0C:
		op = sprmPIlvl
	case 0x18:
		op = sprmPFInTable
	case 0x19:
		op = sprmPFTtp
	case 0x41:
		op = sprmCFRMarkDel
	case 0x42:
		op = sprmCFRMarkIns
	case 0x47:
		op = sprmCFData
	case 0x53:
		op = sprmCPlain
	case 0x55:
		op = sprmCFBold
	case 0x5C:
		op = sprmCFVanish
	case 0x68:
		op = sprmCIss
	case 0x75:
		op = sprmCFSpec
	case 0x78:
		op = sprmPOutLvl
	default:
		return nil
	}
	*short = [3]byte{byte(op), byte(op >> 8), byte(prm >> 8)}
	return short[:]
}

// runProps are the properties of a run of text that the reader uses.
type runProps struct {
	style        int  // index of a character style, -1 for none
	bold, vanish byte // ToggleOperand, toggleAbsent for none
	size         int  // half-points, 0 absent
	font         int  // index of a font, -1 absent
	language     int  // LCID, 0 absent
	raised       bool // superscript
	struck       bool // by its formatting
	special      bool // control characters have their special meaning
	binary       bool // the data of a picture character is no picture
	data         int  // offset in the Data stream, -1 absent
	symbol       rune // 0 for none
	symbolFont   int

	inserted, deleted     bool
	insertedBy, deletedBy int // index of an author
	insertedOn, deletedOn int // DTTM
}

func plainRun() runProps {
	return runProps{style: -1, bold: toggleAbsent, vanish: toggleAbsent, font: -1, data: -1}
}

// apply takes over the character properties of a grpprl.
func (r *runProps) apply(list sprms) {
	for op, arg, ok := list.next(); ok; op, arg, ok = list.next() {
		switch op {
		case sprmCFRMarkDel:
			r.deleted = arg[0]&1 != 0
		case sprmCFRMarkIns:
			r.inserted = arg[0]&1 != 0
		case sprmCIbstRMark:
			r.insertedBy = u16(arg, 0)
		case sprmCIbstRMarkDel:
			r.deletedBy = u16(arg, 0)
		case sprmCDttmRMark:
			r.insertedOn = u32(arg, 0)
		case sprmCDttmRMarkDel:
			r.deletedOn = u32(arg, 0)
		case sprmCPicLocation:
			r.data, r.special = i32(arg, 0), true
		case sprmCFData:
			r.binary = arg[0]&1 != 0
		case sprmCSymbol:
			r.symbolFont, r.symbol, r.special = u16(arg, 0), rune(u16(arg, 2)), true
		case sprmCIstd:
			r.style = u16(arg, 0)
		case sprmCPlain:
			kept := *r
			*r = plainRun()
			r.style, r.special, r.binary, r.data = kept.style, kept.special, kept.binary, kept.data
			r.inserted, r.insertedBy, r.insertedOn = kept.inserted, kept.insertedBy, kept.insertedOn
			r.deleted, r.deletedBy, r.deletedOn = kept.deleted, kept.deletedBy, kept.deletedOn
			r.symbol, r.symbolFont = kept.symbol, kept.symbolFont
		case sprmCFBold:
			r.bold = arg[0]
		case sprmCFVanish:
			r.vanish = arg[0]
		case sprmCHps:
			r.size = u16(arg, 0)
		case sprmCFStrike, sprmCFDStrike:
			r.struck = arg[0] == 1
		case sprmCIss:
			r.raised = arg[0] == 1
		case sprmCRgFtc0:
			r.font = u16(arg, 0)
		case sprmCFSpec:
			r.special = arg[0]&1 != 0
		case sprmCRgLid0, sprmCRgLid0Old:
			r.language = u16(arg, 0)
		}
	}
}

// toggle works out a ToggleOperand ([MS-DOC] 2.9.327).
func toggle(value byte, style bool) bool {
	switch value {
	case toggleAbsent, toggleAsStyle:
		return style
	case toggleNotStyle:
		return !style
	}
	return value != 0
}

// paraProps are the properties of a paragraph that the reader uses.
type paraProps struct {
	style           int
	list, level     int // ilfo and ilvl
	hasList, hasLvl bool
	outline         int // 0 to 9, -1 absent
	dropCap         bool
	inTable         bool
	depth           int // of tables, -1 absent
	rowEnd          bool
	innerCell       bool
	innerRowEnd     bool
	header          bool   // the row names the columns
	cells           []byte // operand of sprmTDefTable, nil for none
}

// apply takes over the paragraph and table properties of a grpprl. Far gives a
// list that stands in the Data stream; nil where none may be followed.
func (p *paraProps) apply(list sprms, far func(at int) sprms) {
	for op, arg, ok := list.next(); ok; op, arg, ok = list.next() {
		switch op {
		case sprmPIstd:
			p.style = u16(arg, 0)
		case sprmPIlvl:
			p.level, p.hasLvl = int(arg[0]), arg[0] < 9
		case sprmPIlfo:
			// Above 0x7FE stand lists whose number was taken away.
			if p.list, p.hasList = u16(arg, 0), true; p.list > 0x7FE {
				p.list = 0
			}
		case sprmPOutLvl:
			p.outline = min(int(arg[0]), 9)
		case sprmPDcs:
			p.dropCap = arg[0]&7 != 0
		case sprmPFInTable:
			p.inTable = arg[0] != 0
		case sprmPItap:
			p.depth = i32(arg, 0)
		case sprmPFTtp:
			p.rowEnd = arg[0] != 0
		case sprmPFInnerCell:
			p.innerCell = arg[0] != 0
		case sprmPFInnerTtp:
			p.innerRowEnd = arg[0] != 0
		case sprmTTableHeader:
			p.header = arg[0] != 0
		case sprmTDefTable:
			p.cells = arg
		case sprmPHugePapx, sprmPHugePapxOld, sprmPTableProps:
			if far != nil {
				p.apply(far(i32(arg, 0)), nil)
			}
		}
	}
}
