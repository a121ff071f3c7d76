package archive

import (
	"errors"
	"math"
	"testing"

	"github.com/clausule/clausule/clause"
)

func TestAmount(t *testing.T) {
	for _, tc := range []struct {
		kind, norm, worst string
		amount            float64
		unit              Unit
	}{
		{"duration", "PT36H", "", 36, Hours},
		{"duration", "P2D", "", 48, Hours},
		{"duration", "P1W", "", 168, Hours},
		{"duration", "P3M", "", 2190, Hours},
		{"duration", "PT30M", "", 0.5, Hours},
		{"duration", "PT90S", "", 0.025, Hours},
		{"duration", "P1.5Y", "", 13140, Hours},
		{"duration", "P1DT12H", "", 36, Hours},
		{"duration", "P2BD", "PT96H", 96, Hours},
		{"duration", "P2BD", "", 48, Hours},
		{"duration", "PT8BH", "", 8, Hours},
		{"frequency", "P1M", "", 12, PerYear},
		{"frequency", "P6M", "", 2, PerYear},
		{"frequency", "P1D", "", 365, PerYear},
		{"percentage", "99.9", "", 99.9, Percent},
		{"money", "1000000", "", 1e6, Euros},
	} {
		v := clause.Value{Kind: tc.kind, Norm: tc.norm, Worst: tc.worst}
		if amount, unit, ok := Amount(v); !ok || amount != tc.amount || unit != tc.unit {
			t.Errorf("%+v: %v %s %v, want %v %s", v, amount, unit, ok, tc.amount, tc.unit)
		}
	}
	for _, v := range []clause.Value{
		{}, {Kind: "blank"}, {Kind: "duration"}, {Kind: "duration", Norm: "P"}, {Kind: "duration", Norm: "PT"}, {Kind: "duration", Norm: "P1H"},
		{Kind: "duration", Norm: "P1DT"}, {Kind: "duration", Norm: "36 uur"}, {Kind: "frequency", Norm: "P0D"}, {Kind: "percentage", Norm: "+Inf"},
		{Kind: "duration", Norm: "P1.2.3D"}, {Kind: "money"},
	} {
		if amount, unit, ok := Amount(v); ok {
			t.Errorf("%+v is %v %s", v, amount, unit)
		}
	}
}

func TestParseCondition(t *testing.T) {
	for text, want := range map[string]Condition{
		"> 48 uur":                    {More, 48, Hours},
		">48u":                        {More, 48, Hours},
		">= 3 dagen":                  {AtLeast, 72, Hours},
		"≥ 3 days":                    {AtLeast, 72, Hours},
		"< 99,9%":                     {Less, 99.9, Percent},
		"< 99.9 procent":              {Less, 99.9, Percent},
		"= 2 werkdagen":               {Equal, 96, Hours},
		"> 4 kantooruren":             {More, 68, Hours},
		"<= 1,5 maand":                {AtMost, 1095, Hours},
		"=> 500.000 euro":             {AtLeast, 500_000, Euros},
		">= € 1.000.000,50":           {AtLeast, 1_000_000.5, Euros},
		"< EUR 250":                   {Less, 250, Euros},
		"< 2 keer per jaar":           {Less, 2, PerYear},
		"< 1 per kwartaal":            {Less, 4, PerYear},
		"= 12x/jaar":                  {Equal, 12, PerYear},
		"> 2 times a year":            {More, 2, PerYear},
		"=\t30 minuten":               {Equal, 0.5, Hours},
		"> 0.25 uur":                  {More, 0.25, Hours},
		"< 1.500 uur":                 {Less, 1500, Hours},
		"> 2 business   days":         {More, 96, Hours},
		"  <=  72   Uur ":             {AtMost, 72, Hours},
		">= 99,95 pct":                {AtLeast, 99.95, Percent},
		"> 10 jaar":                   {More, 87600, Hours},
		"=< 1 maal per half jaar":     {},
		"48 uur":                      {},
		"> uur":                       {},
		"> 48":                        {},
		"> 48 appels":                 {},
		"> 1.00.000 euro":             {},
		"> 1,2,3 uur":                 {},
		"> € 5 uur":                   {},
		"> 1, uur":                    {},
		"":                            {},
		">":                           {},
		"> 999999999999999999999 uur": {},
	} {
		got, err := ParseCondition(text)
		if got != want || (err == nil) != (want != Condition{}) {
			t.Errorf("%q: %+v, %v; want %+v", text, got, err, want)
		}
		var typed *QueryError
		if err != nil && (!errors.As(err, &typed) || typed.Text != text || typed.Reason == "") {
			t.Errorf("%q: %#v", text, err)
		}
	}
}

func TestConditionHolds(t *testing.T) {
	two := clause.Value{Kind: "duration", Norm: "P2BD", Worst: "PT96H"}
	for text, want := range map[string]bool{
		"> 48 uur": true, "> 96 uur": false, ">= 96 uur": true, "= 2 werkdagen": true, "<= 4 dagen": true, "< 4 dagen": false, "< 100%": false,
	} {
		c, err := ParseCondition(text)
		if err != nil {
			t.Fatal(err)
		}
		if c.Holds(two) != want {
			t.Errorf("two working days %s: %v", text, !want)
		}
	}
	if (Condition{Amount: 96, Unit: Hours}).Holds(two) {
		t.Error("a condition without a comparison holds")
	}
}

func FuzzParseCondition(f *testing.F) {
	for _, s := range []string{"> 48 uur", "< 99,9%", ">= € 1.000.000,50", "= 12x/jaar", "≤ 2 werkdagen", "> 1.500"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCondition(text)
		if err == nil && (c.Op == "" || c.Unit == "" || c.Amount < 0 || math.IsNaN(c.Amount) || math.IsInf(c.Amount, 0)) {
			t.Errorf("%q gives %+v", text, c)
		}
	})
}
