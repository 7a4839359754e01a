import { expect, it } from "vitest";
import { measurePdf } from "../../bench/report-pdf.ts";

/** The processor's time, for a test shares the machine with others; `npm run bench:pdf` takes the clock. */
it("a report of 60 lines takes less than 300 ms of the processor", async () => {
  const { wall, cpu, bytes } = await measurePdf(5);
  expect(wall).toHaveLength(5);
  expect(bytes).toBeGreaterThan(30_000);
  expect(cpu).toBeLessThan(300);
});
