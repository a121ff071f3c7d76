package redline

// outside is the place behind the outermost table in which a block stands, where
// the one that was found for it is in that table.
func (l *layout) outside(t *text, block int, g gap, fit Placement) (gap, Placement) {
	p, known := l.paraOf(t, block)
	if fit.Fit == Left || !known {
		return g, fit
	}
	table := -1
	for b := l.paras[p].parent; b >= 0; b = l.blocks[b].parent {
		if l.blocks[b].table {
			table = b
		}
	}
	if table < 0 || g.at >= l.blocks[table].end || l.fieldAt(l.blocks[table].end) != nil {
		return g, fit
	}
	return gap{at: l.blocks[table].end, para: -1}, Placement{}
}
