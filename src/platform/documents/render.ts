import PDFDocument from "pdfkit";
import type { Atom, Mark, Node, Setting } from "./atoms.ts";
import { heightOf, marksOf } from "./atoms.ts";
import { atomsOf } from "./blocks.ts";
import { drawPages, type PlacedMark } from "./draw.ts";
import { FACES, type Face, fontFile } from "./fonts.ts";
import { breakLines, type Line, type Measure, runsOf } from "./lines.ts";
import type { Cover, DocumentModel } from "./model.ts";
import { fillPages, type Page } from "./pages.ts";

/** A size of paper, in points. */
interface Paper {
  readonly size: "A4" | "A6";
  readonly width: number;
  readonly height: number;
  readonly margin: { readonly left: number; readonly right: number; readonly y: number };
}

const PAPERS: Readonly<Record<NonNullable<DocumentModel["paper"]>, Paper>> = {
  /** The left margin leaves room for a punched hole. */
  page: { size: "A4", width: 595.28, height: 841.89, margin: { left: 56, right: 42, y: 40 } },
  slip: { size: "A6", width: 297.64, height: 419.53, margin: { left: 26, right: 26, y: 26 } },
};
/** The footer stands a little lower than the text begins. */
const FOOTER_DROP = 6;

const BODY_SIZE = 11;
/** Smaller than this is hard to read on paper. */
const SMALLEST_SIZE = 9;
const SIZE_STEP = 0.25;
/** A cover says little, to be read at a glance. */
const COVER_SIZE = 13;
const FOOTER_SIZE = 8;

interface Laid {
  readonly pages: readonly Page[];
  readonly root: Node;
}

/**
 * Prints a document as a PDF file: fonts embedded, tagged for screen readers. Equal models give
 * equal bytes.
 */
export function renderDocument(model: DocumentModel): Promise<Buffer> {
  const created = new Date(model.created);
  const paper = PAPERS[model.paper ?? "page"];
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: paper.size,
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
    widthOf(paper) * 0.82,
    FOOTER_SIZE,
    measure,
  );
  const room = footerTop(paper, footer) - paper.margin.y - FOOTER_SIZE;
  const area = { width: widthOf(paper), room };
  const { pages, root } = fitted(model, area, measure);
  const cover = model.cover && lay(model.cover, COVER_SIZE, area, measure);
  drawPages(
    pdf,
    [
      ...(cover?.pages ?? []).map((page) => placedOn(page, paper)),
      ...numbered(pages, { footer, paper }, model, measure),
    ],
    cover ? together(cover.root, root) : root,
  );
  pdf.end();
  return collected;
}

/** The biggest size at which the document fits the pages it asks for, else the full size. */
function fitted(model: DocumentModel, room: Area, measure: Measure): Laid {
  const full = lay(model, BODY_SIZE, room, measure);
  if (model.fitPages === undefined || full.pages.length <= model.fitPages) return full;
  for (let size = BODY_SIZE - SIZE_STEP; size >= SMALLEST_SIZE; size -= SIZE_STEP) {
    const smaller = lay(model, size, room, measure);
    if (smaller.pages.length <= model.fitPages) return smaller;
  }
  return full;
}

/** Where the text of a page goes. */
interface Area {
  readonly width: number;
  readonly room: number;
}

function lay({ language, blocks }: Cover, size: number, area: Area, measure: Measure): Laid {
  const root: Node = { type: "Document", children: [], language };
  const setting: Setting = {
    size,
    width: area.width,
    lines: (text, options) =>
      breakLines(runsOf(text, language, options.base), options.width, options.size, measure),
    node: (type, parent = root) => {
      const node: Node = { type, children: [] };
      parent.children.push(node);
      return node;
    },
  };
  const atoms: Atom[] = blocks.flatMap((block) => atomsOf(block, setting));
  return { pages: fillPages(atoms, area.room), root };
}

/** A cover and its document are two parts of one file. */
function together(...parts: readonly Node[]): Node {
  return { type: "Document", children: parts.map((part) => ({ ...part, type: "Sect" })) };
}

/** The marks of every page with the footer and the page's number. */
function numbered(
  pages: readonly Page[],
  { footer, paper }: { readonly footer: readonly Line[]; readonly paper: Paper },
  model: DocumentModel,
  measure: Measure,
): PlacedMark[][] {
  const { left } = paper.margin;
  const width = widthOf(paper);
  const top = footerTop(paper, footer);
  return pages.map((page, index) => {
    const label = model.pageLabel
      .replace("{n}", String(index + 1))
      .replace("{total}", String(pages.length));
    const [number] = breakLines(runsOf(label, model.language), width, FOOTER_SIZE, measure);
    const below: Mark[] = [
      { kind: "rule", x: 0, y: -FOOTER_SIZE * 0.4, width, thickness: 0.4 },
      ...marksOf(footer, null, FOOTER_SIZE),
      ...marksOf([number!], null, FOOTER_SIZE, width - number!.width),
    ];
    return [...placedOn(page, paper), ...below.map((mark) => ({ mark, left, top }))];
  });
}

function placedOn(page: Page, { margin }: Paper): PlacedMark[] {
  return page.flatMap(({ atom, top }) =>
    atom.marks.map((mark) => ({ mark, left: margin.left, top: margin.y + top })),
  );
}

function widthOf({ width, margin }: Paper): number {
  return width - margin.left - margin.right;
}

function footerTop({ height, margin }: Paper, footer: readonly Line[]): number {
  return height - margin.y + FOOTER_DROP - heightOf(footer, FOOTER_SIZE);
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
