-- AlterTable
ALTER TABLE "holds" ADD COLUMN     "accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "active_case_id" UUID,
ADD COLUMN     "active_key" BYTEA,
ADD COLUMN     "answered_by" UUID,
ADD COLUMN     "counted_at" TIMESTAMPTZ(3),
ADD COLUMN     "seeker_key" BYTEA,
ADD COLUMN     "told_version" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "until" SET NOT NULL;

-- CreateTable
CREATE TABLE "bed_waits" (
    "id" UUID NOT NULL,
    "seeker_key" BYTEA NOT NULL,
    "person_id" UUID,
    "wrapped_key" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,
    "unit_ids" UUID[],
    "night" DATE NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "told_unit_id" UUID,

    CONSTRAINT "bed_waits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "bed_waits_seeker_key_key" ON "bed_waits"("seeker_key");

-- CreateIndex
CREATE INDEX "bed_waits_person_id_idx" ON "bed_waits"("person_id");

-- CreateIndex
CREATE INDEX "bed_waits_until_idx" ON "bed_waits"("until");

-- CreateIndex
CREATE INDEX "bed_waits_asked_at_idx" ON "bed_waits"("asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "holds_active_key_key" ON "holds"("active_key");

-- CreateIndex
CREATE UNIQUE INDEX "holds_active_case_id_key" ON "holds"("active_case_id");

-- CreateIndex
CREATE INDEX "holds_seeker_key_idx" ON "holds"("seeker_key");

-- CreateIndex
CREATE INDEX "holds_counted_at_night_idx" ON "holds"("counted_at", "night");

-- One active hold for each person: the unique key is there exactly as long as the hold is active.
ALTER TABLE "holds" ADD CONSTRAINT "holds_state_check" CHECK ("state" IN ('asked', 'call', 'accepted', 'declined', 'lapsed', 'cancelled', 'arrived', 'no_show', 'left'));
ALTER TABLE "holds" ADD CONSTRAINT "holds_active_check" CHECK (("state" IN ('asked', 'call', 'accepted')) = ("active_key" IS NOT NULL));
ALTER TABLE "holds" ADD CONSTRAINT "holds_active_case_check" CHECK ("active_case_id" IS NULL OR "active_key" IS NOT NULL);
