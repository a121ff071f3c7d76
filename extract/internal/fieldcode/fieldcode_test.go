package fieldcode

import "testing"

func TestDisplay(t *testing.T) {
	for _, tt := range []struct {
		code, text string
		number     bool
	}{
		{` MACROBUTTON  NoMacro [naam van de klant] `, "[naam van de klant]", false},
		{`macrobutton NoMacro Klik hier`, "Klik hier", false},
		{`GOTOBUTTON _Ref1 bijlage 2`, "bijlage 2", false},
		{`MACROBUTTON NoMacro`, "", false},
		{`AUTONUMLGL \e `, "", true},
		{`LISTNUM`, "", true},
		{`SYMBOL 168 \f "Wingdings" \s 10`, "☐", false},
		{`SYMBOL 0xFE \f Wingdings`, "☑", false},
		{`SYMBOL 65`, "A", false},
		{`SYMBOL x`, "", false},
		{`REF _Ref1 \h`, "", false},
		{``, "", false},
	} {
		if text, number := Display(tt.code); text != tt.text || number != tt.number {
			t.Errorf("%q: %q, %v", tt.code, text, number)
		}
	}
}
