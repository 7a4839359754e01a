import { randomUUID } from "node:crypto";
import { recordTrip } from "../../../src/features/fieldwork/index.ts";
import { addDays } from "../../../src/programs/dates.ts";
import type { World } from "../services/world.ts";

/** Of one period, as the report of KhMAO-Yugra has it (appendix 3, sections 6 and 7). */
export interface Reported {
  /** The first day of the quarter. */
  readonly from: string;
  /** By kind, in the order of the table: people, of them released from prison. */
  readonly kinds: Readonly<Record<string, readonly [number, number]>>;
  readonly served: number;
  readonly servedReleased: number;
  readonly state: number;
  readonly stateReleased: number;
  readonly nonState: number;
  readonly nonStateReleased: number;
  readonly trips: number;
  readonly found: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly familyVisits: number;
  readonly letters: number;
  readonly online: readonly string[];
  readonly visits: readonly {
    readonly day: string;
    readonly place: string;
    readonly people: number;
  }[];
}

export const Q1_2024: Reported = {
  from: "2024-01-01",
  kinds: {
    employment: [165, 88],
    sent_home: [11, 3],
    papers: [37, 4],
    family_ties: [47, 40],
    registration: [160, 74],
    benefits: [153, 110],
    urgent_kit: [495, 164],
    disability: [7, 1],
    insurance: [34, 6],
    pension: [16, 2],
    medical: [40, 7],
    residential_care: [11, 1],
  },
  ...{ served: 793, servedReleased: 238, state: 606, stateReleased: 181 },
  ...{ nonState: 187, nonStateReleased: 57, trips: 1141, found: 184 },
  // "остальным оказана срочная помощь": 184 - 48 - 42 - 5 - 3.
  outcomes: { state_institution: 48, ngo: 42, health_care: 5, home: 3, urgent_help: 86 },
  ...{ familyVisits: 23, letters: 26, online: ["2024-01-11", "2024-03-06"] },
  visits: [
    { day: "2024-02-28", place: "ФКУ ИК № 11", people: 60 },
    { day: "2024-03-03", place: "ИУФИЦ при ФКУ ЛИУ № 17", people: 50 },
  ],
};

export const Q1_2023: Reported = {
  from: "2023-01-01",
  kinds: {
    employment: [80, 43],
    sent_home: [5, 2],
    papers: [7, 1],
    family_ties: [67, 34],
    registration: [175, 49],
    benefits: [111, 66],
    urgent_kit: [369, 111],
    disability: [11, 7],
    insurance: [26, 5],
    pension: [20, 6],
    medical: [39, 5],
    residential_care: [9, 1],
  },
  ...{ served: 752, servedReleased: 222, state: 614, stateReleased: 193 },
  ...{ nonState: 138, nonStateReleased: 29, trips: 1665, found: 129 },
  outcomes: { state_institution: 33, ngo: 12, health_care: 2, home: 0, urgent_help: 82 },
  ...{ familyVisits: 0, letters: 0, online: [], visits: [] },
};

const MEMBER = "00000000-0000-4000-8000-000000000001";
/** The help that patrols gave and that the table counts too. */
const BY_PATROL: Readonly<Record<string, string>> = {
  health_care: "medical",
  home: "sent_home",
  urgent_help: "urgent_kit",
};

/**
 * Enters a reported quarter as rows: trips one by one, and people who were served, spread over the state
 * and the non-state institutions. The people of a kind are the next ones in turn, so that all of them were
 * served; every third gets the same help a second time, which must not count again.
 */
export async function enter(
  world: World,
  { state, nonState }: { readonly state: readonly string[]; readonly nonState: readonly string[] },
  reported: Reported,
): Promise<void> {
  const { kinds, outcomes, found, trips, from } = reported;
  const dayAt = (at: number) => addDays(from, at % 90);
  const [first = ""] = state;
  const nameless = Object.keys(BY_PATROL).reduce((sum, one) => sum + (outcomes[one] ?? 0), 0);
  const recordedAt = new Date(`${from}T08:00:00Z`);
  const trip = { institutionId: first, staffId: MEMBER, recordedAt };

  // One trip finds everybody; that the others found nobody changes no sum.
  await world.write((tx) =>
    recordTrip(tx, world.keyring, {
      ...{ ...trip, id: randomUUID(), kind: "patrol", day: dayAt(3), people: found, outcomes },
    }),
  );
  await world.prisma.fieldTrip.createMany({
    data: [
      ...rows(trips - 1, (at) => ({ ...trip, kind: "patrol", day: dayAt(at) })),
      ...rows(reported.familyVisits, (at) => ({ ...trip, kind: "family_visit", day: dayAt(at) })),
      ...rows(reported.letters, (at) => ({ ...trip, kind: "letter", day: dayAt(at) })),
      ...reported.online.map((day) => ({ ...trip, kind: "online_consultation", day })),
      ...reported.visits.map((visit) => ({ ...trip, kind: "prison_visit", ...visit })),
    ].map(({ day, ...one }) => ({ ...one, id: randomUUID(), day: new Date(day) })),
  });

  const people = [
    ...turn(reported.stateReleased, { released: 1, at: state }),
    ...turn(reported.nonStateReleased, { released: 1, at: nonState }),
    ...turn(reported.state - reported.stateReleased - nameless, { released: 0, at: state }),
    ...turn(reported.nonState - reported.nonStateReleased, { released: 0, at: nonState }),
  ].map((one, at) => ({ ...one, person: BigInt(`${from.slice(0, 4)}${at}`), nth: at }));
  const inTurn = [1, 0].map((released) => ({
    of: people.filter((one) => one.released === released),
    next: 0,
  }));
  const services = Object.entries(kinds).flatMap(([kind, [all, released]]) => {
    const patrol = Object.entries(BY_PATROL).find(([, counted]) => counted === kind)?.[0];
    const wanted = [released, all - released - (patrol ? (outcomes[patrol] ?? 0) : 0)];
    return inTurn.flatMap((group, at) =>
      rows(wanted[at] ?? 0, () => {
        const one = group.of[group.next % group.of.length];
        group.next += 1;
        if (!one) throw new Error("There is nobody to serve");
        return { kind, ...one };
      }),
    );
  });
  const again = services.filter((_, at) => at % 3 === 0);
  await world.prisma.service.createMany({
    data: [...services, ...again].map(({ kind, person, released, at, nth }, index) => ({
      ...{ kind, person, released, day: new Date(dayAt(nth + index)), staffId: MEMBER },
      institutionId: at[nth % at.length] ?? "",
      ...{ source: `seed:${from}:${index}`, recordedAt },
    })),
  });
}

function rows<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: Math.max(0, count) }, (_, at) => make(at));
}

function turn<T>(count: number, one: T): T[] {
  return rows(count, () => one);
}
