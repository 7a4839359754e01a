import { execFile } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Office, readCommand } from "../../src/cli/admin-commands.ts";
import { InputError } from "../../src/cli/input.ts";
import { EMPTY_RECORD } from "../../src/features/cases/record.ts";
import { newCase } from "../../src/features/cases/store.ts";
import type { Institution } from "../../src/features/staff/index.ts";
import { createKeyring } from "../../src/platform/crypto/keyring.ts";
import { connectDatabase } from "../../src/platform/postgres/database.ts";
import { createDatabase, type TestDatabase } from "../servers/database.ts";

const example = fileURLToPath(new URL("./institution.json", import.meta.url));
const script = fileURLToPath(new URL("../../src/cli/admin.ts", import.meta.url));
const nobody = "00000000-0000-4000-8000-000000000000";

let folder: string;
let created: TestDatabase;
let office: Office;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "admin-"));
  created = await createDatabase();
  office = {
    database: connectDatabase(created.url, 2),
    keyring: createKeyring(randomBytes(32)),
    now: new Date("2024-03-12T03:00:00Z"),
    onRevoke: async () => [],
    botName: async () => "opora_bot",
  };
});
afterAll(async () => {
  await office.database.close();
  await created.drop();
  rmSync(folder, { recursive: true });
});

const bytes = (data: Uint8Array) => Uint8Array.from(data);
const perform = (...argv: string[]) => readCommand(argv)(office);

function file(contents: unknown): string {
  const path = join(folder, "institution.json");
  writeFileSync(path, typeof contents === "string" ? contents : JSON.stringify(contents));
  return path;
}

