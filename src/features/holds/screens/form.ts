import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import {
  type Button,
  type Handler,
  homeButton,
  inRows,
  type Screen,
  type View,
} from "../../../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../../../platform/telegram/turn.ts";
import { openBeds } from "../../beds/index.ts";
import { caseForMember } from "../../cases/index.ts";
import { freeBeds, type Seeker } from "../../shelters/index.ts";
import { isStaffed } from "../../staff/index.ts";
import { askForBed } from "../actions.ts";
import { askedOf, foresee } from "../coming.ts";
import type { HoldDeps } from "../deps.ts";
import {
  type Bed,
  bedOf,
  bodyOf,
  type Draft,
  draftOf,
  keepDraft,
  nextStep,
  readAge,
  readNickname,
  toggled,
} from "../draft.ts";
import { seekerOfCase, seekerOfChat } from "../record.ts";
import { answerUntil, isActive, mayAskFor, NEEDS, nightOf } from "../rules.ts";
import { type Hold, lastHoldOf, type NewHold } from "../store.ts";
import { bodyText, nightText, whereText } from "../wording.ts";
import { MINE, noteHold } from "./mine.ts";
import { NOBODY } from "./nobody.ts";

export const FORM = "hold_form";
const NIGHTS_OFFERED = 7;

/** To asking for a bed of this unit; whoever has an active hold is shown that one. */
export const openHold =
  (deps: HoldDeps) =>
  async (ctx: Ctx, unitId: string, seeker: Seeker, known: Partial<Draft> = {}): Promise<void> => {
    const { turn } = ctx;
    const own = known.caseId === undefined ? await activeOf(deps, turn) : undefined;
    if (own) return turn.go({ name: MINE, note: "one_at_a_time" });
    const { caseId } = known;
    const bed = await bedOf(deps, unitId);
    const { prisma } = deps.database;
    if (bed && !(await isStaffed(prisma, bed.place.id, "shelter_staff"))) {
      return turn.go({ name: NOBODY, unit: unitId, ...(caseId ? { caseId } : {}) });
    }
    keepDraft(turn, { id: randomUUID(), unitId, needs: [], ...seeker, ...known });
    turn.go({ name: FORM });
  };

async function activeOf(deps: HoldDeps, turn: OpenTurn): Promise<Hold | undefined> {
  const { database, keyring } = deps;
  const seeker = seekerOfChat(keyring, turn.chat);
  const hold = await lastHoldOf(database.prisma, keyring, { seeker });
  return hold && isActive(hold.state) ? hold : undefined;
}

