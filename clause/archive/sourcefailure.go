package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/clausule/clausule/clause/lang"
	"github.com/clausule/clausule/extract"
)

// What sources say of places that they cannot walk.
const (
	danglingLink  = "de koppeling wijst naar een plaats die er niet is; herstel of verwijder haar"
	outsideLink   = "de koppeling wijst naar een plaats buiten de map; sta toe dat koppelingen worden gevolgd, of kopieer wat er staat naar de map"
	brokenZip     = "de inhoudsopgave van het zip-bestand is niet te lezen; vraag een nieuw exemplaar"
	cutOffZip     = "het einde van het zip-bestand ontbreekt; vraag een nieuw exemplaar"
	overlappedZip = "onderdelen van het zip-bestand liggen over elkaar heen; vraag een nieuw exemplaar"
	lockedMember  = "het zip-bestand heeft een wachtwoord; pak het uit en bied de bestanden zelf aan"
	oddMethod     = "het onderdeel is ingepakt op een wijze die niet wordt gelezen (%d); pak het uit en bied de bestanden zelf aan"
	brokenTar     = "het tar-bestand is beschadigd of afgebroken; wat na de beschadiging staat is niet gelezen, vraag een nieuw exemplaar"
	brokenMember  = "het onderdeel is niet uit te pakken; vraag een nieuw exemplaar van het archiefbestand"
	brokenPacking = "het archiefbestand is niet uit te pakken; vraag een nieuw exemplaar"
	noRoom        = "er is geen tijdelijk bestand te maken om het uit te pakken (%s); maak ruimte of kies een andere tijdelijke map"
	overLimit     = "%s is meer dan %s; pak het uit en bied de bestanden zelf aan"
)

// What a limit is on.
const (
	membersOfArchive = "het aantal onderdelen van het archiefbestand"
	bytesOfDirectory = "het aantal bytes van de inhoudsopgave van het archiefbestand"
	depthOfArchives  = "het aantal archiefbestanden in elkaar"
	bytesOfMember    = "het aantal bytes van het onderdeel"
	rateOfMember     = "de uitpakverhouding van het onderdeel"
	rateOfArchive    = "de uitpakverhouding van het archiefbestand"
)

func unreadable(message string) *Failure { return &Failure{Class: Unreadable, Message: message} }

func limitFailure(what string, limit int64) *Failure {
	return &Failure{Class: Limit, Message: fmt.Sprintf(overLimit, what, lang.Dutch.Number(int(limit)))}
}

// storeFailure is about the machine and not about what is unpacked.
func storeFailure(err error) *Failure {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return unreadable(fmt.Sprintf(noRoom, err))
}

// damage is the failure that an error of unpacking stands for: its own, or the
// message.
func damage(err error, message string) *Failure {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		return placeFailure(err) // of the medium
	}
	return unreadable(message)
}

// memberError is an error of reading a member, with the failure for who shows it
// and the cause for who tests for it.
func memberError(path string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	var at *fs.PathError
	var f *Failure
	if errors.As(err, &at) || errors.As(err, &f) {
		return err
	}
	return &fs.PathError{Op: "read", Path: path, Err: fmt.Errorf("%w: %w", unreadable(brokenMember), err)}
}

// kindError is the error of a source of the wrong kind.
func kindError(path, found, remedy string) error {
	return &extract.Error{Name: path, Reason: extract.ErrFile, Found: found, Remedy: remedy}
}
