import { type Button, homeButton, type View } from "../../platform/telegram/screen.ts";
import type { OpenTurn } from "../../platform/telegram/turn.ts";
import { townById, townLabel } from "../places/index.ts";
import { REACH_KM } from "../shelters/index.ts";
import type { Answer, Question } from "./finding.ts";
import { phonesText, placeText } from "./place-view.ts";
import { type BedSearch, PAPERS_CODES, WHO_CODES, writeSearch } from "./search.ts";

/** Where one is asked where they are. */
export function askPlaceView(turn: OpenTurn, onFile: number | undefined): View {
  const { t, locale, screen } = turn;
  const choices = typeof screen.choices === "string" ? screen.choices.split("|").map(Number) : [];
  const towns = [...choices, ...(onFile === undefined || choices.length > 0 ? [] : [onFile])];
  return {
    text: [
      ...(screen.problem ? [t(`beds:problem.${String(screen.problem)}`)] : []),
      t(choices.length > 0 ? "beds:which_town" : "beds:where"),
    ].join("\n\n"),
    asksPlace: true,
    rows: [
      ...towns.flatMap((id) => {
        const town = townById(id);
        return town
          ? [[{ label: townLabel(town, locale), action: "town", argument: String(id) }]]
          : [];
      }),
      [homeButton(t)],
    ],
  };
}

/** A question on which the places depend; each answer carries the search along. */
export function questionView({ t }: OpenTurn, question: Question, search: BedSearch): View {
  const codes = question === "who" ? WHO_CODES : PAPERS_CODES;
  return {
    text: t(`beds:${question}.ask`),
    rows: [
      ...codes.map((code) => [
        {
          label: t(`beds:${question}.${code}`),
          action: question,
          argument: `${code} ${writeSearch(search)}`,
        },
      ]),
      [{ label: t("beds:button.all"), action: "all", argument: `- ${writeSearch(search)}` }],
      [homeButton(t)],
    ],
  };
}

/** What else the answer knows of the person and the place. */
export interface Around {
  /** Phones of the social patrol there; none are known when there are none. */
  readonly patrol: readonly string[];
  /** They have a specialist who can be told. */
  readonly specialist: boolean;
}

/** Up to five places, what may stop the person there, and what to do next. */
export function placesView(
  turn: OpenTurn,
  found: Answer & { kind: "places" },
  search: BedSearch,
  { patrol, specialist }: Around,
): View {
  const { t } = turn;
  const { places, sure, more, elsewhere } = found;
  // What is far away makes no town less full.
  const near = places.filter(({ metres }) => metres <= REACH_KM * 1000);
  const full = (near.length > 0 ? near : places).every(
    ({ free, age }) => free === 0 && age.kind === "fresh",
  );
  const title = places.length === 0 ? "none_known" : sure ? "found" : full ? "full" : "call";
  const next = { ...search, skip: search.skip + places.length };
  const here = writeSearch(search);
  const of = (at: number) => (action: string) => ({
    label: t(`beds:button.${action}`, { number: at + 1 }),
    action,
    argument: `${at} ${here}`,
  });
  const withoutBed = !sure && search.skip === 0;
  const rows: Button[][] = [
    ...places.map((_, at) => ["hold", "map"].map(of(at))),
    ...(elsewhere && withoutBed
      ? [[{ label: t("beds:button.hold_next"), action: "hold", argument: `n ${here}` }]]
      : []),
    ...(withoutBed && places.length > 0
      ? [[{ label: t("beds:button.wait"), action: "wait", argument: here }]]
      : []),
    ...(more
      ? [[{ label: t("beds:button.more"), action: "more", argument: writeSearch(next) }]]
      : []),
    [
      specialist
        ? { label: t("beds:button.tell"), action: "tell" }
        : { label: t("home:entry.specialist"), action: "specialist" },
    ],
    [{ label: t("beds:button.elsewhere"), action: "elsewhere" }],
    [homeButton(t)],
  ];
  return {
    text: [
      t(search.skip > 0 && places.length > 0 ? "beds:rest" : `beds:${title}`),
      ...places.map((one, at) => placeText(turn, one, search.place, at + 1)),
      ...(elsewhere
        ? [[t("beds:next_free"), placeText(turn, elsewhere, search.place)].join("\n")]
        : []),
      ...(withoutBed
        ? [
            [
              t("beds:no_bed"),
              patrol.length > 0
                ? t("beds:patrol", { phones: phonesText(turn, patrol) })
                : t("beds:patrol_unknown"),
              t("beds:emergency"),
            ].join("\n"),
          ]
        : []),
      places.some(({ place }) => place.demonstration) ? t("beds:demonstration") : "",
      t("beds:last_word"),
    ]
      .filter(Boolean)
      .join("\n\n"),
    rows,
  };
}
