import { performance } from "node:perf_hooks";
import { nameWords } from "../src/features/cases/index.ts";
import { reportDues } from "../src/features/checking/index.ts";
import { circumstanceDues } from "../src/features/circumstances/index.ts";
import { contractDues, followedCases } from "../src/features/contract/index.ts";
import { joinSources } from "../src/features/deadlines/index.ts";
import { candidates } from "../src/features/desk/candidates.ts";
import { readLine } from "../src/features/desk/query.ts";
import { fetchRows, MOST_FOUND, searchCases } from "../src/features/desk/search.ts";
import { townsCalled } from "../src/features/places/index.ts";
import { createKeyring } from "../src/platform/crypto/keyring.ts";
import { connectDatabase } from "../src/platform/postgres/database.ts";
import { migrate } from "../src/platform/postgres/migrate.ts";
import { startPostgres } from "../test/servers/postgres.ts";
import { fillDesk, type Known } from "./crowded-desk.ts";
import { measureDesks } from "./desk.ts";
import { pick, seeded } from "./people.ts";

/**
 * Search over sealed names: 100,000 cases of one institution, lines as specialists type them, from the
 * typed line to the opened and compared cases. Prints p50 and p95 of each kind of line, whether the case
 * that was meant is among the results, and the plans of the queries. Then what /desk costs. Fails above
 * 100 ms at p95 of the lines, and above 200 ms at p95 of the counters of the desk.
 */
const LIMIT_MS = 100;
const DESK_LIMIT_MS = 200;
const SEED = 20_240_312;
const TODAY = "2026-03-12";
const quick = process.argv.includes("--quick");
const COUNT = quick ? 10_000 : 100_000;
const LINES = quick ? 300 : 2_000;

interface PlanLine {
  readonly "QUERY PLAN": string;
}

interface Kind {
  readonly name: string;
  readonly share: number;
  readonly line: (known: Known, random: () => number) => string;
  /** In what share of the searches the one who is meant must be found; 0 for lines that many match. */
  readonly finds: number;
  /** Whether any bearer of the surname is meant: of a common one there are more than can be shown. */
  readonly bearer: boolean;
  /** For whose names the line is typed. */
  readonly fits: (known: Known) => boolean;
}

const MONTHS = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль"].concat([
  "август",
  "сентябрь",
  "октябрь",
  "ноябрь",
  "декабрь",
]);
const monthOf = ({ releaseDate }: Known) =>
  `${MONTHS[Number(releaseDate.slice(5, 7)) - 1]} ${releaseDate.slice(0, 4)}`;
const dayOf = ({ releaseDate }: Known) => releaseDate.split("-").reverse().join(".");

const KINDS: readonly Kind[] = [
  kind("surname and first name", 25, 0.99, (k) => `${k.surname} ${k.first}`),
  kind("surname", 20, 1, (k) => k.surname, true),
  kind("full name, other order", 8, 1, (k) => `${k.first} ${k.patronymic} ${k.surname}`),
  kind("beginnings", 8, 0, (k) => `${k.surname.slice(0, 4)} ${k.first.slice(0, 3)}`),
  kind("two letters", 2, 0, (k) => k.surname.slice(0, 2)),
  kind("inner part", 4, 0, (k) => k.surname.slice(1, 5)),
  kind("a slip", 8, 0.95, (k, random) => `${slip(k.surname, random)} ${k.first}`),
  kind("a slip, surname alone", 5, 0.99, (k, random) => slip(k.surname, random), true),
  kind("two slips, 7 letters on", 5, 0.85, twoSlips, true, isLong),
  kind("two slips, fewer letters", 2, 0, twoSlips, true, (k) => !isLong(k)),
  kind("first name only", 3, 0, (k) => k.first),
  kind("no such name", 2, 0, (k) => `Ъ${k.surname.split("").reverse().join("")}щщ`),
  kind("phone", 3, 1, (k) => k.phone),
  kind("end of a phone", 4, 1, (k) => k.phone.slice(-4), false, endsInNoYear),
  kind("name, town and month", 3, 1, (k) => `${k.surname} ${k.townName} ${monthOf(k)}`),
  kind("day of release", 3, 1, dayOf),
  kind("month of release", 2, 0, monthOf),
  kind("year of release", 1, 0, (k) => k.releaseDate.slice(0, 4)),
  kind("town", 1, 0, (k) => `г. ${k.townName}`),
];

function kind(
  name: string,
  share: number,
  finds: number,
  line: Kind["line"],
  bearer = false,
  fits: Kind["fits"] = () => true,
): Kind {
  return { name, share, finds, line, bearer, fits };
}

function isLong({ surname }: Known): boolean {
  return (nameWords(surname)[0]?.length ?? 0) >= 7;
}

/** Four figures that may be a year of release are first taken for one. */
function endsInNoYear({ phone }: Known): boolean {
  return !/20[23]\d$/.test(phone);
}

function twoSlips({ surname }: Known, random: () => number): string {
  return slip(slip(surname, random), random);
}

function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  const letter = pick(random, ["а", "о", "и", "е", "т", "с"]);
  return word.slice(0, at) + letter + word.slice(at + (random() < 0.7 ? 1 : 0));
}

