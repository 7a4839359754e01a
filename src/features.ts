import { bedsFeature, openBeds } from "./features/beds/index.ts";
import {
  CASE_LINK,
  caseDocuments,
  casesFeature,
  eraseCase,
  hasSpecialist,
  keepAsking,
  keepClaiming,
  openInvitation,
  openNewCase,
  openSpecialist,
  showCase,
  startCaseJobs,
  tellOfPaper,
} from "./features/cases/index.ts";
import { createChecking, reportDues } from "./features/checking/index.ts";
import {
  type ChecklistSheet,
  checklistFeature,
  checklistSheet,
  eraseChecklist,
  keepPressed,
  openPapers,
  startChecklistJobs,
} from "./features/checklist/index.ts";
import {
  adoptCircumstances,
  circumstanceDues,
  circumstanceReasons,
  createCircumstances,
  hasValidReason,
  startCircumstanceJobs,
} from "./features/circumstances/index.ts";
import {
  adoptContracts,
  casesWithContract,
  contractDues,
  contractFeature,
  contractPart,
  contractReasons,
  eraseContracts,
  hasContract,
  openMyContract,
  remindOfContract,
} from "./features/contract/index.ts";
import {
  countingFeature,
  countingReasons,
  openCounting,
  startCountingJobs,
} from "./features/counting/index.ts";
import { joinSources } from "./features/deadlines/index.ts";
import {
  beside,
  dayOf,
  deskFeature,
  isReleasedOn,
  openDesk,
  ranOutBefore,
  releasedOn,
  TABLE_DOCUMENT,
  type TableOrder,
  tableFile,
  tableRows,
  toList,
} from "./features/desk/index.ts";
import {
  contractAnswered,
  eligibilityBinding,
  eligibilityFeature,
  eraseAssessments,
  keepResult,
  openEligibility,
} from "./features/eligibility/index.ts";
import { fieldworkFeature } from "./features/fieldwork/index.ts";
import { adoptFilings, createFiling, filingDocuments } from "./features/filing/index.ts";
import {
  adoptHolds,
  awaitedHolds,
  eraseHolds,
  forgetHolds,
  hasHold,
  holdPart,
  holdReasons,
  holdsFeature,
  joinHolds,
  keepHolds,
  openHold,
  openMyHold,
  openShelterHolds,
  openWait,
  startHoldJobs,
  tellSpecialist,
} from "./features/holds/index.ts";
import { home, openHelp } from "./features/home/index.ts";
import {
  indicatorReasons,
  indicatorsDocuments,
  indicatorsFeature,
  openIndicators,
  startIndicatorJobs,
} from "./features/indicators/index.ts";
import { answersOf, interview, stageOf } from "./features/interview/index.ts";
import { language, openLanguage } from "./features/language/index.ts";
import { adoptMessages, createMessages, noteUnreachable } from "./features/messages/index.ts";
import { notificationsFeature, startNotificationJobs } from "./features/notifications/index.ts";
import { townById } from "./features/places/index.ts";
import { openPrivacy, privacy } from "./features/privacy/index.ts";
import { quarterlyDocuments, quarterlyFeature } from "./features/quarterly/index.ts";
import { adoptReceipts, createReceipts } from "./features/receipts/index.ts";
import {
  openRegister,
  REGISTER_PICTURE,
  REGISTER_TABLE,
  type RegisterOrder,
  registerFeature,
  registerTable,
  startRegisterJobs,
} from "./features/register/index.ts";
import {
  adoptReports,
  openReport,
  reportDocuments,
  reportEntry,
  reportFeature,
  reportLine,
} from "./features/report/index.ts";
import {
  adoptServices,
  createServices,
  forgetServed,
  onArrival,
  onTick,
} from "./features/services/index.ts";
import {
  eraseStaff,
  INVITE_PREFIX,
  mayNow,
  openAdmin,
  openInvite,
  renewMenu,
  renewMenuAtStart,
  staffFeature,
  startStaffJobs,
} from "./features/staff/index.ts";
import { openTriage, triageBinding, triageFeature, triageForm } from "./features/triage/index.ts";
import { socialContract } from "./forms/social-contract.ts";
import { whenMemberLeaves } from "./leaving.ts";
import type { Clock } from "./platform/clock.ts";
import type { Notify } from "./platform/conversation/notify.ts";
import type { NotifyApart } from "./platform/conversation/notify-apart.ts";
import type { Keyring } from "./platform/crypto/keyring.ts";
import { renderDocument } from "./platform/documents/index.ts";
import {
  adoptFiles,
  eraseFiles,
  type Files,
  removeFile,
  renameFile,
  takePaper,
} from "./platform/files/index.ts";
import type { Images } from "./platform/images/index.ts";
import type { Mailer } from "./platform/mail/mailer.ts";
import type { Chart, Pictures } from "./platform/pictures/index.ts";
import type { Database } from "./platform/postgres/database.ts";
import type { Queue } from "./platform/queue.ts";
import type { Download } from "./platform/telegram/client.ts";
import type { DocumentMakers, SentNotes } from "./platform/telegram/delivery.ts";
import type { Feature } from "./platform/telegram/screen.ts";
import type { Ctx, OpenTurn } from "./platform/telegram/turn.ts";
import type { Texts } from "./platform/texts/texts.ts";
import { readHelp } from "./programs/help.ts";