/** A name, and only what this place has to know; then what it will see, and the request. */
export function formScreen(deps: HoldDeps): Screen {
  const { database, keyring } = deps;
  const { prisma } = database;

  async function now(turn: OpenTurn): Promise<{ draft: Draft; bed: Bed } | undefined> {
    const draft = draftOf(turn);
    const bed = draft && (await bedOf(deps, draft.unitId));
    return draft && bed && { draft, bed };
  }

  function change(turn: OpenTurn, draft: Draft, more: Partial<Draft>): void {
    keepDraft(turn, { ...draft, ...more });
    turn.go({ name: FORM });
  }

  const set =
    (key: "who" | "papers", codes: readonly string[]): Handler =>
    ({ turn }, code) => {
      const draft = draftOf(turn);
      if (!draft || !(codes.includes(code) || code === "skip")) return false;
      change(turn, draft, { [key]: code === "skip" ? null : code });
    };

  /** Who asks: the person in this chat, or the specialist of a case, checked anew. */
  async function asker(ctx: Ctx, { caseId }: Draft) {
    const { turn } = ctx;
    if (caseId === undefined) {
      const of = turn.person && (await prisma.case.findUnique(openCaseOf(turn.person.id)));
      return {
        seeker: seekerOfChat(keyring, turn.chat),
        personId: turn.person?.id ?? null,
        caseId: of?.id ?? null,
        askedBy: null,
      };
    }
    const held = await caseForMember(deps, ctx, caseId, "hold_bed");
    if (!held) return undefined;
    const { personId } = held.case;
    const person = personId
      ? await prisma.person.findUnique({ where: { id: personId }, select: { telegramKey: true } })
      : undefined;
    return {
      seeker: person?.telegramKey
        ? Uint8Array.from(person.telegramKey)
        : seekerOfCase(keyring, caseId),
      personId,
      caseId,
      askedBy: held.member.id,
    };
  }

  return {
    view: async ({ turn }) => {
      const found = await now(turn);
      return found ? formView(turn, found.draft, found.bed) : goneView(turn);
    },
    presses: {
      who: set("who", ["man", "woman", "children"]),
      papers: set("papers", ["any", "none"]),
      age_skip: ({ turn }) => {
        const draft = draftOf(turn);
        return draft ? change(turn, draft, { age: null }) : false;
      },
      need: ({ turn }, code) => {
        const draft = draftOf(turn);
        const needs = draft && toggled(draft.needs, code);
        return draft && needs ? change(turn, draft, { needs }) : false;
      },
      rename: ({ turn }) => {
        const draft = draftOf(turn);
        if (!draft) return false;
        const { name: _, ...rest } = draft;
        keepDraft(turn, rest);
        turn.go({ name: FORM });
      },
      nights: ({ turn }) => turn.go({ name: FORM, nights: true }),
      night: async ({ turn }, night) => {
        const found = await now(turn);
        const { timeZone } = found?.bed.place ?? {};
        if (!found || !timeZone || !isDay(night) || !mayAskFor(night, turn.now, timeZone))
          return false;
        change(turn, found.draft, { night });
      },
      ask: async (ctx) => {
        const { turn } = ctx;
        const found = await now(turn);
        if (!found || nextStep(found.draft, found.bed) !== "review") return false;
        const { draft, bed } = found;
        const who = await asker(ctx, draft);
        if (!who) return false;
        const { timeZone } = bed.place;
        const night = nightOfDraft(turn, draft, bed);
        // A last look: somebody may have asked for them meanwhile.
        const whose = draft.caseId ? { caseId: draft.caseId } : { seeker: who.seeker };
        const last = await lastHoldOf(prisma, keyring, whose);
        const active = last && isActive(last.state) && last.id !== draft.id;
        keepDraft(turn, undefined);
        if (active) return toWhatCameOfIt(turn, draft, "one_at_a_time");
        const chat = { id: turn.chat, locale: turn.locale };
        const apart = draft.caseId === undefined && !turn.person;
        const wanted: NewHold = {
          ...who,
          ...{ id: draft.id, unitId: draft.unitId, night, askedAt: turn.now },
          until: answerUntil(night, turn.now, timeZone),
          body: { ...bodyOf(draft, bed), ...(apart ? { chat } : {}) },
        };
        turn.writeApart(async (tx) => void (await askForBed(deps, tx, wanted)));
        foresee(turn, askedOf(deps.keyring, wanted, bed));
        if (!draft.caseId) noteHold(turn);
        toWhatCameOfIt(turn, draft, "asked");
      },
      beds: (ctx, argument) => {
        const draft = draftOf(ctx.turn);
        keepDraft(ctx.turn, undefined);
        return draft?.caseId
          ? ctx.turn.go({ name: "case_hold", id: draft.caseId })
          : openBeds(ctx, argument);
      },
    },
    text: async ({ turn }, text) => {
      const found = await now(turn);
      if (!found) return;
      const { draft, bed } = found;
      const step = nextStep(draft, bed);
      if (step === "name") {
        const name = readNickname(text);
        return name ? change(turn, draft, { name }) : turn.go({ name: FORM, problem: "name" });
      }
      if (step === "age") {
        const age = readAge(text);
        return age ? change(turn, draft, { age }) : turn.go({ name: FORM, problem: "age" });
      }
      turn.go({ name: FORM, problem: "button" });
    },
  };
}

