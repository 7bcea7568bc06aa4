import type { IsoDate } from '../../common/dates.ts';
import { chineseDate } from '../../common/dates.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Office } from '../../ledger/office.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { type RowWords, rowWords } from '../../ledger/row-words.ts';
import type { RowChange } from '../../store/history.ts';
import type { Ledger } from '../../store/ledger.ts';
import { tableName } from '../../store/schema.ts';
import { allReviews, findReview, removeReview } from '../reviews.store.ts';
import { type SubmissionState, submissionState } from '../state.ts';
import { allSubmissions, saveSubmission } from '../submissions.store.ts';
import { type CarriedRow, dataName, readCarriedSources, readTable } from './carried-rows.ts';
import { judgePackage, senderOf } from './judge-package.ts';
import { contentDigest, dataFolder, hashOf, type Manifest, papersFolder, sourcesName } from './manifest.ts';
import type { OpenKindergarten } from './map-kindergartens.ts';
import { type MergeResult, mergePackage } from './merge-package.ts';
import { bothSides } from './merge-told.ts';
import type { OpenedPackage } from './open-package.ts';
import {
  type GivenPackage,
  type MatchDecision,
  nothing,
  type PackageResult,
  type ReceiveSettings,
} from './package-result.ts';
import { receivedPackages, savePackage } from './packages.store.ts';
import { takeReturn } from './take-return.ts';
import { addInputFile, tryOut } from './travelling.store.ts';

/** Changes told one by one; beyond them the history has all. */
const mostChanges = 2_000;

const counted: Readonly<Record<string, string>> = {
  kindergartens: 'kindergarten',
  groups: 'alliance_group',
  memberships: 'membership',
  people: 'person',
  bodies: 'body',
  applications: 'application',
  activities: 'activity',
  figures: 'indicator_value',
};

/** Takes packages into the ledger, the oldest of each office first (inside `perform`); results in the order given. */
export function receivePackages(
  ledger: Ledger,
  given: readonly GivenPackage[],
  settings: ReceiveSettings,
): PackageResult[] {
  const results = new Map<GivenPackage, PackageResult>();
  const stampOf = (each: GivenPackage) => ('opened' in each ? each.opened.manifest.stamp : 0);
  for (const each of [...given].sort((one, other) => stampOf(one) - stampOf(other))) {
    results.set(
      each,
      'opened' in each ? receiveOne(ledger, each.file, each.opened, settings) : refusedFile(each),
    );
  }
  return given.map((each) => results.get(each)).filter((result) => result !== undefined);
}

function refusedFile(each: Extract<GivenPackage, { readonly findings: unknown }>): PackageResult {
  const { file, manifest, findings } = each;
  return {
    ...nothing,
    file,
    office: manifest ? (manifest.office.title ?? manifest.office.name) : null,
    period: manifest?.period ?? null,
    state: null,
    outcome: 'refused',
    findings,
  };
}

function receiveOne(
  ledger: Ledger,
  file: string,
  opened: OpenedPackage,
  settings: ReceiveSettings,
): PackageResult {
  const { manifest } = opened;
  const own = ownOffice(ledger);
  if (manifest.kind === 'return') return takeReturn(ledger, file, opened, own, settings);
  const head = { ...nothing, file, period: manifest.period };
  const sender = senderOf(ledger, manifest);
  const named = manifest.office.title ?? manifest.office.name;
  if ('finding' in sender) {
    const finding = { ...sender.finding, file };
    return { ...head, office: named, state: null, outcome: 'refused', findings: [finding] };
  }
  const { office } = sender;
  const title = office.title ?? named;
  const taken = receivedPackages(ledger);
  const { asked, receivedOn } = settings;
  const judged = judgePackage(ledger, manifest, office, taken, { file, asked, receivedOn });
  const result = (
    outcome: PackageResult['outcome'],
    findings: readonly Finding[],
    more: Partial<PackageResult> = {},
  ): PackageResult => ({
    ...head,
    office: title,
    state: stateOf(ledger, office.id, manifest.period),
    outcome,
    findings: findings.map((finding) => ({ ...finding, file })),
    ...more,
  });
  if (judged.finding || !judged.period) return result('refused', judged.finding ? [judged.finding] : []);
  const { repeated } = judged;
  const cameBefore = () => {
    const date = chineseDate(repeated?.receivedOn ?? receivedOn);
    return result('repeated', [makeFinding('package-repeated', { value: file, date })]);
  };
  // Taken anew it may still put right what was kept the first time.
  if (repeated && !settings.takesSent) return cameBefore();
  const tables = readTables(opened);
  const sources = readCarriedSources(opened.files.get(sourcesName));
  if ('broken' in tables || !sources) {
    const what = `数据“${'broken' in tables ? tables.broken : sourcesName}”读不出来`;
    return result('refused', [makeFinding('package-altered', { value: file, what })]);
  }
  const words = rowWords(ledger, settings.folders);
  const isPeriodLocked = findReview(ledger, office.id, manifest.period)?.state === 'locked';
  const merge = tryOut(
    ledger,
    () =>
      mergePackage({
        ledger,
        operation: settings.operation,
        sender: office,
        tables: tables.rows,
        sources,
        packedOn: manifest.packedOn,
        decisions: decisionsFor(settings.decisions, manifest.office),
        takesSent: settings.takesSent,
        locked: isPeriodLocked ? [] : lockedPeriods(ledger, office.id),
        words,
      }),
    (merged) => merged.open.length === 0 && !isPeriodLocked,
  );
  if (merge.open.length > 0) {
    return result(
      'refused',
      merge.open.map((each) => openFinding(manifest.office.name, each)),
      {
        open: merge.open,
      },
    );
  }
  const told = merge.changes.slice(0, mostChanges);
  const changes = told.map((change) => ({
    subject: words.subject(change),
    content: words.content(change),
    kind: change.kind,
  }));
  const totals = { ...sizes(tables.rows), ...merge.counts };
  const { inserted, updated, removed } = merge.counts;
  if (repeated && inserted + updated + removed === 0) return cameBefore();
  if (isPeriodLocked) return lockedOut(merge, words, result, manifest, title);
  addInputFile(ledger, settings.operation, {
    path: opened.path,
    sha256: opened.sha256,
    bytes: opened.bytes,
  });
  enterReports(ledger, opened, office, receivedOn);
  const review = findReview(ledger, office.id, manifest.period);
  if (review && review.state !== 'locked') removeReview(ledger, review.id);
  savePackage(ledger, {
    officeId: office.id,
    period: manifest.period,
    content: contentDigest(manifest),
    file,
    packedOn: manifest.packedOn,
    receivedOn,
    stamp: manifest.stamp,
    masked: manifest.masked,
    programVersion: manifest.programVersion,
    totals,
    findings: merge.findings,
  });
  return result('received', merge.findings, { totals, tables: merge.tables, changes });
}

