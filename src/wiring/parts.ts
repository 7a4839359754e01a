import { showCase, tellOfPaper } from "../features/cases/index.ts";
import { createChecking, reportDues } from "../features/checking/index.ts";
import {
  adoptCircumstances,
  aidStop,
  circumstanceDues,
  createCircumstances,
  hasValidReason,
} from "../features/circumstances/index.ts";
import {
  adoptContracts,
  contractDues,
  followedCases,
  remindOfContract,
} from "../features/contract/index.ts";
import { joinSources } from "../features/deadlines/index.ts";
import { adoptFilings, createFiling } from "../features/filing/index.ts";
import { adoptHolds, joinHolds } from "../features/holds/index.ts";
import { adoptMessages, createMessages } from "../features/messages/index.ts";
import { townById } from "../features/places/index.ts";
import { adoptReceipts, createReceipts } from "../features/receipts/index.ts";
import { adoptReports, openReport } from "../features/report/index.ts";
import {
  adoptServices,
  askOfPaper,
  createServices,
  onArrival,
  onHandOver,
  onTick,
} from "../features/services/index.ts";
import { adoptFiles } from "../platform/files/index.ts";
import type { FeatureDeps } from "./deps.ts";
import { whenMemberLeaves } from "./leaving.ts";

/** What several features share, and the features that others lead to. */
export type Parts = ReturnType<typeof createParts>;

export function createParts(deps: FeatureDeps) {
  const { database, queue, keyring } = deps;
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
    adoptServices(keyring),
    adoptHolds,
    adoptContracts,
  ];
  const onLink = [remindOfContract(queue), joinHolds];
  const { namesInChat } = deps;
  const follow = { onTick: [onTick({ keyring })], onHandOver: [onHandOver({ keyring })] };
  const cases = { database, queue, keyring, onMerge, onLink, ...follow, namesInChat };
  const contract = { database, queue, keyring };
  const dues = joinSources([
    contractDues(database),
    reportDues(database),
    circumstanceDues(database),
  ]);
  const desk = { database, keyring, dues, followed: followedCases(database) };
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
      howItCame: filing.howItCame,
      ask: (ctx, caseId, text) => messages.write(ctx, caseId, { kind: "text", text }),
      hasValidReason,
      aidStop,
    },
  );
  const services = createServices({ database, keyring });
  const circumstances = createCircumstances({
    ...{ ...papers, database, queue, keyring, namesInChat: deps.namesInChat },
  });
  const holds = { database, queue, keyring, onArrive: [onArrival({ keyring })] };
  const checklist = { database, queue, onMark: [tellOfPaper(cases), askOfPaper({ keyring })] };
  return {
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
  };
}
