import type { MessageView, Person } from "../../sandbox/client.ts";
import { spokenDate } from "../../src/platform/texts/format.ts";
import { PATIENCE_MS, pause, type Stage, until } from "./stage.ts";
import type { Client, Specialist, Team, Troupe } from "./troupe.ts";

/** What one person and their specialists did: what must be found in the end. */
export interface Story {
  readonly client: Client;
  readonly caseId: string;
  /** Who was faster, as the database has it. */
  taker: Specialist | undefined;
  /** Who has the case in the end. */
  holder: Specialist | undefined;
  /** What the specialists wrote, in order. */
  readonly answers: string[];
  /** Numbers of the steps that each side ticked on the route card. */
  readonly ticked: { readonly staff: number[]; readonly person: number[] };
}

/** Lately: a plan of work that is long over is not ticked any more. */
const RELEASED = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
const STAFF_TICKS = [1, 3, 5];
const PERSON_TICKS = [2, 4];
const WORDS_IN_A_ROW = 3;

/** Plays all teams side by side; within a team one case after the other. */
export async function playCases(stage: Stage, { teams }: Troupe): Promise<Story[]> {
  const lanes = new Map<Specialist, Promise<void>>();
  const stories = await Promise.all(teams.map((team) => playTeam(stage, team, lanes)));
  return stories.flat();
}

/** Someone asks for a specialist. */
export async function ask(stage: Stage, town: string, client: Client): Promise<Story> {
  const { who, personId } = client;
  await who.says("/start");
  await who.sees("Я Опора", PATIENCE_MS);
  await press(who, "Нужен специалист", "живой человек");
  await press(who, "Позвать специалиста", "В каком городе");
  await who.says(town);
  await who.sees("Вы согласны?", PATIENCE_MS);
  await press(who, "Да, согласен", "Просьба отправлена");
  const { id: caseId } = await until(() =>
    stage.database.prisma.case.findUnique({ where: { personId } }),
  );
  const ticked = { staff: [], person: [] };
  return { client, caseId, taker: undefined, holder: undefined, answers: [], ticked };
}

/** Whoever has a case, and its person, read what they have not read yet. */
export async function readAll(stories: readonly Story[]): Promise<void> {
  const byHolder = Map.groupBy(stories, ({ holder }) => holder);
  const people = stories.map(({ client }) => follow(client.who, "told_talk", "", "Напишите"));
  const staff = [...byHolder].map(async ([holder, held]) => {
    for (const { caseId } of held) await openTalk(holder, caseId);
  });
  await Promise.all([...people, ...staff]);
}

async function playTeam(
  stage: Stage,
  team: Team,
  lanes: Map<Specialist, Promise<void>>,
): Promise<Story[]> {
  const stories: Story[] = [];
  for (const [at, client] of team.clients.entries()) {
    const story = await ask(stage, team.town, client);
    stories.push(story);
    const route = Promise.withResolvers<void>();
    await Promise.all([
      playPerson(stage, story, route.promise),
      playStaff(stage, team, story, { route: route.resolve, faraway: at % 2 === 1, lanes }),
    ]);
  }
  return stories;
}

/** The person writes before anybody has the case and after it, and ticks what they have done. */
async function playPerson(stage: Stage, story: Story, route: Promise<void>): Promise<void> {
  const { who } = story.client;
  await follow(who, "told_talk", "", "Напишите сообщение");
  await writeOn(stage, who, story);
  await route;
  await follow(who, "told_person", "", "Ваш специалист");
  await press(who, "Мой план (маршрутная карта)", "Сделано");
  for (const number of PERSON_TICKS) await tick(who, number, story.ticked.person);
  await follow(who, "told_talk", "", "Напишите сообщение");
  await writeOn(stage, who, story);
}

interface Course {
  /** Told when the route card is there. */
  readonly route: () => void;
  /** Whether the case goes on to another institution, and not to the rival. */
  readonly faraway: boolean;
  /** Whoever takes over cases of several teams takes over one at a time. */
  readonly lanes: Map<Specialist, Promise<void>>;
}

