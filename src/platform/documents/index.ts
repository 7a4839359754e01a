export type {
  Blank,
  Block,
  BoxItem,
  Column,
  Cover,
  DocumentModel,
  Inline,
  Row,
  Styled,
} from "./model.ts";
export { NOTHING, numberedSection, signatureRow, unprintedNote } from "./parts.ts";
export { renderDocument } from "./render.ts";
