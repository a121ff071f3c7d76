package dashboard

// WithBudget is the options with a budget for evidence that a small archive
// reaches.
func (o Options) WithBudget() Options {
	o.budget = 1
	return o
}
