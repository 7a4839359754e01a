import PDFDocument from "pdfkit";
import type { Atom, Mark, Node, Setting } from "./atoms.ts";
import { heightOf, marksOf } from "./atoms.ts";
import { atomsOf } from "./blocks.ts";
import { drawPages, type PlacedMark } from "./draw.ts";
import { FACES, type Face, fontFile } from "./fonts.ts";
import { breakLines, type Line, type Measure, runsOf } from "./lines.ts";
import type { DocumentModel } from "./model.ts";
import { fillPages, type Page } from "./pages.ts";

/** A4 in points; the left margin leaves room for a punched hole. */
const PAPER = { width: 595.28, height: 841.89 };
const MARGIN = { left: 56, right: 42, top: 40, bottom: 34 };
const WIDTH = PAPER.width - MARGIN.left - MARGIN.right;

const BODY_SIZE = 11;
/** Smaller than this is hard to read on paper. */
const SMALLEST_SIZE = 9;
const SIZE_STEP = 0.25;
const FOOTER_SIZE = 8;

interface Laid {
  readonly pages: readonly Page[];
  readonly root: Node;
}

/**
 * Prints a document as a PDF file: A4, fonts embedded, tagged for screen readers. Equal models give
 * equal bytes.
 */
export function renderDocument(model: DocumentModel): Promise<Buffer> {
  const created = new Date(model.created);
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: "A4",
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: model.language,
    info: {
      Title: model.title,
      Producer: "Opora",
      Creator: "Opora",
      CreationDate: created,
      ModDate: created,
    },
  });
  for (const face of FACES) pdf.registerFont(face, fontFile(face));
  const collected = collect(pdf);
  const measure = measureWith(pdf);
  const footer = breakLines(
    runsOf(model.footer, model.language),
    WIDTH * 0.82,
    FOOTER_SIZE,
    measure,
  );
  const room =
    PAPER.height - MARGIN.top - MARGIN.bottom - heightOf(footer, FOOTER_SIZE) - FOOTER_SIZE;
  const { pages, root } = fitted(model, room, measure);
  drawPages(pdf, marksOfPages(pages, footer, model, measure), root);
  pdf.end();
  return collected;
}

/** The biggest size at which the document fits the pages it asks for, else the full size. */
function fitted(model: DocumentModel, room: number, measure: Measure): Laid {
  const full = lay(model, BODY_SIZE, room, measure);
  if (model.fitPages === undefined || full.pages.length <= model.fitPages) return full;
  for (let size = BODY_SIZE - SIZE_STEP; size >= SMALLEST_SIZE; size -= SIZE_STEP) {
    const smaller = lay(model, size, room, measure);
    if (smaller.pages.length <= model.fitPages) return smaller;
  }
  return full;
}

function lay(model: DocumentModel, size: number, room: number, measure: Measure): Laid {
  const root: Node = { type: "Document", children: [] };
  const setting: Setting = {
    size,
    width: WIDTH,
    lines: (text, options) =>
      breakLines(runsOf(text, model.language, options.base), options.width, options.size, measure),
    node: (type, parent = root) => {
      const node: Node = { type, children: [] };
      parent.children.push(node);
      return node;
    },
  };
  const atoms: Atom[] = model.blocks.flatMap((block) => atomsOf(block, setting));
  return { pages: fillPages(atoms, room), root };
}

/** The marks of every page with the footer and the page's number. */
function marksOfPages(
  pages: readonly Page[],
  footer: readonly Line[],
  model: DocumentModel,
  measure: Measure,
): PlacedMark[][] {
  const left = MARGIN.left;
  const top = PAPER.height - MARGIN.bottom - heightOf(footer, FOOTER_SIZE);
  return pages.map((page, index) => {
    const label = model.pageLabel
      .replace("{n}", String(index + 1))
      .replace("{total}", String(pages.length));
    const [number] = breakLines(runsOf(label, model.language), WIDTH, FOOTER_SIZE, measure);
    const below: Mark[] = [
      { kind: "rule", x: 0, y: -FOOTER_SIZE * 0.4, width: WIDTH, thickness: 0.4 },
      ...marksOf(footer, null, FOOTER_SIZE),
      ...marksOf([number!], null, FOOTER_SIZE, WIDTH - number!.width),
    ];
    return [
      ...page.flatMap((placed) =>
        placed.atom.marks.map((mark) => ({ mark, left, top: MARGIN.top + placed.top })),
      ),
      ...below.map((mark) => ({ mark, left, top })),
    ];
  });
}

/** Widths grow with the size, so each text is measured once. */
function measureWith(pdf: PDFKit.PDFDocument): Measure {
  const widths = new Map<string, number>();
  return (text: string, face: Face, size: number) => {
    const key = `${face}\n${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known * size;
    const width = pdf.font(face).fontSize(1).widthOfString(text);
    widths.set(key, width);
    return width * size;
  };
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
}
