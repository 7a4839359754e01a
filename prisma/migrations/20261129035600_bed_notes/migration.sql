-- AlterTable
ALTER TABLE "bed_changes" ADD COLUMN     "note" TEXT;
