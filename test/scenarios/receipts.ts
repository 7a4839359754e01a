import type { FileItem, Person } from "../../sandbox/client.ts";
import { heicPhoto, scannedPdf } from "../platform/images/files.ts";
import { receiptPhoto, type Way } from "../platform/images/photos.ts";

/** Ways to photograph a receipt, by the last words of `(receipt …)`. */
const WAYS: Readonly<Record<string, Way>> = {
  "": {},
  blurred: { blur: 14 },
  turned: { turn: 100, tilt: [0.2, 0.1] },
};

/**
 * `2500.50, 2024-05-14`: a photo of a receipt of that sum and day. The same words are the same receipt.
 * Behind them may stand `returned` (the money came back), `blurred`, `turned`, `file` (sent as a file),
 * `pdf`, or `: words` for what is written under it.
 */
export async function sendReceipt(who: Person, what: string): Promise<void> {
  const [, receipt = what, caption] = /^(.*?): (.*)$/.exec(what) ?? [];
  const item = await receiptItem(receipt);
  await who.act({ do: "file", ...item, ...(caption ? { caption } : {}) });
}

/** `100, 2024-05-14 | 200, 2024-05-15`: several receipts in one album. */
export async function sendReceipts(who: Person, what: string): Promise<void> {
  const items: FileItem[] = [];
  for (const one of what.split(" | ")) items.push(await receiptItem(one));
  await who.act({ do: "album", items });
}

/** Files that are no photo of a receipt of these words. */
export async function sendFile(who: Person, what: string): Promise<void> {
  const made = FILES[what];
  if (!made) throw new Error(`Unknown file: ${what}`);
  const [name, bytes] = await made();
  await who.act({ do: "file", ...documentOf(name, bytes) });
}

const FILES: Readonly<Record<string, () => Promise<[name: string, bytes: Buffer]>>> = {
  // Its receipt is of 8 382.13 roubles, 8 July 2024.
  heic: async () => ["IMG_0001.HEIC", heicPhoto()],
  text: async () => ["чек.jpg", Buffer.from("Это не картинка.".repeat(20))],
  large: async () => ["чек.jpg", Buffer.alloc(20 * 1024 * 1024 + 1, 0xff)],
  link: async () => ["чек.jpg", await receiptPhoto(["https://example.org/app"], 7)],
  locked: async () => ["чек.pdf", scannedPdf(Buffer.alloc(0), "/Encrypt 4 0 R")],
};

async function receiptItem(what: string): Promise<FileItem> {
  const [sum = "", day = "", ...how] = what.split(", ");
  const returned = how.includes("returned");
  const seed = [...`${sum} ${day}`].reduce((all, sign) => (all * 31 + sign.charCodeAt(0)) % 1e9, 7);
  const code = `t=${day.replaceAll("-", "")}T1430&s=${sum}&fn=9999078900001234&i=${seed % 1e5}&fp=${seed}&n=${returned ? 2 : 1}`;
  const way = how.map((word) => WAYS[word]).find((found) => found !== undefined);
  const photo = await receiptPhoto([code], seed, way);
  if (how.includes("pdf")) return documentOf("чек.pdf", scannedPdf(photo));
  if (how.includes("file")) return documentOf("IMG_0002.JPG", photo);
  return { kind: "photo", content: { base64: photo.toString("base64") } };
}

function documentOf(name: string, bytes: Buffer): FileItem {
  return {
    ...{ kind: "document", name, mimeType: "application/octet-stream" },
    content: { base64: bytes.toString("base64") },
  };
}
