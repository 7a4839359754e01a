/**
 * A document as plain data: what is said, in reading order. How it looks is the kit's business, and
 * the kit knows no feature. Equal data gives equal bytes.
 */
export interface DocumentModel {
  readonly title: string;
  /** BCP 47; decides the typography rules and is written into the file for screen readers. */
  readonly language: "ru" | "kk" | "en";
  /** `page` is A4, `slip` A6. */
  readonly paper?: "page" | "slip";
  /** Written into the file, an instant such as "2026-03-02T09:00:00Z". */
  readonly created: string;
  readonly blocks: readonly Block[];
  /** Under every page, small. */
  readonly footer: string;
  /** With `{n}` and `{total}`. */
  readonly pageLabel: string;
  /**
   * Print smaller, down to a size that is still easy to read, when that makes the document fit this
   * many pages. What does not fit even so is printed at full size over more pages.
   */
  readonly fitPages?: number;
  /** Printed in front on pages of its own, which are not numbered: the document stays as it is. */
  readonly cover?: Cover;
}

export interface Cover {
  readonly language: DocumentModel["language"];
  readonly blocks: readonly Block[];
}

/** A piece of text in one style; a plain string is regular. */
export interface Styled {
  readonly text: string;
  readonly style: "bold" | "italic" | "regular";
}
export type Inline = string | readonly (string | Styled)[];

export type Block = Content & {
  /** Its end stays on one page with the beginning of the next block. */
  readonly keep?: true;
};

type Content =
  /** `form`: centred and no larger than a heading, as official forms have it. */
  | {
      readonly kind: "title";
      readonly text: string;
      readonly aside?: string;
      readonly look?: "form";
    }
  | { readonly kind: "heading"; readonly text: string; readonly look?: "form" }
  /** `lead` stands out, `note` is smaller. */
  | {
      readonly kind: "paragraph";
      readonly text: Inline;
      readonly look?: "lead" | "note";
      readonly align?: Align;
    }
  | { readonly kind: "list"; readonly items: readonly Inline[]; readonly numbered?: boolean }
  /** Things to tick by hand; a ticked one is printed ticked. */
  | { readonly kind: "boxes"; readonly items: readonly BoxItem[] }
  | {
      readonly kind: "table";
      readonly columns: readonly Column[];
      readonly rows: readonly Row[];
      /** Lines around every cell, as in official forms. */
      readonly grid?: true;
      /** A last row, never parted from the one before: a word, and a value under the last column. */
      readonly total?: { readonly label: Inline; readonly value: Inline };
    }
  /** Lines to write on, the fields of a row side by side. */
  | { readonly kind: "blanks"; readonly rows: readonly (readonly Blank[])[] };

export interface Blank {
  /** Before the line; "" for none. */
  readonly label: string;
  /** Share of the row's width. */
  readonly share: number;
  /** Stands on the line already. */
  readonly value?: Inline;
  /** Small, under the line. */
  readonly caption?: string;
  /** Only the label, with no line after it. */
  readonly line?: false;
}

export interface BoxItem {
  readonly text: Inline;
  readonly note?: Inline;
  readonly ticked?: boolean;
}

export interface Column {
  /** A table whose columns have no head has no head row. */
  readonly head?: string;
  /** Share of the width. */
  readonly share: number;
  readonly align?: Align;
}

export type Align = "left" | "center" | "right";

export type Row = readonly Inline[];