/** A package for a locked period: refused, with what it would have changed told from both sides. */
function lockedOut(
  merge: MergeResult,
  words: RowWords,
  result: (outcome: PackageResult['outcome'], findings: readonly Finding[]) => PackageResult,
  manifest: Manifest,
  office: string,
): PackageResult {
  const period = manifest.periodName;
  const added = merge.counts.inserted;
  if (merge.changes.length === 0 && added === 0) return result('repeated', []);
  return result('refused', [
    makeFinding('package-locked', { value: office, period }),
    ...merge.changes.slice(0, mostChanges).map((change) => {
      const { before, after } = change;
      const sides = before && after ? bothSides(before, after) : { before, after };
      const inWords = (row: RowChange['before']) =>
        row === null ? '没有' : words.content({ ...change, kind: 'insert', before: null, after: row });
      return makeFinding('package-locked-change', {
        value: office,
        period,
        subject: words.subject(change),
        before: inWords(sides.before),
        after: inWords(sides.after),
      });
    }),
    ...merge.tables
      .filter(({ inserted }) => inserted > 0)
      .map(({ table, inserted }) =>
        makeFinding('package-locked-change', {
          value: office,
          period,
          subject: tableName(table),
          before: '没有',
          after: `新增 ${inserted} 条`,
        }),
      ),
  ]);
}

function readTables(
  opened: OpenedPackage,
): { readonly rows: ReadonlyMap<string, readonly CarriedRow[]> } | { readonly broken: string } {
  const rows = new Map<string, readonly CarriedRow[]>();
  for (const name of opened.files.keys()) {
    const table = /^data\/([a-z][a-z0-9_]*)\.json$/.exec(name)?.[1];
    if (table === undefined || name === sourcesName || !name.startsWith(`${dataFolder}/`)) continue;
    const read = readTable(table, opened.files.get(dataName(table)), opened.manifest);
    if (!read) return { broken: name };
    rows.set(table, read);
  }
  return { rows };
}

function decisionsFor(
  decisions: readonly MatchDecision[],
  { name, title }: Manifest['office'],
): Map<number, number | 'new'> {
  return new Map(
    decisions
      .filter(({ office }) => office === null || office === name || office === title)
      .map(({ number, target }) => [number, target]),
  );
}

function openFinding(office: string, open: OpenKindergarten): Finding {
  const { senderId, name, contradiction, candidates } = open;
  const parameters = { office, value: name, number: senderId };
  if (contradiction !== null) {
    return makeFinding('package-contradiction', { ...parameters, reason: contradiction });
  }
  const listed = candidates.map((each) => `${each.name}（${each.id} 号，${each.reason}）`).join('、');
  return makeFinding('package-doubtful', { ...parameters, candidates: listed });
}

const lockedPeriods = (ledger: Ledger, officeId: number) =>
  allReviews(ledger).filter((review) => review.officeId === officeId && review.state === 'locked');

/** What became of an office's period so far. */
export function stateOf(ledger: Ledger, officeId: number, period: string): SubmissionState {
  const isReceived =
    receivedPackages(ledger).some((each) => each.officeId === officeId && each.period === period) ||
    allSubmissions(ledger).some((each) => each.officeId === officeId && each.period === period);
  return submissionState(findReview(ledger, officeId, period)?.state, isReceived);
}

/** The papers that came in a package. */
export function papersOf({ files }: OpenedPackage): { readonly name: string; readonly bytes: Buffer }[] {
  return [...files]
    .filter(([name]) => name.startsWith(`${papersFolder}/`))
    .map(([name, bytes]) => ({ name: name.slice(papersFolder.length + 1), bytes }));
}

/** The reports that a package is count as handed in on the day it came; the first time counts. */
function enterReports(ledger: Ledger, opened: OpenedPackage, { id }: Office, receivedOn: IsoDate): void {
  const { reports, period } = opened.manifest;
  const entered = allSubmissions(ledger);
  const [paper] = papersOf(opened);
  for (const { policy, report } of reports) {
    const isKnown = entered.some(
      (each) =>
        each.policyId === policy && each.report === report && each.officeId === id && each.period === period,
    );
    if (isKnown) continue;
    saveSubmission(ledger, {
      policyId: policy,
      report,
      officeId: id,
      groupId: null,
      period,
      submittedOn: receivedOn,
      document: paper?.name ?? null,
      documentSha256: paper ? hashOf(paper.bytes) : null,
      note: null,
    });
  }
}

function sizes(rows: ReadonlyMap<string, readonly CarriedRow[]>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counted).map(([name, table]) => [name, rows.get(table)?.length ?? 0]),
  );
}
