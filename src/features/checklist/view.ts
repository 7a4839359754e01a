import { type Button, homeButton, inRows, type View } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { spokenClause, spokenDate } from "../../platform/texts/format.ts";
import type { Way } from "../../programs/schema.ts";
import { isSettled, MARKS, type Marks, progress } from "./marks.ts";
import type { Checklist, Item } from "./rules.ts";

/** What a person has to have in hand; the rest is written into the application or asked for by others. */
export function isCarried({ who }: Item): boolean {
  return who === "person" || who === "person_or_agency";
}

/** All papers in the order in which one unlocks the next, and what need not be brought. */
export function listView(turn: OpenTurn, list: Checklist, marks: Marks): View {
  const { t } = turn;
  const carried = list.items.filter(isCarried);
  const told = list.items.filter(({ who }) => who === "tell");
  const spared = list.items.filter(({ who }) => who === "agency" || who === "nobody");
  const { done, total } = progress(
    carried.map(({ code }) => code),
    marks,
  );
  const name = ({ code }: Item) => t(`checklist:paper.${code}.name`);
  const numbered = carried.map((item, at) => {
    const mark = marks[item.code];
    const said = mark ? ` – <b>${t(`checklist-chat:mark.${mark}`)}</b>` : "";
    const perhaps = item.need === "perhaps" && !mark ? ` (${t("checklist:need.perhaps")})` : "";
    return `${at + 1}. ${name(item)}${perhaps}${said}`;
  });
  const text = [
    `<b>${t("checklist-chat:title")}</b>`,
    t("checklist-chat:progress", { done, count: total }),
    ...(total > 0 && done === total ? [t("checklist-chat:all_ready")] : []),
    ...(list.confirmed ? [] : [t("checklist:not_confirmed", { edition: editionDay(turn, list) })]),
    numbered.join("\n"),
    ...(told.length > 0 ? [section(turn, "tell", told.map(name))] : []),
    ...(spared.length > 0 ? [section(turn, "not_needed", spared.map(name))] : []),
    t("checklist-chat:press_a_number"),
  ];
  const numbers = carried.map(({ code }, at): Button => {
    const sign = isSettled(marks[code]) ? "✓ " : "";
    return { label: `${sign}${at + 1}`, action: "paper", argument: code };
  });
  return {
    text: text.join("\n\n"),
    rows: [
      ...inRows(numbers, 5),
      [{ label: t("checklist-chat:button.ways"), action: "ways" }],
      [{ label: t("checklist-chat:button.pdf"), action: "pdf" }],
      [{ label: t("checklist-chat:button.result"), action: "result" }],
      [homeButton(t)],
    ],
  };
}

/** One paper: why, where and how, what replaces it, who brings it, and how far the person is. */
export function paperView(
  turn: OpenTurn,
  item: Item,
  marks: Marks,
  remindAt: string | undefined,
): View {
  const { t, locale } = turn;
  const said = marks[item.code];
  const coming = remindAt !== undefined && remindAt > turn.now.toISOString() && !isSettled(said);
  const basis = item.clause
    ? t("interview:clause", { clause: spokenClause(item.clause, locale) })
    : t("checklist:practice");
  const text = [
    `<b>${t(`checklist:paper.${item.code}.name`)}</b> (${t(`checklist:need.${item.need}`)})`,
    t(`checklist:paper.${item.code}.why`),
    t(`checklist:paper.${item.code}.how`),
    t(`checklist:who.${item.who}`),
    ...item.replacedBy.map((code) => t(`checklist:replaced_by.${code}`)),
    ...(item.after.length > 0
      ? [
          t("checklist-chat:after", {
            papers: item.after.map((code) => t(`checklist:paper.${code}.name`)).join(", "),
          }),
        ]
      : []),
    t("checklist:cost_unknown"),
    `<i>${basis}</i>`,
    ...(said ? [t("checklist-chat:said", { mark: t(`checklist-chat:mark.${said}`) })] : []),
    ...(said === "cannot_get" ? [t("checklist-chat:cannot_get_next")] : []),
    ...(coming
      ? [t("checklist-chat:will_remind", { date: spokenDate(remindAt.slice(0, 10), locale) })]
      : []),
  ];
  const buttons = MARKS.map((mark): Button => {
    const label = t(`checklist-chat:mark.${mark}`);
    return {
      label: mark === said ? t("interview:picked", { option: label }) : label,
      action: "mark",
      argument: mark,
    };
  });
  return {
    text: text.join("\n\n"),
    rows: [
      ...inRows(buttons, 2),
      ...(isSettled(said) || coming
        ? []
        : [[{ label: t("checklist-chat:button.remind"), action: "remind" }]]),
      [{ label: t("checklist-chat:button.list"), action: "list" }],
      [homeButton(t)],
    ],
  };
}

/** The ways to hand in, with what makes a copy good in each. */
export function waysView(turn: OpenTurn, { ways }: Checklist): View {
  const { t, locale } = turn;
  const lines = ways.map(
    (way) =>
      `<b>${t(`checklist:way.${way.code}.name`)}</b> <i>(${spokenClause(way.clause, locale)})</i>\n${wayText(turn, way)}`,
  );
  return {
    text: [`<b>${t("checklist-chat:ways")}</b>`, ...lines].join("\n\n"),
    rows: [[{ label: t("checklist-chat:button.list"), action: "list" }], [homeButton(t)]],
  };
}

/** What a way asks of the papers, in sentences. */
export function wayText({ t }: OpenTurn, way: Way): string {
  const copies = way.copies.map((code) => t(`checklist:certification.${code}`));
  const needs = way.needs.map((code) => t(`checklist:way_needs.${code}`));
  return [
    t(`checklist:way.${way.code}.how`),
    ...(copies.length > 0 ? [t("checklist-chat:any_of", { list: copies.join("; ") })] : []),
    ...(needs.length > 0 ? [t("checklist-chat:also", { list: needs.join("; ") })] : []),
  ].join(" ");
}

function section({ t }: OpenTurn, code: string, names: readonly string[]): string {
  return `<b>${t(`checklist-chat:section.${code}`)}</b>\n${names.map((name) => `– ${name}`).join("\n")}`;
}

function editionDay({ locale }: OpenTurn, { edition }: Checklist): string {
  return spokenDate(edition, locale);
}
