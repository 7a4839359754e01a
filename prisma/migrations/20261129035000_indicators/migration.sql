-- CreateTable
CREATE TABLE "service_years" (
    "institution_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "person" BIGINT NOT NULL,
    "units" INTEGER NOT NULL,
    "released" INTEGER NOT NULL,

    CONSTRAINT "service_years_pkey" PRIMARY KEY ("institution_id","year","kind","person")
);

-- CreateTable
CREATE TABLE "control_point_marks" (
    "plan" TEXT NOT NULL,
    "point" TEXT NOT NULL,
    "institution_id" UUID NOT NULL,
    "marked_by" UUID NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "control_point_marks_pkey" PRIMARY KEY ("plan","point")
);

-- CreateIndex
CREATE INDEX "service_years_card_idx" ON "service_years"("institution_id", "year", "person", "kind", "units", "released");

-- Counts a service into its year. It adds and takes away, so that two at once add up.
CREATE FUNCTION count_into_year() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  IF TG_OP <> ''INSERT'' THEN
    UPDATE service_years SET units = units - OLD.people, released = released - OLD.released
    WHERE institution_id = OLD.institution_id AND year = extract(year FROM OLD.day)
      AND kind = OLD.kind AND person = coalesce(OLD.person, 0);
  END IF;
  IF TG_OP <> ''DELETE'' THEN
    INSERT INTO service_years AS y (institution_id, year, kind, person, units, released)
    VALUES (NEW.institution_id, extract(year FROM NEW.day), NEW.kind, coalesce(NEW.person, 0),
      NEW.people, NEW.released)
    ON CONFLICT (institution_id, year, kind, person)
    DO UPDATE SET units = y.units + EXCLUDED.units, released = y.released + EXCLUDED.released;
  END IF;
  RETURN NULL;
END';

CREATE TRIGGER services_count_into_year
AFTER INSERT OR DELETE OR UPDATE OF kind, day, institution_id, person, people, released ON services
FOR EACH ROW EXECUTE FUNCTION count_into_year();

INSERT INTO service_years (institution_id, year, kind, person, units, released)
SELECT institution_id, extract(year FROM day), kind, coalesce(person, 0), sum(people), sum(released)
FROM services GROUP BY 1, 2, 3, 4;
