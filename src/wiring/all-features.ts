import { bedsFeature } from "../features/beds/index.ts";
import {
  CASE_LINK,
  casesFeature,
  eraseCase,
  hasSpecialist,
  keepAsking,
  keepClaiming,
  openInvitation,
  openNewCase,
  openSpecialist,
  openTypedCode,
  showCase,
} from "../features/cases/index.ts";
import {
  checklistFeature,
  eraseChecklist,
  keepPressed,
  openPapers,
} from "../features/checklist/index.ts";
import {
  contractFeature,
  contractPart,
  eraseContracts,
  openMyContract,
} from "../features/contract/index.ts";
import { countingFeature } from "../features/counting/index.ts";
import { beside, deskFeature, openDesk, toList } from "../features/desk/index.ts";
import {
  eligibilityBinding,
  eligibilityFeature,
  eraseAssessments,
  keepResult,
  openEligibility,
} from "../features/eligibility/index.ts";
import { fieldworkFeature } from "../features/fieldwork/index.ts";
import {
  eraseHolds,
  forgetHolds,
  holdPart,
  holdsFeature,
  keepHolds,
  openHold,
  openWait,
  tellSpecialist,
} from "../features/holds/index.ts";
import { home } from "../features/home/index.ts";
import { indicatorsFeature } from "../features/indicators/index.ts";
import { answersOf, interview } from "../features/interview/index.ts";
import { language } from "../features/language/index.ts";
import { notificationsFeature } from "../features/notifications/index.ts";
import { townById } from "../features/places/index.ts";
import { privacy } from "../features/privacy/index.ts";
import { quarterlyFeature } from "../features/quarterly/index.ts";
import { registerFeature } from "../features/register/index.ts";
import { openReport, reportFeature, reportLine } from "../features/report/index.ts";
import { forgetServed } from "../features/services/index.ts";
import {
  eraseStaff,
  helpForMembers,
  INVITE_PREFIX,
  openInvite,
  renewMenu,
  renewMenuAtStart,
  staffFeature,
} from "../features/staff/index.ts";
import { triageBinding, triageFeature, triageForm } from "../features/triage/index.ts";
import { socialContract } from "../forms/social-contract.ts";
import { eraseFiles, removeFile, renameFile, takePaper } from "../platform/files/index.ts";
import type { Feature } from "../platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "../platform/telegram/turn.ts";
import { readHelp } from "../programs/help.ts";
import type { FeatureDeps } from "./deps.ts";
import { homeEntries } from "./home-entries.ts";
import type { Parts } from "./parts.ts";

const DEFAULT_TIME_ZONE = "Europe/Moscow";

/** Every feature of the product, and the few places where one leads to another. */
export function allFeatures(deps: FeatureDeps, parts: Parts): readonly Feature[] {
  const { database, queue, keyring, clock } = deps;
  const {
    onRevoke,
    messages,
    cases,
    contract,
    dues,
    desk,
    report,
    papers,
    receipts,
    filing,
    checking,
    services,
    circumstances,
    holds,
    checklist,
  } = parts;
  return [
    home(homeEntries(deps, parts), {
      links: { [INVITE_PREFIX]: openInvite(database.prisma), [CASE_LINK]: openInvitation(cases) },
      onWords: openTypedCode(cases),
      onStart: renewMenuAtStart(database.prisma, queue),
      ownHelp: helpForMembers(database.prisma),
    }),
    language({ onSpeak: renewMenu(queue) }),
    privacy({
      onConsent: [
        keepResult,
        keepPressed(checklist),
        keepHolds(holds),
        keepAsking(cases),
        keepClaiming(cases),
      ],
      // What hangs on a case goes before it: afterwards nobody finds it by the person.
      onErase: [
        eraseAssessments,
        eraseChecklist,
        eraseFiles(queue),
        eraseContracts,
        eraseStaff(onRevoke),
        forgetServed,
        eraseHolds(holds),
        eraseCase({ queue }),
      ],
      onForget: [forgetHolds(holds)],
      timeZone,
    }),
    interview([triageBinding, eligibilityBinding]),
    bedsFeature({
      ...{ database, townOnFile: townNamed, openSpecialist, hasSpecialist },
      tellSpecialist: tellSpecialist(holds, openSpecialist),
      openHold: openHold(holds),
      openWait,
    }),
    holdsFeature(holds, openSpecialist),
    countingFeature({ database, keyring }),
    registerFeature({ database, keyring }),
    triageFeature({ help: readHelp(), checkContract: openEligibility }),
    eligibilityFeature({ database, openPapers }),
    checklistFeature(checklist),
    staffFeature({ database, keyring, queue, onRevoke, openDesk: openDesk(desk) }),
    casesFeature(cases, {
      openTalk: messages.openTalk,
      openCaseTalk: messages.openCaseTalk,
      beside,
      toList,
      dues,
      parts: [
        contractPart(contract),
        checking.casePart,
        filing.casePart,
        circumstances.casePart,
        holdPart(holds),
        services.casePart,
      ],
    }),
    contractFeature(contract, {
      reportLine: reportLine(report),
      ways: [
        { code: "report", open: openReport(report) },
        ...circumstances.ways,
        { code: "talk", open: messages.openTalk },
      ],
    }),
    deskFeature({
      ...desk,
      openNewCase,
      openSettings: ({ turn }) => turn.go({ name: "notifications" }),
    }),
    indicatorsFeature(deps),
    messages.feature,
    reportFeature(report, {
      ...filing.links,
      ...receipts.links,
      openContract: openMyContract,
      openTalk: messages.openTalk,
      openCannot: circumstances.openCannot,
      papers: {
        keep: (media, name) => takePaper(papers, media, name),
        rename: renameFile,
        drop: (tx, { id: caseId }, id) => removeFile(tx, queue, { id, caseId, now: clock() }),
      },
    }),
    receipts.feature,
    filing.feature,
    circumstances.feature,
    services.feature,
    fieldworkFeature({ database, keyring }),
    quarterlyFeature({ database }),
    checking.feature,
    notificationsFeature({
      database,
      open: {
        case: showCase,
        talk: (ctx, caseId) =>
          caseId ? messages.openCaseTalk(ctx, caseId) : messages.openTalk(ctx, ""),
        desk: openDesk(desk),
        person: openSpecialist,
      },
    }),
  ];
}

/** The zone of the town that the person named; reminders and quiet hours follow it. */
function timeZone({ turn }: Ctx): string {
  const town = townNamed(turn);
  return (town === undefined ? undefined : townById(town)?.timeZone) ?? DEFAULT_TIME_ZONE;
}

/** The town of the answers, of whichever form has one. */
function townNamed(turn: OpenTurn): number | undefined {
  for (const form of [socialContract, triageForm]) {
    const { town } = answersOf(turn, form);
    if (typeof town === "number" && townById(town)) return town;
  }
  return undefined;
}
