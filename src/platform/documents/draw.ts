import type { Mark, Node } from "./atoms.ts";

/** Marks with the place of their atom, in points from the corner of the page. */
export interface PlacedMark {
  readonly mark: Mark;
  readonly left: number;
  readonly top: number;
}

/**
 * Draws pages into a tagged PDF. Marks of a node become its content for screen readers, in the order
 * of the tree; marks without one are decoration to them.
 */
export function drawPages(
  pdf: PDFKit.PDFDocument,
  pages: readonly (readonly PlacedMark[])[],
  root: Node,
): void {
  const elements = new Map<Node, PDFKit.PDFStructureElement>();
  const elementOf = (node: Node): PDFKit.PDFStructureElement => {
    const { type, language } = node;
    const known =
      elements.get(node) ?? (language ? pdf.struct(type, { lang: language }) : pdf.struct(type));
    elements.set(node, known);
    return known;
  };
  const begin = (node: Node | null): void => {
    if (node) elementOf(node).add(pdf.markStructureContent(node.type));
    else pdf.markContent("Artifact", { type: "Layout" });
  };
  for (const marks of pages) {
    pdf.addPage();
    let open: Node | null | undefined;
    for (const { mark, left, top } of marks) {
      const node = mark.kind === "text" ? mark.node : null;
      if (node !== open) {
        if (open !== undefined) pdf.endMarkedContent();
        begin(node);
        open = node;
      }
      put(pdf, mark, left, top);
    }
    if (open !== undefined) pdf.endMarkedContent();
  }
  // Content is added while the pages are drawn, so the tree is joined only now.
  const join = (node: Node): PDFKit.PDFStructureElement => {
    const element = elementOf(node);
    for (const child of node.children) element.add(join(child));
    return element;
  };
  pdf.addStructure(join(root));
  elementOf(root).end();
}

function put(pdf: PDFKit.PDFDocument, mark: Mark, left: number, top: number): void {
  const x = left + mark.x;
  const y = top + mark.y;
  if (mark.kind === "text") {
    pdf.font(mark.face).fontSize(mark.size);
    pdf.text(mark.text, x, y, { lineBreak: false, baseline: "alphabetic" });
  } else {
    pdf
      .lineWidth(mark.thickness)
      .moveTo(x, y)
      .lineTo(x + mark.width, y + (mark.height ?? 0))
      .stroke();
  }
}
