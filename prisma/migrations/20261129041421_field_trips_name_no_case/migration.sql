-- DropIndex
DROP INDEX "field_trips_case_id_idx";

-- AlterTable
ALTER TABLE "field_trips" DROP COLUMN "case_id";
