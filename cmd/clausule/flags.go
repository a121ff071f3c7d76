package main

import (
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/clausule/clausule/clause/lang"
)

// Every flag has an environment variable CLAUSULE_<NAME>.
func env(name string) []string {
	return []string{"CLAUSULE_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))}
}

func packsFlag() cli.Flag {
	return &cli.StringFlag{Name: "packs", Aliases: []string{"p"}, EnvVars: env("packs"),
		Usage: "neem deze `PACKS` in plaats van die van het profiel, met komma's: all (alles wat er is), ksz, avg, dora, …, één eis (ksz.audit.recht) of een deel (ksz.audit.*); met - ervoor telt iets niet mee"}
}

func profileFlag() cli.Flag {
	return &cli.StringFlag{Name: "profile", Aliases: []string{"profiel"}, EnvVars: env("profile"),
		Usage: "toets aan dit `PROFIEL` (standaard: standaard); clausule rules profiles toont ze"}
}

func dateFlag() cli.Flag {
	return &cli.StringFlag{Name: "date", Aliases: []string{"datum"}, EnvVars: env("date"),
		Usage: "toets alsof het deze `DAG` is (2027-03-31; standaard vandaag): op die dag moet een vrijstelling nog gelden"}
}

// patternsFlag asks for a judgement by patterns alone.
func patternsFlag() cli.Flag {
	return &cli.BoolFlag{Name: "patterns-only", Aliases: []string{"alleen-patronen"}, EnvVars: env("patterns-only"),
		Usage: "oordeel alleen met de patronen van de regels: neem niets aan op grond van gelijkenis met hun voorbeelden"}
}

// dateOf reads --date.
func dateOf(c *cli.Context) (time.Time, error) {
	s := c.String("date")
	if s == "" {
		return time.Now(), nil
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return d, usagef("--date %s is geen dag; schrijf jaar-maand-dag, bijvoorbeeld 2027-03-31", s)
	}
	return d, nil
}

func rulesFlag() cli.Flag {
	return &cli.StringFlag{Name: "rules", Aliases: []string{"regels"}, EnvVars: env("rules"),
		Usage: "gebruik naast de ingebouwde regels ook de eigen packs, profielen, aanpassingen en vrijstellingen in deze `MAP`"}
}

func formatFlag(formats ...string) cli.Flag {
	return &cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: formats[0], EnvVars: env("format"),
		Usage: "schrijf als `VORM`: " + strings.Join(formats, ", ") + " (standaard " + formats[0] + ")"}
}

func langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Aliases: []string{"taal"}, EnvVars: env("lang"),
		Usage: "schrijf het verslag in deze `TAAL`: nl (standaard) of en; citaten en voorstellen blijven in de taal van het contract"}
}

// languageOf reads --lang.
func languageOf(c *cli.Context) (lang.Language, error) {
	code, err := oneOf(c, "lang", string(lang.Dutch), string(lang.English))
	return lang.Language(code), err
}

func outputFlag() cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"}, EnvVars: env("output"),
		Usage: "schrijf naar dit `BESTAND` in plaats van naar het scherm; het komt er geheel of niet"}
}

func widthFlag() cli.Flag {
	return &cli.IntFlag{Name: "width", EnvVars: env("width"),
		Usage: "breedte van een tekstverslag in `TEKENS` (standaard die van het scherm, anders 80)"}
}

func colorFlag() cli.Flag {
	return &cli.StringFlag{Name: "color", Aliases: []string{"kleur"}, Value: "auto", EnvVars: env("color"),
		Usage: "kleur: `WANNEER` is auto (alleen op een scherm, niet als NO_COLOR gezet is), always of never"}
}

func bundleFlag() cli.Flag {
	return &cli.BoolFlag{Name: "bundle", Aliases: []string{"bundel"}, EnvVars: env("bundle"),
		Usage: "toets alle bestanden samen als één contract, met één verslag"}
}

func verboseFlag() cli.Flag {
	return &cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, EnvVars: env("verbose"),
		Usage: "toon alles: hele citaten, hele modelteksten, alle passages"}
}

// oneOf checks a flag that has a fixed set of values; an empty value, as an
// empty environment variable gives, is the first of them.
func oneOf(c *cli.Context, flag string, values ...string) (string, error) {
	got := strings.ToLower(c.String(flag))
	if got == "" {
		return values[0], nil
	}
	for _, v := range values {
		if got == v {
			return v, nil
		}
	}
	hint := "kies uit " + strings.Join(values, ", ")
	if near := nearest(got, values); near != "" {
		hint = "bedoelde u " + near + "?"
	}
	return "", usagef("onbekende waarde %q voor --%s; %s", got, flag, hint)
}

// list parts a flag value at commas.
func list(value string) []string {
	var out []string
	for _, s := range strings.Split(value, ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}
