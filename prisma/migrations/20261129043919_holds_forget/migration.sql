-- AlterTable
ALTER TABLE "holds" ADD COLUMN     "forget_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "holds_forget_at_idx" ON "holds"("forget_at");

-- Those that ended already go within a day.
UPDATE "holds" SET "forget_at" = "settled_at" + interval '1 day' WHERE "wrapped_key" IS NOT NULL AND "settled_at" IS NOT NULL;
