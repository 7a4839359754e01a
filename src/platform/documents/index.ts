export type { Blank, Block, BoxItem, Column, DocumentModel, Inline, Row, Styled } from "./model.ts";
export { renderDocument } from "./render.ts";
