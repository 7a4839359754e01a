-- AlterTable
ALTER TABLE "cases" ADD COLUMN     "applied_token" BIGINT,
ADD COLUMN     "asks" TEXT,
ADD COLUMN     "contract_token" BIGINT,
ADD COLUMN     "tokens_version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "unanswered_since" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "cases_desk_curator_idx" ON "cases"("institution_id", "curator_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "cases_desk_release_idx" ON "cases"("institution_id", "release_token", "status", "curator_id", "created_at", "route_ticks", "id");

-- CreateIndex
CREATE INDEX "cases_desk_applied_idx" ON "cases"("institution_id", "applied_token", "contract_token", "status", "curator_id", "id");

-- CreateIndex
CREATE INDEX "cases_institution_id_contract_token_idx" ON "cases"("institution_id", "contract_token");

-- CreateIndex
CREATE INDEX "cases_institution_id_asks_idx" ON "cases"("institution_id", "asks");

-- CreateIndex
CREATE INDEX "cases_institution_id_unanswered_since_idx" ON "cases"("institution_id", "unanswered_since");

-- What the person's side asked for while nobody of the staff has done anything since.
UPDATE "cases" c SET "asks" = w."kind"
FROM (
    SELECT DISTINCT ON (e."case_id") e."case_id", e."kind" FROM "case_events" e
    WHERE e."kind" IN ('move_asked', 'cannot_get_paper')
      AND NOT EXISTS (
        SELECT FROM "case_events" s
        WHERE s."case_id" = e."case_id" AND s."id" > e."id" AND s."staff_id" IS NOT NULL
      )
    ORDER BY e."case_id", e."id" DESC
) w
WHERE w."case_id" = c."id" AND c."status" <> 'closed';

-- The first message of the person after the last one of the staff.
UPDATE "cases" c SET "unanswered_since" = w."since"
FROM (
    SELECT m."case_id", min(m."sent_at") AS "since" FROM "messages" m
    WHERE m."staff_id" IS NULL
      AND NOT EXISTS (
        SELECT FROM "messages" s
        WHERE s."case_id" = m."case_id" AND s."staff_id" IS NOT NULL AND s."sent_at" >= m."sent_at"
      )
    GROUP BY m."case_id"
) w
WHERE w."case_id" = c."id";
