import { randomUUID } from "node:crypto";
import { EMPTY_RECORD } from "../src/features/cases/record.ts";
import { planAround } from "../src/features/cases/route.ts";
import { newCase } from "../src/features/cases/store.ts";
import { readTowns } from "../src/features/places/town.ts";
import type { CaseStatus, Member } from "../src/features/staff/index.ts";
import type { Keyring } from "../src/platform/crypto/keyring.ts";
import type { Database, Transaction } from "../src/platform/postgres/database.ts";
import { addDays } from "../src/programs/dates.ts";
import { contractRows, insertContracts } from "./contracts.ts";
import { type Invented, invent, pick, seeded } from "./people.ts";

const CURATORS = 200;
const BATCH = 2_000;
const STATUSES: readonly CaseStatus[] = [
  ...(["before_release", "new", "in_work", "in_work", "in_work"] as const),
  ...(["on_contract", "waiting", "closed", "closed", "closed"] as const),
];

/** A case of the desk, as whoever looks for it knows it. */
export interface Known extends Invented {
  readonly town: number;
  readonly townName: string;
}

/**
 * Fills one institution with cases, written by the product's own code but in batches: the worst case,
 * since a member's search can reach all of them.
 */
export async function fillDesk(
  database: Database,
  keyring: Keyring,
  { count, seed, today }: { readonly count: number; readonly seed: number; readonly today: string },
): Promise<{ member: Member; known: Known[] }> {
  const random = seeded(seed);
  const towns = readTowns()
    .filter(({ region }) => region === "RU-KYA")
    .toSorted((a, b) => b.population - a.population);
  const { institutionId, curators } = await fillStaff(database, towns[0]!.id);
  const people = invent(seed);
  const known: Known[] = [];
  const cached = remembering(keyring);
  let rows: Row[] = [];
  let contracts: Awaited<ReturnType<typeof contractRows>>[] = [];
  const collect = {
    case: { create: async ({ data }: { data: Row }) => void rows.push(data) },
  } as unknown as Transaction;
  for (let at = 0; at < count; at += 1) {
    const person = people.next().value;
    const town = towns[Math.floor(towns.length * random() ** 3)]!;
    const contractOn = random() < 0.1 ? dayBefore(today, random() * 500) : null;
    const { opened, create } = newCase(cached, {
      institutionId,
      curatorId: random() < 0.9 ? pick(random, curators) : null,
      personId: null,
      status: pick(random, STATUSES),
      createdAt: new Date(Date.UTC(2023, 0, 1) + random() * 1e11),
      record: {
        ...EMPTY_RECORD,
        name: `${person.surname} ${person.first} ${person.patronymic}`,
        yearOfBirth: person.yearOfBirth,
        releaseDate: person.releaseDate,
        town: town.id,
        relativePhone: person.phone,
        appliedOn: random() < 0.3 ? dayBefore(today, random() * 500) : null,
        contractOn,
      },
    });
    await create(collect);
    Object.assign(rows.at(-1)!, stateOf(random));
    if (contractOn) contracts.push(await contractRows(opened, contractOn, { today, random }));
    known.push({ ...person, town: town.id, townName: town.names.ru });
    if (rows.length === BATCH || at === count - 1) {
      await insert(database, rows);
      await insertContracts(database, contracts);
      rows = [];
      contracts = [];
    }
  }
  await database.pool.query("VACUUM ANALYZE cases, contracts, reports");
  return { member: memberOf(institutionId, curators[0]!), known };
}

interface Row {
  readonly id: string;
  readonly institutionId: string;
  readonly curatorId: string | null;
  readonly status: string;
  readonly wrappedKey: Uint8Array;
  readonly record: Uint8Array;
  readonly nameTokens: readonly bigint[];
  readonly phoneToken: bigint | null;
  readonly releaseToken: bigint | null;
  readonly townToken: bigint | null;
  readonly appliedToken: bigint | null;
  readonly contractToken: bigint | null;
  readonly createdAt: Date;
  readonly asks: string | null;
  readonly unansweredSince: Date | null;
  readonly routeTicks: readonly string[];
}

