import type { Person } from "../../sandbox/client.ts";
import { createScene } from "../support/scene.ts";
import type { Stage } from "./stage.ts";

/** A specialist with the id of their membership. */
export interface Specialist {
  readonly who: Person;
  readonly name: string;
  readonly personId: string;
  readonly memberId: string;
}

/** Someone who asks for a specialist, and what came of it. */
export interface Client {
  readonly who: Person;
  readonly personId: string;
  /** What they write, in order. */
  readonly writes: string[];
}

/** Two specialists who want the same cases, and the people whose cases these are. */
export interface Team {
  readonly town: string;
  readonly rivals: readonly [Specialist, Specialist];
  readonly clients: readonly Client[];
  /** The institution elsewhere to which every other case goes on. */
  readonly elsewhere: { readonly name: string; readonly receiver: Specialist };
}

export interface Troupe {
  readonly teams: readonly Team[];
  /** Asks when all is calm again. */
  readonly last: { readonly town: string; readonly client: Client };
  readonly specialists: readonly Specialist[];
}

const PLACES = [
  { town: "Красноярск", name: "Соцзащита Красноярска" },
  { town: "Канск", name: "Соцзащита Канска" },
] as const;
const NAMES = ["Анна", "Вера", "Глеб", "Дина", "Егор", "Жанна", "Зоя", "Инна", "Кира", "Лев"];

/** Two institutions, at each a specialist who takes over cases and teams of two rivals; people who agreed. */
export async function gather(
  { telegram, database, dataKey }: Stage,
  size: { readonly teams: number; readonly clients: number },
): Promise<Troupe> {
  const scene = createScene({
    ...{ telegram, database, config: { dataKey } },
    now: () => new Date(),
    idle: () => telegram.idle(20),
  });
  const names = NAMES.values();
  const specialists: Specialist[] = [];

  async function specialist(place: string): Promise<Specialist> {
    const name = names.next().value ?? `Марк ${String.fromCharCode(0x410 + specialists.length)}`;
    const who = await scene.staff(name, "specialist", place);
    const personId = await scene.personId(who);
    const one = { who, name, personId, memberId: await scene.memberId(who) };
    specialists.push(one);
    return one;
  }

  async function client(name: string): Promise<Client> {
    const who = await scene.someone(name);
    return { who, personId: await scene.personId(who), writes: [] };
  }

  for (const { town, name } of PLACES) {
    await scene.institution(`social_protection, ${town}: ${name}`);
  }
  const receivers = [await specialist(PLACES[0].name), await specialist(PLACES[1].name)] as const;
  const teams: Team[] = [];
  for (let at = 0; at < size.teams; at += 1) {
    const here = at % 2 === 0 ? 0 : 1;
    const there = here === 0 ? 1 : 0;
    const { town, name } = PLACES[here];
    const rivals = [await specialist(name), await specialist(name)] as const;
    const clients: Client[] = [];
    for (let number = 0; number < size.clients; number += 1) {
      clients.push(await client(`Ч${at}${number}`));
    }
    const elsewhere = { name: PLACES[there].name, receiver: receivers[there] };
    teams.push({ town, rivals, clients, elsewhere });
  }
  const last = { town: PLACES[0].town, client: await client("Последний") };
  return { teams, last, specialists };
}