export interface FeatureDeps {
  readonly database: Database;
  readonly queue: Queue;
  /** Opens what others sealed: the name of a colleague, the record of a case. */
  readonly keyring: Keyring;
  readonly texts: Texts;
  readonly clock: Clock;
  /** What people send, sealed. */
  readonly files: Files;
  /** Makes pictures fit to be kept, and reads the codes on them. */
  readonly images: Pick<Images, "take">;
  /** Draws charts. */
  readonly pictures: Pick<Pictures, "draw">;
  /** Fetches a file from Telegram by its id. */
  readonly download: Download;
  /** undefined: no mail, reports are printed. */
  readonly mailer: Mailer | undefined;
  /** Whether documents in a person's chat carry their name. */
  readonly namesInChat: boolean;
}

export interface Features {
  readonly features: readonly Feature[];
  readonly documents: DocumentMakers;
  readonly sentNotes?: SentNotes;
  /** Starts what happens without anyone pressing anything. */
  jobs(deps: {
    readonly notify: Notify;
    readonly notifyApart: NotifyApart;
    readonly clock: Clock;
  }): Promise<void>;
}

const DEFAULT_TIME_ZONE = "Europe/Moscow";

/** Every feature of the product, and the few places where one leads to another. */
export function createFeatures(deps: FeatureDeps): Features {
  const { database, queue, keyring, texts, clock } = deps;
  // The gazetteer is read at the first look-up: now, so that nobody waits for it.
  townById(0);
  const onRevoke = whenMemberLeaves(queue);
  const messages = createMessages({ database, queue, keyring, openCard: showCase });
  // Contracts go last: what others keep of a contract is found by it.
  const onMerge = [
    adoptMessages,
    adoptFiles,
    adoptFilings,
    adoptReports,
    adoptReceipts,
    adoptCircumstances,
    adoptServices,
    adoptHolds,
    adoptContracts,
  ];
  const onLink = [remindOfContract(queue), joinHolds];
  const { namesInChat } = deps;
  const follow = { onMerge, onLink, onTick: [onTick({ keyring })] };
  const cases = { database, queue, keyring, ...follow, namesInChat };
  const contract = { database, queue, keyring };
  const dues = joinSources([
    contractDues(database),
    reportDues(database),
    circumstanceDues(database),
  ]);
  const desk = { database, keyring, dues, followed: casesWithContract(database) };
  const report = { database, keyring };
  const papers = {
    ...{ files: deps.files, download: deps.download },
    clean: (bytes: Uint8Array) => deps.images.take(bytes),
  };
  const receipts = createReceipts(deps);
  const filing = createFiling(deps, { openReport: openReport(report) });
  const checking = createChecking(
    { database, queue, keyring, files: deps.files },
    {
      openFiling: filing.openCaseFiling,
      ask: (ctx, caseId, text) => messages.write(ctx, caseId, { kind: "text", text }),
      hasValidReason,
    },
  );
  const services = createServices({ database, keyring });
  const circumstances = createCircumstances({
    ...{ ...papers, database, queue, keyring, namesInChat: deps.namesInChat },
  });
  const holds = { database, queue, keyring, onArrive: [onArrival({ keyring })] };
  const checklist = { database, queue, onMark: tellOfPaper(cases) };
  return {
    features: [
      home(
        [
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
        ],
        { [INVITE_PREFIX]: openInvite(database.prisma), [CASE_LINK]: openInvitation(cases) },
        renewMenuAtStart(database.prisma, queue),
      ),
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
    ],
    documents: {
      ...caseDocuments,
      ...reportDocuments,
      ...filingDocuments,
      ...circumstances.documents,
      ...checking.documents,
      ...indicatorsDocuments(deps),
      ...quarterlyDocuments({
        ...{ database, keyring, texts },
        draw: (chart) => deps.pictures.draw(chart),
      }),
      [TABLE_DOCUMENT]: async (data) => {
        const order = data as TableOrder;
        return tableFile(await tableRows(desk, texts, order), texts, order);
      },
      [REGISTER_TABLE]: (data) =>
        registerTable({ database, keyring }, texts, data as RegisterOrder),
      [REGISTER_PICTURE]: (data) => deps.pictures.draw(data as Chart),
      checklist: async (data) => ({
        name: "opora.pdf",
        type: "application/pdf",
        bytes: await renderDocument(checklistSheet(data as ChecklistSheet)),
      }),
    },
    sentNotes: messages.sentNotes(clock),
    async jobs({ notify, notifyApart, clock }) {
      await startStaffJobs(queue, notify);
      await startChecklistJobs({ database, queue, notify, clock });
      await startCaseJobs({ ...cases, clock });
      await filing.jobs(clock);
      await checking.jobs(clock);
      await startCountingJobs({ database, queue, clock });
      await startRegisterJobs({ database, queue, clock });
      await startCircumstanceJobs({ database, queue, keyring }, clock);
      await startHoldJobs({ ...holds, clock, notifyApart });
      await startIndicatorJobs(deps, clock);
      await startNotificationJobs({
        ...{ database, queue, notify, clock },
        reasons: {
          ...contractReasons(keyring),
          ...filing.reasons,
          ...checking.reasons,
          ...countingReasons,
          ...circumstanceReasons(keyring),
          ...holdReasons,
          ...indicatorReasons,
        },
        awaited: awaitedHolds,
        dayOf: (memberId, day) => dayOf(desk, memberId, day),
        isReleasedOn: isReleasedOn(keyring),
        cases: {
          releasedOn: (institutionId, day) => releasedOn(desk, institutionId, day),
          ranOutBefore: (institutionId, day) => ranOutBefore(desk, institutionId, day),
        },
        noteUnreachable: noteUnreachable(keyring),
      });
    },
  };
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
