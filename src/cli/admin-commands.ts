import { parseArgs } from "node:util";
import {
  addInstitution,
  allMembers,
  type Changeable,
  changeInstitution,
  type Institution,
  institutionById,
  issueInvite,
  listInstitutions,
  memberById,
  type OnRevoke,
  openInvites,
  ROLES,
  readChanged,
  readInstitution,
  revokeMember,
  withdrawInvite,
} from "../features/staff/index.ts";
import type { Keyring } from "../platform/crypto/keyring.ts";
import type { Database } from "../platform/postgres/database.ts";
import { InputError, oneOf, readJson } from "./input.ts";

const usage =
  "institution add FILE.json | institution edit ID FILE.json | institution list | invite --role R --institution ID [--bot NAME] | staff list | staff revoke ID";

/** What the commands work on. */
export interface Office {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly now: Date;
  /** What else ends when a member leaves; what that needs is opened when it is asked for. */
  readonly onRevoke: () => Promise<readonly OnRevoke[]>;
  /** The bot's name by Telegram; undefined without a token. */
  readonly botName: () => Promise<string | undefined>;
}

/** A command whose words were checked; what it says of the database it finds out when it runs. */
export type Command = (office: Office) => Promise<unknown>;

interface Arguments {
  readonly operands: readonly string[];
  readonly role?: string;
  readonly institution?: string;
  readonly bot?: string;
}

const commands: Readonly<Record<string, (args: Arguments) => Command>> = {
  "institution add": ({ operands: [path] }) => {
    if (path === undefined) throw new InputError("FILE.json: is missing");
    const described = readJson(path);
    const wanted = (Array.isArray(described) ? described : [described]).map((one, at) => {
      const read = readInstitution(one);
      if (read.kind === "ok") return read.institution;
      const place = Array.isArray(described) ? `${at}.` : "";
      throw new InputError(`${place}${read.field}: ${read.problem}`);
    });
    return ({ database, now }) =>
      database.transaction(async (tx) => {
        const added: Institution[] = [];
        for (const one of wanted) added.push({ id: await addInstitution(tx, one, now), ...one });
        return Array.isArray(described) ? added : added[0];
      });
  },

  "institution edit": ({ operands: [operand, path] }) => {
    const id = uuid("ID", operand);
    if (path === undefined) throw new InputError("FILE.json: is missing");
    const changes = readJson(path);
    if (changes === null || typeof changes !== "object" || Array.isArray(changes)) {
      throw new InputError("FILE.json: is not an object of the fields to change");
    }
    return ({ database, now }) =>
      database.transaction(async (tx) => {
        const before = await institutionById(tx, id);
        if (!before) throw new InputError("ID: there is no institution of this id");
        const read = readChanged(before, { ...changes });
        if (read.kind === "wrong") throw new InputError(`${read.field}: ${read.problem}`);
        const after: Institution = { id, ...read.institution };
        await changeInstitution(tx, after, Object.keys(changes) as Changeable[], now);
        return after;
      });
  },

  "institution list":
    () =>
    ({ database }) =>
      listInstitutions(database.prisma),

  invite: (args) => {
    const role = oneOf("--role", args.role ?? "", ROLES);
    const id = uuid("--institution", args.institution);
    const named = args.bot?.replace(/^@/, "");
    if (named !== undefined && !/^\w{3,32}$/.test(named)) {
      throw new InputError("--bot: is not the name of a bot");
    }
    return async ({ database, now, botName }) => {
      const institution = await institutionById(database.prisma, id);
      if (!institution) throw new InputError("--institution: there is no institution of this id");
      const bot = named ?? (await botName());
      if (!bot) throw new InputError("--bot: is missing: name the bot, or set BOT_TOKEN");
      const { link, write, ...issued } = issueInvite({ role, institutionId: id, bot }, now);
      const expiresAt = await database.transaction(write);
      return { id: issued.id, link, role, institution: nameOf(institution), expiresAt };
    };
  },

  "staff list":
    () =>
    async ({ database, keyring, now }) => {
      const members = await allMembers(database.prisma, keyring);
      const invites = await openInvites(database.prisma, now);
      return {
        members: members.map(({ id, name, role, institution }) => ({
          id,
          name,
          role,
          institution: nameOf(institution),
        })),
        invites: invites.map(({ id, role, institution, expiresAt }) => ({
          id,
          role,
          institution: nameOf(institution),
          expiresAt,
        })),
      };
    },

  "staff revoke": ({ operands: [operand] }) => {
    const id = uuid("ID", operand);
    return async ({ database, keyring, now, onRevoke }) => {
      const member = await memberById(database.prisma, keyring, id);
      const leaving = { now, onRevoke: await onRevoke() };
      const ended = await database.transaction(async (tx) =>
        (await revokeMember(tx, id, leaving)) ? "member" : await withdrawn(tx),
      );
      if (!ended) throw new InputError("ID: nobody works or is invited under this id");
      return { revoked: ended, id, ...(member ? { name: member.name, role: member.role } : {}) };

      async function withdrawn(tx: Parameters<typeof withdrawInvite>[0]) {
        return (await withdrawInvite(tx, id, now)) ? "invite" : undefined;
      }
    };
  },
};

/**
 * Reads a command. Institutions, invitations and staff are managed with it where no administrator is yet.
 * @throws InputError with one line that names the argument or the field
 */
export function readCommand(argv: readonly string[]): Command {
  const { positionals, values } = parse(argv);
  const [first = "", second = "", ...rest] = positionals;
  const pair = `${first} ${second}`;
  if (Object.hasOwn(commands, pair)) return commands[pair]!({ operands: rest, ...values });
  if (Object.hasOwn(commands, first)) return commands[first]!({ operands: rest, ...values });
  throw new InputError(`COMMAND: is not one of: ${usage}`);
}

function parse(argv: readonly string[]) {
  try {
    const options = {
      role: { type: "string" },
      institution: { type: "string" },
      bot: { type: "string" },
    } as const;
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new InputError((error as Error).message.split("\n")[0]);
  }
}

function uuid(field: string, text: string | undefined): string {
  if (text === undefined) throw new InputError(`${field}: is missing`);
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text;
  throw new InputError(`${field}: is not an id`);
}

function nameOf({ id, name }: Institution): { id: string; name: string } {
  return { id, name };
}