/** Two want the case; the faster one works on it, then hands it over. */
async function playStaff(
  stage: Stage,
  { rivals, elsewhere }: Team,
  story: Story,
  { route, faraway, lanes }: Course,
): Promise<void> {
  const { caseId } = story;
  await Promise.all(rivals.map(({ who }) => follow(who, "told_case", caseId, "пока никто")));
  await Promise.all(rivals.map(({ who }) => who.presses("Взять дело")));
  const outcome = /Вы взяли дело|Дело уже взяли/;
  await Promise.all(rivals.map(({ who }) => who.sees(outcome, PATIENCE_MS)));
  const { curatorId } = await until(() =>
    stage.database.prisma.case.findFirst({ where: { id: caseId, curatorId: { not: null } } }),
  );
  const taker = rivals.find(({ memberId }) => memberId === curatorId);
  const loser = rivals.find((one) => one !== taker);
  if (!taker || !loser) throw new Error("Somebody else took the case");
  story.taker = taker;

  await press(taker.who, "Изменить", "Что изменить?");
  await press(taker.who, "Освобождение", "Когда");
  await taker.who.says(RELEASED);
  await taker.who.sees(spokenDate(RELEASED, "ru"), PATIENCE_MS);
  route();
  await press(taker.who, "Маршрутная карта", "Сделано");
  for (const number of STAFF_TICKS) await tick(taker.who, number, story.ticked.staff);
  await openTalk(taker, caseId);
  await writeOn(stage, taker.who, story);

  const next = faraway ? elsewhere.receiver : loser;
  await follow(taker.who, "told_case", caseId, "Отвечает:");
  await press(taker.who, "Передать", "Кому передать?");
  const choice = ({ text }: { text: string }) =>
    faraway ? text.startsWith(elsewhere.name) : text === loser.name;
  await press(taker.who, choice, "Почему передаёте?");
  await taker.who.says("Так будет ближе");
  await taker.who.sees("Передача предложена", PATIENCE_MS);
  await oneAtATime(lanes, next, async () => {
    await follow(next.who, "told_case", caseId, ({ inline }) =>
      inline.flat().some(({ text }) => text === "Принять дело"),
    );
    await press(next.who, "Принять дело", "Дело теперь ваше");
    story.holder = next;
    await openTalk(next, caseId);
    await writeOn(stage, next.who, story);
  });
}

function oneAtATime(
  lanes: Map<Specialist, Promise<void>>,
  who: Specialist,
  work: () => Promise<void>,
): Promise<void> {
  const done = (lanes.get(who) ?? Promise.resolve()).then(work);
  lanes.set(who, done);
  return done;
}

async function openTalk(holder: Specialist | undefined, caseId: string): Promise<void> {
  if (holder) await follow(holder.who, "told_talk", caseId, "Переписка:");
}

/** Types without waiting; goes on when all of it is kept. */
async function writeOn(
  { database }: Stage,
  who: Person,
  { caseId, answers, client }: Story,
): Promise<void> {
  const isClient = who === client.who;
  const written = isClient ? client.writes : answers;
  for (let word = 0; word < WORDS_IN_A_ROW; word += 1) {
    const text = `Слово ${caseId.slice(0, 8)}/${isClient ? "ч" : "с"}${written.length + 1}.`;
    await who.says(text);
    written.push(text);
    await pause(Math.random() * 700);
  }
  const staffId = isClient ? null : { not: null };
  await until(async () => {
    const count = await database.prisma.message.count({ where: { caseId, staffId } });
    return count >= written.length;
  });
}

async function tick(who: Person, number: number, ticked: number[]): Promise<void> {
  await press(who, String(number), ({ inline }) =>
    inline.flat().some(({ text }) => text === `✓ ${number}`),
  );
  ticked.push(number);
}

type Wanted = Parameters<Person["sees"]>[0];

/** Presses the button of something that the bot has said first, as it may stand anywhere above. */
async function follow(who: Person, action: string, argument: string, wanted: Wanted) {
  await pause(Math.random() * 400);
  await who.act({ do: "forged-press", data: `!.${action}.${argument}`, messageId: 1 });
  await who.sees(wanted, PATIENCE_MS);
}

async function press(
  who: Person,
  button: string | ((button: { readonly text: string }) => boolean),
  wanted: Wanted,
): Promise<void> {
  await pause(Math.random() * 400);
  const text = typeof button === "string" ? button : await labelOf(who, button);
  await who.presses(text);
  await who.sees(wanted, PATIENCE_MS);
}

async function labelOf(who: Person, fits: (button: { readonly text: string }) => boolean) {
  const buttons = (await who.messages()).flatMap((message: MessageView) => message.inline.flat());
  const found = buttons.findLast(fits);
  if (!found) throw new Error("There is no such button");
  return found.text;
}
