export { isPrintable } from "./fonts.ts";
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
export { renderDocument } from "./render.ts";