function openCaseOf(personId: string) {
  return { where: { personId, status: { not: "closed" } }, select: { id: true } };
}

function toWhatCameOfIt(turn: OpenTurn, { caseId }: Draft, note: string): void {
  turn.go(caseId ? { name: "case_hold", id: caseId, note } : { name: MINE, note });
}

function nightOfDraft({ now }: OpenTurn, { night }: Draft, { place }: Bed): string {
  const tonight = nightOf(now, place.timeZone);
  return night !== undefined && night > tonight ? night : tonight;
}

function isDay(text: string): boolean {
  return /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
}

function goneView({ t }: OpenTurn): View {
  return {
    text: t("holds:form.gone"),
    rows: [[{ label: t("holds:button.beds"), action: "beds" }], [homeButton(t)]],
  };
}

function formView(turn: OpenTurn, draft: Draft, bed: Bed): View {
  const { t, screen } = turn;
  const ways: Button[][] = [[{ label: t("holds:button.beds"), action: "beds" }], [homeButton(t)]];
  const choose = (action: string, codes: readonly string[], words: string): Button[][] => [
    ...codes.map((code) => [{ label: t(`holds:${words}.${code}`), action, argument: code }]),
    [{ label: t("holds:button.skip"), action, argument: "skip" }],
  ];
  const problem = screen.problem ? [t(`holds:problem.${String(screen.problem)}`)] : [];
  const asking = (question: string, rows: Button[][]): View => ({
    text: [...problem, t(question)].join("\n\n"),
    rows: [...rows, ...ways],
  });
  switch (nextStep(draft, bed)) {
    case "name":
      return asking("holds:form.name", []);
    case "who":
      return asking("holds:form.who", choose("who", ["man", "woman", "children"], "who"));
    case "age":
      return asking("holds:form.age", [[{ label: t("holds:button.skip"), action: "age_skip" }]]);
    case "papers":
      return asking("holds:form.papers", choose("papers", ["any", "none"], "papers"));
    case "review":
      return screen.nights ? nightsView(turn, bed, ways) : reviewView(turn, draft, bed, ways);
  }
}

function nightsView(turn: OpenTurn, { place }: Bed, ways: Button[][]): View {
  const { t, now } = turn;
  const tonight = Temporal.PlainDate.from(nightOf(now, place.timeZone));
  const nights = Array.from({ length: NIGHTS_OFFERED }, (_, days) =>
    tonight.add({ days }).toString(),
  );
  return {
    text: t("holds:form.night"),
    rows: [
      ...nights.map((night) => [
        { label: nightText(turn, night, place.timeZone), action: "night", argument: night },
      ]),
      ...ways,
    ],
  };
}

function reviewView(turn: OpenTurn, draft: Draft, bed: Bed, ways: Button[][]): View {
  const { t } = turn;
  const { place, unit } = bed;
  const free = freeBeds(unit);
  const needs = NEEDS.map((need) => ({
    label: `${draft.needs.includes(need) ? "✓ " : ""}${t(`holds:need.${need}`)}`,
    action: "need",
    argument: need,
  }));
  const apart = draft.caseId === undefined && !turn.person;
  return {
    text: [
      t("holds:form.review", {
        night: nightText(turn, nightOfDraft(turn, draft, bed), place.timeZone),
      }),
      whereText(turn, place),
      ...(free === 0 ? [t("holds:form.full")] : []),
      [
        t("holds:form.will_see", { what: bodyText(turn, bodyOf(draft, bed)) }),
        t("holds:form.needs"),
      ].join("\n"),
      t(`holds:form.${draft.caseId ? "kept_case" : apart ? "kept_apart" : "kept"}`),
    ].join("\n\n"),
    rows: [
      [{ label: t("holds:button.ask"), action: "ask" }],
      ...inRows(needs, 2),
      [
        { label: t("holds:button.nights"), action: "nights" },
        { label: t("holds:button.rename"), action: "rename" },
      ],
      ...ways,
    ],
  };
}
