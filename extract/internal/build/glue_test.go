package build

import "testing"

func TestGlue(t *testing.T) {
	for _, tt := range []struct{ before, after, want string }{
		{"Een zin.", "Nog een.", " "},
		{"Een zin. ", "Nog een.", ""},
		{"Een zin.", "\tNog een.", ""},
		{"café", "élan", " "},
		{"een", "\u00a0spatie", ""},
		{"", "x", ""},
		{"x", "", ""},
	} {
		if got := Glue(tt.before, []byte(tt.after)); got != tt.want {
			t.Errorf("between %q and %q comes %q, want %q", tt.before, tt.after, got, tt.want)
		}
	}
}
