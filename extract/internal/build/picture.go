package build

import "strings"

// maxDescription is where the description of a picture is cut; a few sentences
// describe one.
const maxDescription = 2000

// Description is the text of a Picture block for the description of a picture
// as its author gave it; "" for none.
func Description(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return ""
	}
	if short := cut(text, maxDescription); short != text {
		text = short + "…"
	}
	return "[Afbeelding: " + text + "]"
}