/** How far the work on a case is, and what waits in it. */
function stateOf(random: () => number): Pick<Row, "asks" | "unansweredSince" | "routeTicks"> {
  const done = Math.floor(random() * (STEPS.length + 1));
  return {
    asks: random() < 0.02 ? "cannot_get_paper" : null,
    unansweredSince: random() < 0.03 ? new Date(Date.UTC(2026, 2, 1 + random() * 10)) : null,
    routeTicks: random() < 0.3 ? STEPS : STEPS.slice(0, done),
  };
}

const STEPS = planAround("RU-KYA", "2026-03-12", "2026-03-11").map(({ code }) => code);

function dayBefore(day: string, days: number): string {
  return addDays(day, -Math.floor(days));
}

async function insert({ pool }: Database, rows: readonly Row[]): Promise<void> {
  await pool.query(
    `INSERT INTO cases (id, institution_id, curator_id, status, wrapped_key, record, name_tokens,
                        phone_token, release_token, town_token, created_at, updated_at, applied_token,
                        contract_token, asks, unanswered_since, route_ticks, tokens_version)
     SELECT t.id, t.inst, t.curator, t.status, t.key, t.record, t.names::bigint[],
            t.phone, t.release, t.town, t.at, t.at, t.applied, t.contract, t.asks, t.unanswered,
            t.ticks::text[], 1000
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::bytea[], $7::text[],
                 $8::bigint[], $9::bigint[], $10::bigint[], $11::timestamptz[], $12::bigint[],
                 $13::bigint[], $14::text[], $15::timestamptz[], $16::text[])
       AS t(id, inst, curator, status, key, record, names, phone, release, town, at, applied,
            contract, asks, unanswered, ticks)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ institutionId }) => institutionId),
      rows.map(({ curatorId }) => curatorId),
      rows.map(({ status }) => status),
      rows.map(({ wrappedKey }) => Buffer.from(wrappedKey)),
      rows.map(({ record }) => Buffer.from(record)),
      rows.map(({ nameTokens }) => `{${nameTokens.join(",")}}`),
      rows.map(({ phoneToken }) => String(phoneToken)),
      rows.map(({ releaseToken }) => String(releaseToken)),
      rows.map(({ townToken }) => String(townToken)),
      rows.map(({ createdAt }) => createdAt),
      rows.map(({ appliedToken }) => appliedToken && String(appliedToken)),
      rows.map(({ contractToken }) => contractToken && String(contractToken)),
      rows.map(({ asks }) => asks),
      rows.map(({ unansweredSince }) => unansweredSince),
      rows.map(({ routeTicks }) => `{${routeTicks.join(",")}}`),
    ],
  );
}

async function fillStaff({ pool }: Database, town: number) {
  const institutionId = randomUUID();
  const curators = Array.from({ length: CURATORS }, () => randomUUID());
  await pool.query(
    `INSERT INTO institutions (id, kind, name, region, town, address, time_zone)
     VALUES ($1, 'resource_centre', 'Benchmark', 'RU-KYA', $2, '-', 'Asia/Krasnoyarsk')`,
    [institutionId, town],
  );
  await pool.query(
    `INSERT INTO people (id, locale, time_zone)
     SELECT id, 'ru', 'Asia/Krasnoyarsk' FROM unnest($1::uuid[]) AS c(id)`,
    [curators],
  );
  await pool.query(
    `INSERT INTO staff_members (id, person_id, institution_id, role, name)
     SELECT id, id, $2, 'specialist', '' FROM unnest($1::uuid[]) AS c(id)`,
    [curators, institutionId],
  );
  return { institutionId, curators };
}

function memberOf(institutionId: string, id: string): Member {
  return {
    id,
    personId: id,
    institutionId,
    role: "specialist",
    name: "",
    // What search and desk look at.
    institution: {
      id: institutionId,
      region: "RU-KYA",
      timeZone: "Asia/Krasnoyarsk",
    } as Member["institution"],
  };
}

/** Parts of names come again and again; each is hashed once. */
function remembering(keyring: Keyring): Keyring {
  const known = new Map<string, Buffer>();
  return {
    ...keyring,
    blindIndex(field, value) {
      const key = `${field}:${value}`;
      const found = known.get(key) ?? keyring.blindIndex(field, value);
      known.set(key, found);
      return found;
    },
  };
}
