import type { Atom } from "./atoms.ts";

export interface Placed {
  readonly atom: Atom;
  /** Top of the atom, from the top of the page's text area. */
  readonly top: number;
}

export type Page = readonly Placed[];

/**
 * Fills pages of one height with atoms in order. An atom that keeps with the next, and its followers,
 * go to a new page together if one page has room for them; an atom taller than a page stands alone at
 * the top of one.
 */
export function fillPages(atoms: readonly Atom[], height: number): Page[] {
  const pages: Placed[][] = [[]];
  let bottom = 0;
  const place = (atom: Atom): void => {
    const page = pages.at(-1)!;
    const top = page.length === 0 ? 0 : bottom + atom.before;
    page.push({ atom, top });
    bottom = top + atom.height;
  };
  const whole = (group: Atom[]) => tallness(group) <= height;
  for (const group of kept(atoms).flatMap((one) =>
    whole(one) ? [one] : one.map((atom) => [atom]),
  )) {
    if (pages.at(-1)!.length > 0 && bottom + tallness(group) > height) {
      closeEdge(pages.at(-1)!);
      pages.push([]);
      bottom = 0;
      const { head } = group[0]!;
      if (head) place(head);
    }
    group.forEach(place);
  }
  return pages;
}

/** Draws the lower edge of what goes on overleaf. */
function closeEdge(page: Placed[]): void {
  const { atom, top } = page.at(-1)!;
  if (atom.edge) {
    page[page.length - 1] = { atom: { ...atom, marks: [...atom.marks, ...atom.edge] }, top };
  }
}

function tallness(group: readonly Atom[]): number {
  return group.reduce((sum, atom) => sum + atom.before + atom.height, 0);
}

/** Groups of atoms that keep together. */
function kept(atoms: readonly Atom[]): Atom[][] {
  const groups: Atom[][] = [];
  let open = false;
  for (const atom of atoms) {
    if (open) groups.at(-1)!.push(atom);
    else groups.push([atom]);
    open = atom.keep;
  }
  return groups;
}
