-- AlterTable
ALTER TABLE "cases" ADD COLUMN     "route_ticks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What was done stays done, on days that follow from the release and the template.
UPDATE "cases" c SET "route_ticks" = s."codes"
FROM (
    SELECT "case_id", array_agg("code") AS "codes" FROM "route_steps"
    WHERE "ticked_at" IS NOT NULL GROUP BY "case_id"
) s
WHERE s."case_id" = c."id";

-- DropTable
DROP TABLE "route_steps";
