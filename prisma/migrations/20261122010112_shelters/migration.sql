-- CreateTable
CREATE TABLE "shelters" (
    "institution_id" UUID NOT NULL,
    "service_id" TEXT NOT NULL,
    "state" BOOLEAN NOT NULL,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT,
    "source_as_of" TEXT,
    "assured_on" DATE,
    "conditions" JSONB NOT NULL,
    "intake_hours" JSONB,
    "call_first" BOOLEAN NOT NULL DEFAULT false,
    "bring" JSONB,

    CONSTRAINT "shelters_pkey" PRIMARY KEY ("institution_id")
);

-- CreateTable
CREATE TABLE "bed_units" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "occupied" INTEGER NOT NULL,
    "held" INTEGER NOT NULL DEFAULT 0,
    "out_of_use" INTEGER NOT NULL DEFAULT 0,
    "funded" INTEGER,
    "note" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirm_every" INTEGER NOT NULL DEFAULT 7,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "bed_units_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bed_changes" (
    "id" BIGSERIAL NOT NULL,
    "unit_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "figure" TEXT NOT NULL,
    "before" INTEGER NOT NULL,
    "after" INTEGER NOT NULL,

    CONSTRAINT "bed_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holds" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "person_id" UUID,
    "case_id" UUID,
    "asked_by" UUID,
    "state" TEXT NOT NULL,
    "wrapped_key" BYTEA,
    "body" BYTEA NOT NULL,
    "night" DATE NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unmet_needs" (
    "id" BIGSERIAL NOT NULL,
    "region" TEXT NOT NULL,
    "town" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "who" TEXT NOT NULL,

    CONSTRAINT "unmet_needs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shelters_service_id_key" ON "shelters"("service_id");

-- CreateIndex
CREATE INDEX "bed_units_institution_id_idx" ON "bed_units"("institution_id");

-- CreateIndex
CREATE INDEX "bed_units_confirmed_at_idx" ON "bed_units"("confirmed_at");

-- CreateIndex
CREATE INDEX "bed_changes_unit_id_id_idx" ON "bed_changes"("unit_id", "id");

-- CreateIndex
CREATE INDEX "bed_changes_at_idx" ON "bed_changes"("at");

-- CreateIndex
CREATE INDEX "holds_unit_id_state_idx" ON "holds"("unit_id", "state");

-- CreateIndex
CREATE INDEX "holds_person_id_idx" ON "holds"("person_id");

-- CreateIndex
CREATE INDEX "holds_case_id_idx" ON "holds"("case_id");

-- CreateIndex
CREATE INDEX "holds_state_until_idx" ON "holds"("state", "until");

-- CreateIndex
CREATE INDEX "unmet_needs_region_day_idx" ON "unmet_needs"("region", "day");

-- CreateIndex
CREATE INDEX "institutions_latitude_longitude_idx" ON "institutions"("latitude", "longitude");

-- AddForeignKey
ALTER TABLE "shelters" ADD CONSTRAINT "shelters_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bed_units" ADD CONSTRAINT "bed_units_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "shelters"("institution_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bed_changes" ADD CONSTRAINT "bed_changes_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "bed_units"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "bed_units"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A figure is a number of beds. Occupied may be more than there is room for: that happens, and is said.
ALTER TABLE "bed_units" ADD CONSTRAINT "bed_units_figures" CHECK ("capacity" >= 0 AND "occupied" >= 0 AND "held" >= 0 AND "out_of_use" >= 0 AND "confirm_every" > 0);
