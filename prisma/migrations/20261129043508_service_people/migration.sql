-- DropIndex
DROP INDEX "service_years_card_idx";

-- AlterTable
ALTER TABLE "service_years" DROP CONSTRAINT "service_years_pkey",
ADD CONSTRAINT "service_years_pkey" PRIMARY KEY ("person", "year", "institution_id", "kind");

-- CreateTable
CREATE TABLE "service_totals" (
    "institution_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "released" INTEGER NOT NULL,
    "nameless" INTEGER NOT NULL,
    "nameless_released" INTEGER NOT NULL,

    CONSTRAINT "service_totals_pkey" PRIMARY KEY ("institution_id","year","kind")
);

-- CreateTable
CREATE TABLE "service_people" (
    "scope" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "person" BIGINT NOT NULL,
    "kinds" BIGINT NOT NULL,
    "released" BIGINT NOT NULL,

    CONSTRAINT "service_people_pkey" PRIMARY KEY ("scope","year","person")
);

-- CreateTable
CREATE TABLE "service_kind_bits" (
    "kind" TEXT NOT NULL,
    "bit" SERIAL NOT NULL,

    CONSTRAINT "service_kind_bits_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE INDEX "service_people_scope_year_kinds_released_idx" ON "service_people"("scope", "year", "kinds", "released");

-- CreateIndex
CREATE UNIQUE INDEX "service_kind_bits_bit_key" ON "service_kind_bits"("bit");

-- Counts so many services of a person into their year; taken away when they are less than nothing.
CREATE FUNCTION count_services(
  place uuid, of_year integer, what text, who bigint, many integer, free integer
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_region text;
  flag bigint;
  left_units integer;
  left_released integer;
BEGIN
  INSERT INTO service_totals AS t
    (institution_id, year, kind, units, released, nameless, nameless_released)
  VALUES (place, of_year, what, many, free,
    CASE WHEN who IS NULL THEN many ELSE 0 END, CASE WHEN who IS NULL THEN free ELSE 0 END)
  ON CONFLICT (institution_id, year, kind) DO UPDATE SET
    units = t.units + EXCLUDED.units, released = t.released + EXCLUDED.released,
    nameless = t.nameless + EXCLUDED.nameless,
    nameless_released = t.nameless_released + EXCLUDED.nameless_released;
  IF who IS NULL THEN RETURN; END IF;

  -- One after the other for each person: what is taken away is looked up anew from what is left.
  PERFORM pg_advisory_xact_lock(who);
  INSERT INTO service_years AS y (institution_id, year, kind, person, units, released)
  VALUES (place, of_year, what, who, many, free)
  ON CONFLICT (person, year, institution_id, kind) DO UPDATE SET
    units = y.units + EXCLUDED.units, released = y.released + EXCLUDED.released
  RETURNING units, released INTO left_units, left_released;

  SELECT region INTO of_region FROM institutions WHERE id = place;
  SELECT 1::bigint << bit INTO flag FROM service_kind_bits WHERE kind = what;
  IF flag IS NULL THEN
    INSERT INTO service_kind_bits (kind) VALUES (what) ON CONFLICT (kind) DO NOTHING;
    SELECT 1::bigint << bit INTO flag FROM service_kind_bits WHERE kind = what;
  END IF;

  IF many > 0 THEN
    INSERT INTO service_people AS p (scope, year, person, kinds, released)
    SELECT scope, of_year, who, flag, CASE WHEN free > 0 THEN flag ELSE 0 END
    FROM unnest(ARRAY[place::text, of_region]) AS scope WHERE scope IS NOT NULL
    ON CONFLICT (scope, year, person) DO UPDATE SET
      kinds = p.kinds | EXCLUDED.kinds, released = p.released | EXCLUDED.released
    WHERE (p.kinds | EXCLUDED.kinds, p.released | EXCLUDED.released) <> (p.kinds, p.released);
  ELSIF left_units = 0 OR left_released = 0 THEN
    UPDATE service_people AS p SET kinds = had.kinds, released = had.released
    FROM unnest(ARRAY[place::text, of_region]) AS wanted
    CROSS JOIN LATERAL (
      SELECT coalesce(bit_or(1::bigint << b.bit) FILTER (WHERE y.units > 0), 0) AS kinds,
        coalesce(bit_or(1::bigint << b.bit) FILTER (WHERE y.released > 0), 0) AS released
      FROM service_years y JOIN service_kind_bits b ON b.kind = y.kind
      JOIN institutions i ON i.id = y.institution_id
      WHERE y.person = who AND y.year = of_year
        AND (y.institution_id::text = wanted OR i.region = wanted)) AS had
    WHERE p.scope = wanted AND p.year = of_year AND p.person = who;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION count_into_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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

-- All of them at once, from the services that are there. Also whoever loads many with the trigger off calls it.
CREATE FUNCTION recount_services() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM service_years;
  DELETE FROM service_totals;
  DELETE FROM service_people;
  INSERT INTO service_kind_bits (kind) SELECT DISTINCT kind FROM services ON CONFLICT DO NOTHING;
  INSERT INTO service_years (institution_id, year, kind, person, units, released)
  SELECT institution_id, extract(year FROM day), kind, person, sum(people), sum(released)
  FROM services WHERE person IS NOT NULL GROUP BY 1, 2, 3, 4;
  INSERT INTO service_totals
    (institution_id, year, kind, units, released, nameless, nameless_released)
  SELECT institution_id, extract(year FROM day), kind, sum(people), sum(released),
    coalesce(sum(people) FILTER (WHERE person IS NULL), 0),
    coalesce(sum(released) FILTER (WHERE person IS NULL), 0)
  FROM services GROUP BY 1, 2, 3;
  INSERT INTO service_people (scope, year, person, kinds, released)
  SELECT s.scope, y.year, y.person, bit_or(1::bigint << b.bit),
    coalesce(bit_or(1::bigint << b.bit) FILTER (WHERE y.released > 0), 0)
  FROM service_years y JOIN service_kind_bits b ON b.kind = y.kind
  JOIN institutions i ON i.id = y.institution_id
  CROSS JOIN LATERAL (VALUES (y.institution_id::text), (i.region)) AS s(scope)
  GROUP BY 1, 2, 3;
END $$;

SELECT recount_services();
