-- CreateTable
CREATE TABLE "field_trips" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "institution_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "case_id" UUID,
    "place" TEXT,
    "people" INTEGER NOT NULL DEFAULT 0,
    "topics" TEXT[],
    "answered_on" DATE,
    "answered_by" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),
    "taken_back_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "field_trips_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "field_outcomes" (
    "trip_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "field_outcomes_pkey" PRIMARY KEY ("trip_id","outcome")
);

-- CreateTable
CREATE TABLE "services" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "institution_id" UUID NOT NULL,
    "staff_id" UUID,
    "case_id" UUID,
    "person" BIGINT,
    "people" INTEGER NOT NULL DEFAULT 1,
    "released" INTEGER NOT NULL DEFAULT 0,
    "source" TEXT NOT NULL,
    "trip_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "services_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_history" (
    "id" BIGSERIAL NOT NULL,
    "service_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "institution_id" UUID NOT NULL,
    "staff_id" UUID,
    "case_id" UUID,
    "person" BIGINT,
    "people" INTEGER NOT NULL,
    "released" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "trip_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "change" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" UUID,

    CONSTRAINT "service_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "served_cases" (
    "case_id" UUID NOT NULL,
    "person" BIGINT NOT NULL,
    "identity" BYTEA,

    CONSTRAINT "served_cases_pkey" PRIMARY KEY ("case_id")
);

-- CreateIndex
CREATE INDEX "field_trips_institution_id_day_kind_idx" ON "field_trips"("institution_id", "day", "kind");

-- CreateIndex
CREATE INDEX "field_trips_case_id_idx" ON "field_trips"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "services_source_key" ON "services"("source");

-- CreateIndex
CREATE INDEX "services_table_idx" ON "services"("institution_id", "day", "kind", "person", "people", "released");

-- CreateIndex
CREATE INDEX "services_case_id_day_idx" ON "services"("case_id", "day");

-- CreateIndex
CREATE INDEX "services_trip_id_idx" ON "services"("trip_id");

-- CreateIndex
CREATE INDEX "service_history_case_id_idx" ON "service_history"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_history_service_id_version_key" ON "service_history"("service_id", "version");

-- CreateIndex
CREATE INDEX "served_cases_identity_idx" ON "served_cases"("identity");

-- CreateIndex
CREATE INDEX "served_cases_person_idx" ON "served_cases"("person");

-- AddForeignKey
ALTER TABLE "field_outcomes" ADD CONSTRAINT "field_outcomes_trip_id_fkey" FOREIGN KEY ("trip_id") REFERENCES "field_trips"("id") ON DELETE CASCADE ON UPDATE CASCADE;
