package sqlite

import (
	"context"
	"database/sql"
	"fmt"
)

// applicationID marks a database as one of ours: "Clsl" in the header of the file.
const applicationID = 0x436c736c

// steps make the schema, each from the version before it. They never change once
// a version with them is out: what must be otherwise is a step more.
//
// A document is a row from the moment that a place of it is known; its outcome is
// there when it has settings. Its verdicts are the letters of statuses, one at
// the number of each requirement, so that a question over all documents goes once
// through that table: ten thousand contracts are ten thousand short rows, not a
// million. What only a reader of one document needs is packed in details. The
// passages that findings quote are in the index quotes, in the form in which they
// are looked for, under the number of the document times 2^20 and their own; for
// each of them serves lists the requirements.
var steps = []string{`
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  reading TEXT NOT NULL,
  judging TEXT NOT NULL,
  detail TEXT NOT NULL, -- JSON
  UNIQUE (reading, judging)
);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started TEXT NOT NULL,
  ended TEXT,
  sources TEXT NOT NULL, -- JSON
  settings INTEGER NOT NULL REFERENCES settings,
  tally TEXT NOT NULL -- JSON
);
CREATE TABLE requirements (
  id INTEGER PRIMARY KEY,
  requirement TEXT NOT NULL,
  importance TEXT NOT NULL,
  title TEXT NOT NULL,
  caveat TEXT NOT NULL,
  UNIQUE (requirement, importance, title, caveat)
);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  settings INTEGER REFERENCES settings, -- NULL: no outcome
  class TEXT, -- of a failure
  message TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  cpu INTEGER NOT NULL DEFAULT 0, -- nanoseconds
  wall INTEGER NOT NULL DEFAULT 0,
  supplier TEXT NOT NULL DEFAULT '',
  customer TEXT NOT NULL DEFAULT '',
  year INTEGER NOT NULL DEFAULT 0,
  format TEXT NOT NULL DEFAULT '',
  pages INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  incomplete INTEGER NOT NULL DEFAULT 0,
  parties TEXT, -- JSON
  warnings TEXT, -- JSON
  statuses TEXT NOT NULL DEFAULT '',
  serves BLOB NOT NULL DEFAULT x''
);
CREATE TABLE details (
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  results BLOB NOT NULL
);
CREATE TABLE texts (
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  text BLOB NOT NULL
);
CREATE TABLE "values" (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  requirement INTEGER NOT NULL REFERENCES requirements,
  finding INTEGER NOT NULL,
  unit TEXT NOT NULL,
  amount REAL NOT NULL,
  PRIMARY KEY (document, requirement, finding)
) WITHOUT ROWID;
CREATE TABLE places (
  source TEXT NOT NULL,
  path TEXT NOT NULL,
  document INTEGER REFERENCES documents,
  size INTEGER NOT NULL,
  seconds INTEGER NOT NULL, -- of the time of change, since 1970
  nanoseconds INTEGER NOT NULL,
  sum TEXT NOT NULL,
  class TEXT, -- of a failure
  message TEXT,
  PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE INDEX places_document ON places (document);
CREATE INDEX places_class ON places (class) WHERE class IS NOT NULL;
CREATE VIRTUAL TABLE quotes USING fts5 (quote, content='', tokenize='ascii', columnsize=0);
INSERT INTO quotes (quotes, rank) VALUES ('secure-delete', 1);

-- For people with a tool for SQL.
CREATE VIEW results AS
  SELECT d.id AS document, d.sha256, r.requirement, r.importance, r.title,
    CASE substr(d.statuses, r.id, 1) WHEN 'm' THEN 'met' WHEN 'p' THEN 'partial' WHEN 'c' THEN 'conflict'
      WHEN 'x' THEN 'missing' WHEN 'u' THEN 'unknown' WHEN 'w' THEN 'waived' END AS status
  FROM documents d, requirements r WHERE substr(d.statuses, r.id, 1) NOT IN ('', '-');
CREATE VIEW warnings AS
  SELECT d.id AS document, d.sha256, w.value ->> 'code' AS code, w.value ->> 'page' AS page, w.value ->> 'message' AS message
  FROM documents d, json_each(d.warnings) w;
`}

// migrate brings a database to the version of this program. A new one gets all
// steps.
func migrate(ctx context.Context, conn *sql.Conn, steps []string) error {
	version, err := identify(ctx, conn, len(steps))
	if err != nil {
		return err
	}
	for version < len(steps) {
		if version, err = step(ctx, conn, steps); err != nil {
			return err
		}
	}
	return nil
}

// identify tells the version of a database; 0 for a new one. It changes nothing,
// since the file may be another program's.
func identify(ctx context.Context, conn *sql.Conn, newest int) (int, error) {
	var application, version, tables int
	err := conn.QueryRowContext(ctx, `SELECT (SELECT * FROM pragma_application_id), (SELECT * FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&application, &version, &tables)
	switch {
	case err != nil:
		return 0, err
	case application == 0 && version == 0 && tables == 0:
		return 0, nil
	case application != applicationID:
		return 0, ErrNotStore
	case version > newest:
		return 0, ErrNewer
	}
	return version, nil
}

// step does the next step, unless another process just did, and tells the version
// after it.
func step(ctx context.Context, conn *sql.Conn, steps []string) (version int, err error) {
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		}
	}()
	if version, err = identify(ctx, conn, len(steps)); err != nil {
		return 0, err
	}
	if version < len(steps) {
		script := steps[version] + fmt.Sprintf(";PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, version+1)
		if _, err := conn.ExecContext(ctx, script); err != nil {
			return 0, err
		}
		version++
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return version, err
}
