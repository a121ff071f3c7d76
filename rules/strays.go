package rules

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// strays notes files that their author thinks are read and that are not: beside
// the folders, in a folder too deep, or with an ending that Windows added.
func (s *source) strays(fsys fs.FS, dirs []string, prefix string) error {
	single := len(dirs) > 0 && dirs[0] == "."
	if !single {
		if err := s.straysIn(fsys, ".", prefix, func(name string) (message, fix string) {
			if name == OverlayFile {
				return "", ""
			}
			if path.Ext(name) == ".yaml" && nearest(name, []string{OverlayFile}) != "" {
				return "dit bestand wordt niet gelezen", "noem het " + OverlayFile
			}
			if path.Ext(name) != ".yaml" && path.Ext(name) != ".yml" {
				return ending(name)
			}
			pack := ID(name).Pack()
			return "het bestand staat naast de mappen van de packs en wordt niet gelezen", fmt.Sprintf("zet het in de map van zijn pack, bijvoorbeeld %s/%s; bestanden met '_' ervoor blijven buiten beschouwing", pack, name)
		}); err != nil {
			return err
		}
	}
	for _, dir := range append(dirs[:len(dirs):len(dirs)], ProfileDir) {
		if err := s.straysIn(fsys, dir, prefix, ending); err != nil {
			return err
		}
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil {
			continue // no profiles
		}
		for _, e := range entries {
			name := e.Name()
			if !e.IsDir() || name[0] == '.' || name[0] == '_' || dir == "." && (name == SharedPack || name == ProfileDir || name == compiledDir) {
				continue
			}
			files, err := yamlFiles(fsys, path.Join(dir, name))
			if err != nil {
				return err
			}
			if len(files) > 0 {
				s.faults = append(s.faults, &Error{Origin: Origin{File: prefix + files[0]},
					Message: "een map in de map van een pack wordt niet gelezen",
					Fix:     fmt.Sprintf("zet de bestanden in %s zelf; een map met '_' ervoor blijft buiten beschouwing", path.Clean(prefix+dir))})
			}
		}
	}
	return nil
}

// straysIn asks about every file of a folder whose name looks like that of a rule.
func (s *source) straysIn(fsys fs.FS, dir, prefix string, about func(name string) (message, fix string)) error {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		if dir == ProfileDir {
			return nil
		}
		return fmt.Errorf("regels niet te lezen: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		lower := strings.ToLower(name)
		if e.IsDir() || name[0] == '.' || name[0] == '_' || !strings.Contains(lower, ".yaml") && !strings.Contains(lower, ".yml") {
			continue
		}
		if message, fix := about(name); message != "" {
			s.faults = append(s.faults, &Error{Origin: Origin{File: prefix + path.Join(dir, name)}, Message: message, Fix: fix})
		}
	}
	return nil
}

// ending tells of an ending that makes a rule unread; copies that editors leave
// are meant to be.
func ending(name string) (message, fix string) {
	base := strings.TrimSuffix(name, path.Ext(name))
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".txt", ".doc", ".docx", ".rtf", ".odt":
		if ext = path.Ext(base); strings.EqualFold(ext, ".yaml") || strings.EqualFold(ext, ".yml") {
			return fmt.Sprintf("het bestand eindigt op %s en wordt niet gelezen", path.Ext(name)), "noem het " + strings.TrimSuffix(base, ext) + ".yaml; laat Verkenner bestandsextensies tonen, en bewaar het als gewone tekst"
		}
	case ".yaml", ".yml":
		if ext != strings.ToLower(ext) {
			return "het bestand eindigt op " + ext + " en wordt niet gelezen", "noem het " + base + ".yaml"
		}
	}
	return "", ""
}
