import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPdf {
  /** The text of each page, its pieces joined by single spaces. */
  readonly pages: readonly string[];
  readonly title: string;
  readonly language: string | null;
  readonly tagged: boolean;
  /** Names of the embedded font programs. */
  readonly fonts: readonly string[];
  /** Types in the structure tree of the first page, in reading order. */
  readonly structure: readonly string[];
}

/** Reads a PDF file back as a viewer would. */
export async function readPdf(file: Buffer): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0 });
  const pdf = await task.promise;
  const metadata = await pdf.getMetadata();
  const info = metadata.info as { Title: string; Language: string | null };
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const content = await (await pdf.getPage(number)).getTextContent();
    const texts = content.items.map((item) => ("str" in item ? item.str : ""));
    pages.push(texts.join(" ").replace(/\s+/g, " ").trim());
  }
  const tree = await (await pdf.getPage(1)).getStructTree();
  // A map, whatever its declaration says.
  const marks = (await pdf.getMarkInfo()) as unknown as Map<string, boolean>;
  const fonts = [...file.toString("latin1").matchAll(/\/FontName \/\w{6}\+([\w-]+)/g)];
  const embedded = file.toString("latin1").match(/\/FontFile2 /g)?.length ?? 0;
  await task.destroy();
  return {
    pages,
    title: info.Title,
    language: info.Language,
    tagged: marks.get("Marked") ?? false,
    fonts: fonts.slice(0, embedded).map(([, name]) => name!),
    structure: roles(tree as TreeNode | null),
  };
}

export interface PlacedText {
  readonly text: string;
  /** In points from the lower left corner of the page. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedPage {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
}

/** Where every piece of text stands. */
export async function readPlaces(file: Buffer): Promise<PlacedPage[]> {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0 });
  const pdf = await task.promise;
  const pages: PlacedPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) =>
      "str" in item && item.str.trim() !== ""
        ? [
            {
              text: item.str,
              x: item.transform[4] as number,
              y: item.transform[5] as number,
              width: item.width,
              height: item.height,
            },
          ]
        : [],
    );
    pages.push({ width, height, texts });
  }
  await task.destroy();
  return pages;
}

interface TreeNode {
  readonly role?: string;
  readonly children?: readonly TreeNode[];
}

function roles(node: TreeNode | null): string[] {
  if (node === null) return [];
  const own = node.role && node.role !== "Root" ? [node.role] : [];
  return [...own, ...(node.children ?? []).flatMap(roles)];
}
