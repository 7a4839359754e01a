import { openBeds } from "../features/beds/index.ts";
import { hasSpecialist, openSpecialist } from "../features/cases/index.ts";
import { openPapers } from "../features/checklist/index.ts";
import { hasContract, openMyContract } from "../features/contract/index.ts";
import { openCounting } from "../features/counting/index.ts";
import { openDesk } from "../features/desk/index.ts";
import { contractAnswered, openEligibility } from "../features/eligibility/index.ts";
import { hasHold, openMyHold, openShelterHolds } from "../features/holds/index.ts";
import { type Entry, openHelp } from "../features/home/index.ts";
import { openIndicators } from "../features/indicators/index.ts";
import { stageOf } from "../features/interview/index.ts";
import { openLanguage } from "../features/language/index.ts";
import { openPrivacy } from "../features/privacy/index.ts";
import { openRegister } from "../features/register/index.ts";
import { openReport, reportEntry } from "../features/report/index.ts";
import { mayNow, openAdmin } from "../features/staff/index.ts";
import { openTriage, triageForm } from "../features/triage/index.ts";
import { socialContract } from "../forms/social-contract.ts";
import type { FeatureDeps } from "./deps.ts";
import type { Parts } from "./parts.ts";

/** What the first screen leads to, in its order. */
export function homeEntries(deps: FeatureDeps, parts: Parts): readonly Entry[] {
  const { database } = deps;
  const { contract, desk, report, holds } = parts;
  return [
    { code: "hold", open: openMyHold, when: hasHold(holds) },
    // Whoever works here begins with their work.
    {
      code: "desk",
      open: openDesk(desk),
      when: (ctx) => mayNow(database.prisma, ctx, "see_numbers"),
    },
    {
      code: "register",
      open: openRegister({ database }),
      when: (ctx) => mayNow(database.prisma, ctx, "see_register"),
    },
    {
      code: "shelter_holds",
      open: openShelterHolds(holds),
      when: (ctx) => mayNow(database.prisma, ctx, "answer_holds"),
    },
    {
      code: "counting",
      open: openCounting({ database }),
      when: (ctx) => mayNow(database.prisma, ctx, "count_beds"),
    },
    {
      code: "indicators",
      open: openIndicators(deps),
      when: (ctx) => mayNow(database.prisma, ctx, "see_numbers"),
    },
    {
      code: "admin",
      open: openAdmin(database.prisma),
      when: (ctx) => mayNow(database.prisma, ctx, "manage_staff"),
    },
    { code: "beds", open: openBeds },
    { code: "report", open: openReport(report), words: reportEntry(report) },
    {
      code: "contract",
      open: openMyContract,
      when: (ctx) => hasContract(contract, ctx),
    },
    { code: "triage", open: openTriage, stage: ({ turn }) => stageOf(turn, triageForm) },
    {
      code: "eligibility",
      open: openEligibility,
      stage: ({ turn }) => stageOf(turn, socialContract),
    },
    { code: "checklist", open: openPapers, when: ({ turn }) => contractAnswered(turn) },
    {
      code: "specialist",
      open: openSpecialist,
      stage: ({ turn }) => (hasSpecialist(turn) ? "done" : "new"),
    },
    { code: "language", open: openLanguage },
    { code: "privacy", open: openPrivacy },
    { code: "help", open: openHelp },
  ];
}
