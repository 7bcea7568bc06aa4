// One legal person (法人) may run several kindergartens under one credit code. Names and codes under which a
// kindergarten was once entered twice lead to it after the two were merged.
export const sharedCreditCodes = `
CREATE TABLE kindergarten_remade (
  id INTEGER PRIMARY KEY,
  code TEXT UNIQUE CHECK (length(code) = 10),
  credit_code TEXT CHECK (length(credit_code) = 18)
) STRICT;
INSERT INTO kindergarten_remade (id, code, credit_code) SELECT id, code, credit_code FROM kindergarten;
DROP TABLE kindergarten;
ALTER TABLE kindergarten_remade RENAME TO kindergarten;
CREATE INDEX kindergarten_credit_code ON kindergarten (credit_code) WHERE credit_code IS NOT NULL;

CREATE TABLE kindergarten_alias (
  id INTEGER PRIMARY KEY,
  kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
  name TEXT NOT NULL CHECK (name <> ''),
  district_id INTEGER REFERENCES office (id),
  code TEXT CHECK (length(code) = 10)
) STRICT;
CREATE INDEX kindergarten_alias_kindergarten ON kindergarten_alias (kindergarten_id);
`;
