import { Resvg } from "@resvg/resvg-js";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { init, setPlatformAPI, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { cohorts, overdue, planAndFact } from "./bars.ts";
import type { Chart } from "./chart.ts";
import { FONT, FONT_FILES, widthOf } from "./letters.ts";
import { SCALE, type Sketch, WIDTH } from "./look.ts";
import { occupancy } from "./weeks.ts";

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  SVGRenderer,
]);
setPlatformAPI({
  measureText: (text, font = "") => ({
    width: widthOf(text, Number(/([\d.]+)px/.exec(font)?.[1] ?? 12), font.includes("bold")),
  }),
});

/** The picture as SVG. */
export function drawSvg(chart: Chart): string {
  const { height, option } = sketchOf(chart);
  const drawing = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  drawing.setOption({ animation: false, backgroundColor: "#ffffff", ...option });
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  return svg;
}

/** The picture as PNG. The letters are the package's own, never the machine's. */
export function drawPng(chart: Chart): Uint8Array {
  const image = new Resvg(drawSvg(chart), {
    fitTo: { mode: "zoom", value: SCALE },
    background: "#ffffff",
    font: { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: FONT },
  });
  return image.render().asPng();
}

function sketchOf(chart: Chart): Sketch {
  switch (chart.kind) {
    case "plan_and_fact":
      return planAndFact(chart);
    case "occupancy":
      return occupancy(chart);
    case "cohorts":
      return cohorts(chart);
    case "overdue":
      return overdue(chart);
  }
}
