-- Several statements; the semicolon of a trigger ends none of them.
CREATE TABLE animal (
  name TEXT PRIMARY KEY, -- what it is called
  legs INTEGER NOT NULL
) STRICT;
CREATE TABLE birth (name TEXT NOT NULL REFERENCES animal) STRICT;
CREATE TRIGGER born AFTER INSERT ON animal BEGIN
  INSERT INTO birth VALUES (new.name);
END;