async function complaint(...argv: string[]): Promise<string> {
  try {
    await perform(...argv);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("no complaint");
}

interface Invited {
  readonly id: string;
  readonly link: string;
}

describe("institutions", () => {
  it("are added with region and time zone of their town, and listed", async () => {
    const added = (await perform("institution", "add", example)) as Institution;
    expect(added).toMatchObject({
      region: "RU-KYA",
      timeZone: "Asia/Krasnoyarsk",
      coordinates: { latitude: 56.2, longitude: 95.7 },
      email: null,
    });
    expect(await perform("institution", "list")).toEqual([added]);
  });

  it("come from a list, all of them or none", async () => {
    const one = { kind: "ngo", name: "Список А", town: "Канск", address: "ул. А, 1" };
    const before = (await perform("institution", "list")) as Institution[];
    expect(await complaint("institution", "add", file([one, { ...one, kind: "club" }]))).toMatch(
      /^1\.kind: /,
    );
    expect(await perform("institution", "list")).toEqual(before);
    await perform("institution", "add", file([one, { ...one, name: "Список Б" }]));
    expect(await perform("institution", "list")).toHaveLength(before.length + 2);
  });

  it("say how reports reach them: an address, and an act that lets the bot do", async () => {
    const email = "otchet@uszn.example";
    const described = { kind: "social_protection", name: "УСЗН", town: "Канск", address: "1" };
    const act = "приказ № 7 от 12.01.2024";
    await perform("institution", "add", file({ ...described, email, botFilingAct: act }));
    const listed = (await perform("institution", "list")) as Institution[];
    expect(listed.find(({ name }) => name === "УСЗН")).toMatchObject({ email, botFilingAct: act });
  });

  it("are changed field by field, the rest stays", async () => {
    const described = { kind: "shelter", name: "Приют", town: "Канск", address: "ул. Мира, 5" };
    const added = (await perform(
      ...[
        "institution",
        "add",
        file({ ...described, phones: ["8 (39161) 0-00-00"], email: "a@b.example" }),
      ],
    )) as Institution;
    const changes = {
      ...{ coordinates: { latitude: 56.2, longitude: 95.7 }, hours: "круглосуточно" },
      ...{ services: ["night"], botFilingAct: "приказ № 7", town: "Минусинск", email: null },
    };
    const after = await perform("institution", "edit", added.id, file(changes));
    expect(after).toMatchObject({
      ...{ name: "Приют", phones: ["8 (39161) 0-00-00"], email: null, services: ["night"] },
      ...{ hours: { ru: "круглосуточно" }, botFilingAct: "приказ № 7" },
      ...{ coordinates: changes.coordinates },
    });
    const listed = (await perform("institution", "list")) as Institution[];
    expect(listed.find(({ id }) => id === added.id)).toEqual(after);

    const edit = (changed: unknown, id = added.id) =>
      complaint("institution", "edit", id, file(changed));
    expect(await edit({ email: "nowhere" })).toMatch(/^email: /);
    expect(await edit({ name: null })).toMatch(/^name: /);
    expect(await edit({ id: nobody })).toMatch(/^id: /);
    expect(await edit([])).toMatch(/^FILE.json: /);
    expect(await edit({ name: "Приют два" }, nobody)).toMatch(/^ID: there is no/);
    expect(await complaint("institution", "edit", "x", file({}))).toBe("ID: is not an id");
    expect(await perform("institution", "list")).toEqual(listed);
  });

  it("of the demonstration can be added", async () => {
    const seed = fileURLToPath(new URL("../../prisma/seed/institutions.json", import.meta.url));
    const added = (await perform("institution", "add", seed)) as Institution[];
    expect(added.length).toBeGreaterThan(2);
    for (const { name } of added) expect(name).toMatch(/^Демонстрация: /);
  });

  it.each([
    [{ kind: "club" }, "kind: "],
    [{ name: "" }, "name: "],
    [{ town: "Нигдеград" }, "town: is not a town"],
    [{ town: "Сургут" }, "town: may be several, name one by its id: 1490624 (Сургут, Ханты-Манс"],
    [{ town: 1 }, "town: "],
    [{ town: true }, "town: is neither"],
    [{ region: "KZ" }, "region: is RU-KYA for this town"],
    [{ address: " " }, "address: "],
    [{ coordinates: { latitude: 91, longitude: 0 } }, "coordinates.latitude: "],
    [{ phones: ["call me"] }, "phones.0: is not a phone"],
    [{ hours: { de: "9-18" } }, "hours"],
    [{ email: "nowhere" }, "email: "],
    [{ botFilingAct: " " }, "botFilingAct: "],
    [{ colour: "red" }, "colour: is not a known field"],
  ])("%j is refused by the name of the field", async (wrong, start) => {
    const right = { kind: "shelter", name: "Приют", town: "Канск", address: "ул. Мира, 5" };
    const line = await complaint("institution", "add", file({ ...right, ...wrong }));
    expect(line.slice(0, start.length)).toBe(start);
    expect(line).not.toContain("\n");
  });
});

describe("invitations", () => {
  it("are links of 128 bits that the database does not know", async () => {
    const { id } = (await perform("institution", "add", example)) as Institution;
    const invited = (await perform(
      "invite",
      ...["--role", "specialist", "--institution", id],
    )) as Invited;
    expect(invited).toMatchObject({
      role: "specialist",
      institution: { id, name: "Центр «Опека»" },
      expiresAt: new Date("2024-03-15T03:00:00Z"),
    });
    const [, token = ""] =
      /^https:\/\/t\.me\/opora_bot\?start=inv_([\w-]{22})$/.exec(invited.link) ?? [];
    const row = await office.database.prisma.staffInvite.findUniqueOrThrow({
      where: { id: invited.id },
    });
    expect(Buffer.from(row.tokenHash)).toEqual(createHash("sha256").update(token).digest());
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it("wait in the list until they are taken back, once", async () => {
    const { id } = (await perform("institution", "add", example)) as Institution;
    const of = ["--institution", id, "--bot", "@other_bot"];
    const invited = (await perform("invite", "--role", "supervisor", ...of)) as Invited;
    expect(invited.link).toContain("https://t.me/other_bot?start=inv_");
    const listed = async () =>
      ((await perform("staff", "list")) as { invites: Invited[] }).invites.map((one) => one.id);
    expect(await listed()).toContain(invited.id);
    expect(await perform("staff", "revoke", invited.id)).toEqual({
      revoked: "invite",
      id: invited.id,
    });
    expect(await listed()).not.toContain(invited.id);
    expect(await complaint("staff", "revoke", invited.id)).toMatch(/^ID: nobody/);
  });
});

describe("wrong input", () => {
  it.each([
    [[], "COMMAND: "],
    [["toString"], "COMMAND: "],
    [["institution"], "COMMAND: "],
    [["institution", "add"], "FILE.json: is missing"],
    [["institution", "add", "none.json"], "none.json: no such file"],
    [["invite"], "--role: is not one of specialist"],
    [["invite", "--role", "king", "--institution", nobody], "--role: "],
    [["invite", "--role", "specialist"], "--institution: is missing"],
    [["invite", "--role", "specialist", "--institution", "x"], "--institution: is not an id"],
    [["invite", "--role", "specialist", "--institution", nobody], "--institution: there is no"],
    [["invite", "--role", "specialist", "--institution", nobody, "--bot", "a b"], "--bot: "],
    [["staff", "revoke"], "ID: is missing"],
    [["staff", "revoke", "x"], "ID: is not an id"],
    [["staff", "revoke", nobody], "ID: nobody"],
    [["staff", "list", "--colour"], "Unknown option"],
  ])("%j is refused in one line", async (argv, start) => {
    const line = await complaint(...argv);
    expect(line.slice(0, start.length)).toBe(start);
    expect(line).not.toContain("\n");
  });

  it("asks for the bot's name when nobody knows it", async () => {
    const { id } = (await perform("institution", "add", example)) as Institution;
    const command = readCommand(["invite", "--role", "specialist", "--institution", id]);
    await expect(command({ ...office, botName: async () => undefined })).rejects.toThrow(
      "--bot: is missing: name the bot, or set BOT_TOKEN",
    );
  });
});

describe("the command", () => {
  const run = promisify(execFile);
  const ended = (env: Record<string, string>, ...argv: string[]) =>
    run(process.execPath, [script, ...argv], { env }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
  const key = randomBytes(32).toString("base64");

  it("prints JSON to stdout", async () => {
    const { code, stdout } = await ended(
      { DATABASE_URL: created.url, DATA_KEY: key },
      ...["institution", "list"],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(JSON.stringify(await perform("institution", "list"))),
    );
  });

  it("ends a membership as the chat does: the cases are free, colleagues are told, the menu goes", async () => {
    const { prisma } = office.database;
    const { id: institutionId } = (await perform("institution", "add", example)) as Institution;
    const keyring = createKeyring(Buffer.from(key, "base64"));
    const [personId, memberId] = [randomUUID(), randomUUID()];
    const { key: own, wrapped } = keyring.issue(personId);
    const person = { id: personId, locale: "ru", timeZone: "UTC", wrappedKey: bytes(wrapped) };
    await prisma.person.create({ data: person });
    const name = bytes(own.seal("StaffMember.name", memberId, "Ольга"));
    await prisma.staffMember.create({
      data: { id: memberId, personId, institutionId, role: "specialist", name },
    });
    const { opened, create } = newCase(keyring, {
      ...{ institutionId, curatorId: memberId, personId: null, status: "in_work" },
      ...{ record: EMPTY_RECORD, createdAt: office.now },
    });
    await office.database.transaction(create);

    const { code, stdout } = await ended(
      { DATABASE_URL: created.url, DATA_KEY: key },
      ...["staff", "revoke", memberId],
    );
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, revoked: "member" });
    const after = await prisma.case.findUniqueOrThrow({ where: { id: opened.id } });
    expect(after.curatorId).toBeNull();
    const told = await prisma.notification.findMany({ where: { caseId: opened.id } });
    expect(told).toMatchObject([{ kind: "new_case", toId: institutionId }]);
    const { rows } = await office.database.pool.query(
      "SELECT name, data FROM pgboss.job WHERE data IS NOT NULL AND name !~ '^__' ORDER BY name",
    );
    expect(rows).toEqual([
      { name: "notifications-tell", data: { notificationId: told[0]?.id } },
      { name: "staff-menu", data: { personId } },
    ]);
    // A process of its own, which starts the queue too.
  });

  it.each([
    [{}, "DATABASE_URL is missing: set it to the database of the bot\n"],
    [
      { DATABASE_URL: "postgresql://127.0.0.1:1/x" },
      /^DATA_KEY or DATA_KEY_FILE is missing: .*\n$/,
    ],
    [
      { DATABASE_URL: "postgresql://127.0.0.1:1/x", DATA_KEY: key },
      "DATABASE_URL: no database answers there\n",
    ],
  ])("ends with one line that names what is wrong with %j", async (env, line) => {
    const { code, stdout, stderr } = await ended(env, "staff", "list");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  it("ends with one line when the server lets nobody in there", async () => {
    const elsewhere = new URL(created.url);
    elsewhere.pathname = "/nowhere";
    const env = { DATABASE_URL: elsewhere.href, DATA_KEY: key };
    const { code, stderr } = await ended(env, "staff", "list");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "DATABASE_URL: the server has no such database\n",
    });
  });
});
