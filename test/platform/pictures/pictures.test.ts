import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { silentLog } from "../../../src/platform/log.ts";
import { chartCaption, createPictures } from "../../../src/platform/pictures/index.ts";
import { difference, readPicture, storedPicture } from "../documents/picture.ts";
import { SAMPLES } from "./samples.ts";

const pictures = createPictures({ log: silentLog });
afterAll(() => pictures.close());

/** A bar that is a step longer moves the mean of a square by more; smoothing does not. */
const TOLERATED = 25;

for (const [name, chart] of Object.entries(SAMPLES)) {
  test(`${name} looks as it did when somebody looked at it`, async () => {
    const { bytes } = await pictures.draw(chart);
    const grey = await sharp(bytes).greyscale().png({ palette: true, colours: 16, dither: 0 });
    const path = fileURLToPath(new URL(`./${name}.png`, import.meta.url));
    const kept = await storedPicture(path, await grey.toBuffer());
    expect(difference(await readPicture(await grey.toBuffer()), kept)).toBeLessThan(TOLERATED);
  });
}

test("another figure is another picture", async () => {
  const chart = SAMPLES["plan-and-fact"]!;
  if (chart.kind !== "plan_and_fact") throw new Error("not a chart of plans");
  const [first, ...others] = chart.rows;
  const changed = { ...chart, rows: [{ ...first!, fact: 51 }, ...others] };
  const one = await readPicture(Buffer.from((await pictures.draw(chart)).bytes));
  const other = await readPicture(Buffer.from((await pictures.draw(changed)).bytes));
  expect(difference(one, other)).toBeGreaterThan(TOLERATED);
});

test("without colours the parts of a bar stay apart: by pattern", async () => {
  const { bytes } = await pictures.draw(SAMPLES.overdue!);
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  // Along the first bar: one dark stretch, then stripes.
  const row = Math.round(info.height * 0.466);
  const line = Array.from(data.subarray(row * info.width, (row + 1) * info.width));
  const changes = line.filter((grey, at) => at > 0 && grey > 128 !== line[at - 1]! > 128).length;
  expect(changes).toBeGreaterThan(20);
});

test("the same figures can be read aloud", () => {
  expect(chartCaption(SAMPLES.overdue!)).toBe(
    [
      "Overdue, and due within a week",
      "Adaptation centre, 30.06.2024",
      "",
      "Check of the monthly report: overdue 3, due soon 8",
      "Interview with the applicant about the family, its incomes and property: overdue 0, due soon 2",
      "Payment: overdue 1, due soon 0",
    ].join("\n"),
  );
  expect(chartCaption(SAMPLES.occupancy!)).toContain("08.02: ? / ?");
});

test("a phone gets it whole: no wider than Telegram shows, and small", async () => {
  for (const chart of Object.values(SAMPLES)) {
    const { bytes } = await pictures.draw(chart);
    const { width = 0, height = 0 } = await sharp(bytes).metadata();
    expect(width).toBe(1080);
    expect(width + height).toBeLessThan(10_000);
    expect(bytes.length).toBeLessThan(300_000);
  }
});
