-- Services are counted when their transaction commits, one transaction after the other. Nothing is waited
-- for after that, so whatever order services were written in, no two transactions wait for each other.
CREATE OR REPLACE FUNCTION count_into_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('count_into_year', 0));
  IF TG_OP <> 'INSERT' THEN
    PERFORM count_services(OLD.institution_id, extract(year FROM OLD.day)::integer, OLD.kind,
      OLD.person, -OLD.people, -OLD.released);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM count_services(NEW.institution_id, extract(year FROM NEW.day)::integer, NEW.kind,
      NEW.person, NEW.people, NEW.released);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER services_count_into_year ON services;
CREATE CONSTRAINT TRIGGER services_count_into_year
AFTER INSERT OR DELETE OR UPDATE OF kind, day, institution_id, person, people, released ON services
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION count_into_year();