const random = seeded(SEED);
const keyring = createKeyring(Buffer.alloc(32, 1));
const postgres = await startPostgres();
await migrate(postgres.url);
const database = connectDatabase(postgres.url);
try {
  const begun = performance.now();
  const { member, known } = await fillDesk(database, keyring, {
    ...{ count: COUNT, seed: SEED, today: TODAY },
  });
  const { rows } = await database.pool.query<{ table: string; index: string }>(
    `SELECT pg_size_pretty(pg_table_size('cases')) AS table,
            pg_size_pretty(pg_relation_size('cases_name_tokens_idx')) AS index`,
  );
  console.log(
    `${COUNT} cases of one institution in ${seconds(begun)} s; table ${rows[0]?.table}, index of names ${rows[0]?.index}\n`,
  );
  const context = { today: TODAY, townsCalled, curators: [], me: member.id };
  const deck = KINDS.flatMap((one) => Array.from({ length: one.share }, () => one));
  const times = new Map<Kind, { ms: number[]; found: number }>(
    KINDS.map((one) => [one, { ms: [], found: 0 }]),
  );
  let slowest = { ms: 0, line: "", kind: "" };
  for (let round = -100; round < LINES; round += 1) {
    const one = pick(random, deck);
    let meant = pick(random, known);
    while (!one.fits(meant)) meant = pick(random, known);
    const line = one.line(meant, random);
    const start = performance.now();
    const found = await searchCases({ database, keyring }, member, readLine(line, context));
    const ms = performance.now() - start;
    if (round < 0) continue;
    if (ms > slowest.ms) slowest = { ms, line, kind: one.name };
    const entry = times.get(one)!;
    entry.ms.push(ms);
    const name = one.bearer
      ? `${meant.surname} `
      : `${meant.surname} ${meant.first} ${meant.patronymic}`;
    if (found.kind === "found" && found.cases.some(({ record }) => record.name?.startsWith(name))) {
      entry.found += 1;
    }
  }

  console.log("line                         count    p50 ms    p95 ms    max ms   meant found");
  for (const [{ name }, { ms, found }] of times) row(name, ms, found);
  const all = [...times.values()].flatMap(({ ms }) => ms);
  row("all", all);

  const dues = joinSources([
    contractDues(database),
    reportDues(database),
    circumstanceDues(database),
  ]);
  const store = { database, keyring, dues, followed: followedCases(database) };
  const desks = await measureDesks(store, member, TODAY);
  console.log("\n/desk                        count    p50 ms    p95 ms    max ms");
  for (const [name, ms] of desks) row(name, ms);

  const missing = KINDS.filter((one) => {
    const { ms, found } = times.get(one)!;
    return found < ms.length * one.finds;
  });
  const example = known[4_321]!;
  await explain(
    "a slip in the surname, and the first name",
    `${slip(example.surname, random)} ${example.first}`,
  );
  await explain("a town and a month", `г. ${example.townName} ${monthOf(example)}`);
  await explain(`the slowest line (${slowest.kind}, ${slowest.ms.toFixed(0)} ms)`, slowest.line);

  const p95 = quantile(all, 0.95);
  console.log(`\np95 ${p95.toFixed(1)} ms of ${LIMIT_MS} ms`);
  const counters = Math.max(
    ...[...desks].flatMap(([name, ms]) => (name.startsWith("counters") ? quantile(ms, 0.95) : [])),
  );
  console.log(`p95 of the desk's counters ${counters.toFixed(1)} ms of ${DESK_LIMIT_MS} ms`);
  for (const { name } of missing) console.log(`Not found often enough: ${name}`);
  const slow = p95 >= LIMIT_MS || counters >= DESK_LIMIT_MS;
  if (slow || missing.length > 0) process.exitCode = 1;

  async function explain(what: string, line: string): Promise<void> {
    const [query] = readLine(line, context);
    const reach = { memberId: member.id, institutionId: member.institutionId };
    const statement = candidates(keyring, reach, query!, { limit: MOST_FOUND });
    const text = `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${statement.text}`;
    const plan = (await fetchRows(database, { ...statement, text })) as unknown as PlanLine[];
    console.log(`\nThe plan for ${what}:`);
    // The hashes of a part fill pages and say nothing.
    for (const line of plan) {
      console.log(`  ${line["QUERY PLAN"].replace(/'\{[-\d,]{60,}\}'/g, "'{…}'")}`);
    }
  }
} finally {
  await database.close();
  await postgres.remove();
}

function row(name: string, ms: readonly number[], found?: number): void {
  if (ms.length === 0) return;
  const figures = [quantile(ms, 0.5), quantile(ms, 0.95), Math.max(...ms)].map((value) =>
    value.toFixed(1).padStart(10),
  );
  const share =
    found === undefined ? "" : `${Math.round((100 * found) / ms.length)} %`.padStart(12);
  console.log(`${name.padEnd(26)}${String(ms.length).padStart(8)}${figures.join("")}${share}`);
}

function quantile(ms: readonly number[], share: number): number {
  const sorted = ms.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

function seconds(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}
