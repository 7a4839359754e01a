import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filingDocuments, sendReport } from "../../../src/features/filing/document.ts";
import { filedOf } from "../../../src/features/filing/filed.ts";
import { type Filed, filingLines } from "../../../src/features/filing/view.ts";
import { REPORT_DOCUMENT, reportDocuments } from "../../../src/features/report/index.ts";
import type { Outgoing } from "../../../src/platform/conversation/conversation.ts";
import type { OpenTurn } from "../../../src/platform/telegram/turn.ts";
import { readPdf } from "../../platform/documents/read.ts";
import { createWorld, type Handed, NAME, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const filed = async (handed: Handed, firstFiledAt: string | null = null) => {
  const report = await world.reportOf(handed);
  const content = { ...report.content, firstFiledAt };
  const { contract, of } = handed;
  return filedOf(world.deps, { report: { ...report, content }, contract, case: of });
};

function turnNow(): OpenTurn & { outgoing: Outgoing[] } {
  const locale = "ru" as const;
  const t = world.deps.texts.for(locale);
  return { chat: "7", now: world.now(), locale, t, outgoing: [] } as unknown as OpenTurn & {
    outgoing: Outgoing[];
  };
}

/** The pages of what is sent, and how it is called. */
async function pagesOf(outgoing: readonly Outgoing[]) {
  const [{ document } = {}] = outgoing;
  const makers = { ...reportDocuments, ...filingDocuments };
  const file = await makers[document?.kind ?? ""]?.(document?.data);
  if (!file) throw new Error("Nothing was made");
  // What waits in the outbox is JSON.
  const kept: unknown = JSON.parse(JSON.stringify(document?.data));
  expect((await makers[document?.kind ?? ""]?.(kept))?.bytes).toEqual(file.bytes);
  return { kind: document?.kind, pages: (await readPdf(Buffer.from(file.bytes))).pages };
}

describe("the document of a report in a chat", () => {
  it("leaves a line for the name by default; a setting prints it, and the specialist has it", async () => {
    const handed = await world.handIn();
    const of = async (how: { named: boolean; staff?: boolean }) => {
      const turn = turnNow();
      expect(sendReport(turn, await filed(handed), how)).toBeUndefined();
      return { ...(await pagesOf(turn.outgoing)), call: turn.outgoing[0]?.call };
    };
    const blank = await of({ named: false });
    expect(blank.kind).toBe(REPORT_DOCUMENT);
    expect(blank.pages.join(" ")).toContain("Встал на учёт 18 марта.");
    expect(blank.pages.join(" ")).not.toContain(NAME);
    expect(blank.call?.payload.caption).toContain("впишите его рукой");
    expect((await of({ named: true })).pages.join(" ")).toContain(NAME);
    expect((await of({ named: true, staff: true })).pages.join(" ")).toContain(NAME);
  });

  it("comes behind a sheet that says how, when it has to be brought", async () => {
    const handed = await world.handIn({ email: null });
    const turn = turnNow();
    sendReport(turn, await filed(handed), { named: false });
    const { kind, pages } = await pagesOf(turn.outgoing);
    expect(kind).not.toBe(REPORT_DOCUMENT);
    expect(pages[0]).toContain("14 апреля 2024");
    expect(pages[0]).toContain("УСЗН");
    expect(pages[1]).toContain("Встал на учёт 18 марта.");
    const staff = turnNow();
    sendReport(staff, await filed(handed), { named: true, staff: true });
    expect((await pagesOf(staff.outgoing)).kind).toBe(REPORT_DOCUMENT);
  });

  it("is not there once the report was withdrawn", async () => {
    const handed = await world.handIn();
    await world.withdraw(handed);
    const turn = turnNow();
    expect(sendReport(turn, await filed(handed), { named: false })).toBe(false);
    expect(turn.outgoing).toEqual([]);
  });
});

const said = (of: Filed) => filingLines(turnNow(), of).join("\n").replaceAll("\u00a0", " ");

describe("a correction", () => {
  it("is told without a last day, for what it corrects counted in time", async () => {
    world.at("2024-05-20T05:00:00Z");
    const handed = await world.handIn();
    const first = "2024-04-02T05:00:00Z";
    const before = said(await filed(handed));
    expect(before).toContain("Последний день: 14 апреля 2024 года (п. 28)");
    const corrected = said(await filed(handed, first));
    expect(corrected).toContain("Исправленный отчёт пока <b>не считается поданным</b>");
    expect(corrected).not.toContain("Последний день");
    await world.tryNow(handed);
    const late = said(await filed(handed));
    expect(late).toContain("позже последнего дня, 14 апреля 2024 года");
    const counted = said(await filed(handed, first));
    expect(counted).not.toContain("последнего дня");
    expect(counted).toContain("Считается поданным: <b>20 мая в 12:00</b> (п. 28)");
  });
});
