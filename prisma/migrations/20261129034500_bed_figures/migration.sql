-- No figure is below nought, and beds that are taken, kept or out of use are beds of the unit: free is
-- never below nought. A unit that had more people than beds gets as many beds as it has people.
UPDATE "bed_units" SET "capacity" = "occupied" + "held" + "out_of_use"
  WHERE "occupied" + "held" + "out_of_use" > "capacity";
ALTER TABLE "bed_units" DROP CONSTRAINT "bed_units_figures";
ALTER TABLE "bed_units" ADD CONSTRAINT "bed_units_figures" CHECK ("capacity" >= 0 AND "occupied" >= 0 AND "held" >= 0 AND "out_of_use" >= 0 AND "occupied" + "held" + "out_of_use" <= "capacity" AND "confirm_every" > 0);
