import { bedsFeature, openBeds } from "./features/beds/index.ts";
import {
  CASE_LINK,
  caseDocuments,
  casesFeature,
  eraseCase,
  hasSpecialist,
  keepAsking,
  keepClaiming,
  letCasesGo,
  openInvitation,
  openNewCase,
  openSpecialist,
  showCase,
  tellOfPaper,
} from "./features/cases/index.ts";
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
  beside,
  dayOf,
  deskFeature,
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
import { home, openHelp } from "./features/home/index.ts";
import { answersOf, interview, stageOf } from "./features/interview/index.ts";
import { language, openLanguage } from "./features/language/index.ts";
import { adoptMessages, createMessages, noteUnreachable } from "./features/messages/index.ts";
import { notificationsFeature, startNotificationJobs } from "./features/notifications/index.ts";
import { townById } from "./features/places/index.ts";
import { openPrivacy, privacy } from "./features/privacy/index.ts";
import {
  eraseStaff,
  INVITE_PREFIX,
  mayNow,
  type OnRevoke,
  openAdmin,
  openInvite,
  staffFeature,
} from "./features/staff/index.ts";
import { openTriage, triageBinding, triageFeature, triageForm } from "./features/triage/index.ts";
import { socialContract } from "./forms/social-contract.ts";
import type { Clock } from "./platform/clock.ts";
import type { Notify } from "./platform/conversation/notify.ts";
import type { Keyring } from "./platform/crypto/keyring.ts";
import { renderDocument } from "./platform/documents/index.ts";
import type { Database } from "./platform/postgres/database.ts";
import type { Queue } from "./platform/queue.ts";
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
}

export interface Features {
  readonly features: readonly Feature[];
  readonly documents: DocumentMakers;
  readonly sentNotes?: SentNotes;
  /** Starts what happens without anyone pressing anything. */
  jobs(deps: { readonly notify: Notify; readonly clock: Clock }): Promise<void>;
}

const DEFAULT_TIME_ZONE = "Europe/Moscow";

/** Every feature of the product, and the few places where one leads to another. */
export function createFeatures({ database, queue, keyring, texts, clock }: FeatureDeps): Features {
  // The gazetteer is read at the first look-up: now, so that nobody waits for it.
  townById(0);
  // What else ends when a member leaves; src/cli/admin.ts has the same list.
  const onRevoke: readonly OnRevoke[] = [letCasesGo(queue)];
  const messages = createMessages({ database, queue, keyring, openCard: showCase });
  const cases = { database, queue, keyring, onMerge: adoptMessages };
  const desk = { database, keyring };
  const checklist = { database, queue, onMark: tellOfPaper(cases) };
  return {
    features: [
      home(
        [
          { code: "beds", open: openBeds },
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
          {
            code: "desk",
            open: openDesk(desk),
            when: (ctx) => mayNow(database.prisma, ctx, "see_numbers"),
          },
          {
            code: "admin",
            open: openAdmin(database.prisma),
            when: (ctx) => mayNow(database.prisma, ctx, "manage_staff"),
          },
          { code: "language", open: openLanguage },
          { code: "privacy", open: openPrivacy },
          { code: "help", open: openHelp },
        ],
        { [INVITE_PREFIX]: openInvite(database.prisma), [CASE_LINK]: openInvitation(cases) },
      ),
      language,
      privacy({
        onConsent: [keepResult, keepPressed(checklist), keepAsking(cases), keepClaiming(cases)],
        onErase: [eraseAssessments, eraseChecklist, eraseStaff(onRevoke), eraseCase({ queue })],
        timeZone,
      }),
      interview([triageBinding, eligibilityBinding]),
      bedsFeature({ database, townOnFile: townNamed, openSpecialist }),
      triageFeature({ help: readHelp(), checkContract: openEligibility }),
      eligibilityFeature({ database, openPapers }),
      checklistFeature(checklist),
      staffFeature({ database, keyring, onRevoke, openDesk: openDesk(desk) }),
      casesFeature(cases, {
        openTalk: messages.openTalk,
        openCaseTalk: messages.openCaseTalk,
        beside,
        toList,
      }),
      deskFeature({
        ...desk,
        openNewCase,
        openSettings: ({ turn }) => turn.go({ name: "notifications" }),
      }),
      messages.feature,
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
      [TABLE_DOCUMENT]: async (data) => {
        const order = data as TableOrder;
        return tableFile(await tableRows(desk, texts, order), texts, order);
      },
      checklist: async (data) => ({
        name: "opora.pdf",
        type: "application/pdf",
        bytes: await renderDocument(checklistSheet(data as ChecklistSheet)),
      }),
    },
    sentNotes: messages.sentNotes(clock),
    async jobs({ notify, clock }) {
      await startChecklistJobs({ database, queue, notify, clock });
      await startNotificationJobs({
        ...{ database, queue, notify, clock },
        dayOf: (memberId, day) => dayOf(desk, memberId, day),
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
