import { describe, expect, it } from "vitest";
import type { StaffKind } from "../../../src/features/notifications/rules.ts";
import type { DueNotice } from "../../../src/features/notifications/store.ts";
import { staffMessage } from "../../../src/features/notifications/view.ts";
import { loadTexts } from "../../../src/platform/texts/texts.ts";

const t = loadTexts().for("ru");
const due = (kind: StaffKind) => ({ notification: { kind, caseId: null } }) as unknown as DueNotice;

describe("where several words lead", () => {
  it.each<[StaffKind[], [string, string][]]>([
    [["hold_asked", "hold_gone"], [["Открыть", "!.told_shelter_holds."]]],
    [
      ["beds_unconfirmed", "hold_gone", "beds_unconfirmed"],
      [
        ["Пора подтвердить койки", "!.told_beds."],
        ["Бронь снята", "!.told_shelter_holds."],
      ],
    ],
    [["beds_stale", "register_ready"], [["Рабочий стол", "!.told_desk."]]],
  ])("%o", (kinds, buttons) => {
    expect(staffMessage(t, kinds.map(due), undefined).buttons).toEqual(buttons);
  });

  it("with work on the desk, to the desk; staff of a shelter have none", () => {
    const kinds = (["beds_unconfirmed", "hold_gone"] as const).map(due);
    const day = { today: 0, overdue: 0, soon: 0 };
    expect(staffMessage(t, kinds, day).buttons).toHaveLength(2);
    expect(staffMessage(t, kinds, { ...day, today: 1 }).buttons).toEqual([
      ["Рабочий стол", "!.told_desk."],
    ]);
  });
});
