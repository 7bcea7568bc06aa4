import { createHash } from 'node:crypto';
import { kindergartenNames } from '../activities/kindergarten-names.store.ts';
import type { IsoDate } from '../common/dates.ts';
import { cleanText } from '../documents/clean-text.ts';
import { loadProfile } from '../documents/load-profile.ts';
import { renderDocument } from '../documents/render-document.ts';
import { loadWording } from '../documents/wording/load-wording.ts';
import { makeFinding, refuseErrors } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { FontShelf } from '../fonts/find-fonts.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { bulletinCharts } from './bulletin-charts.ts';
import { candidatesOf, keyOfConfirmation } from './candidates.ts';
import { type ComposedBulletin, composeBulletin } from './compose.ts';
import { drawPictures } from './draw-pictures.ts';
import type { Quarter } from './quarter.ts';
import type { BulletinFacts } from './quarter-facts.ts';
import { readBulletinFacts } from './read-facts.ts';
import { type BulletinHead, emptiness } from './values.ts';
import { versionOfBulletin } from './version.ts';

export interface BulletinRequest {
  readonly policy: Policy;
  readonly quarter: Quarter;
  readonly countedOn: IsoDate;
  readonly head: BulletinHead;
  readonly profile: string;
  readonly templateFolders: readonly string[];
  /** Null for a bulletin without charts. */
  readonly fonts: FontShelf | null;
}

export interface MadeBulletin extends ComposedBulletin {
  readonly facts: BulletinFacts;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** What must be said of the facts of a bulletin before anybody signs it. */
function findingsOf(facts: BulletinFacts, date: IsoDate | null): Finding[] {
  const { current, policy, pastCycle, confirmations } = facts;
  const { quarter, countedOn } = current;
  const { kind } = policy.names;
  const findings: Finding[] = [];
  const { hasGroups, hasRecords } = emptiness(facts);
  if (!hasGroups) {
    findings.push(makeFinding('bulletin-no-groups', { value: quarter.name, policy: policy.title, kind }));
  } else if (!hasRecords) findings.push(makeFinding('bulletin-no-records', { value: countedOn, kind }));
  if (pastCycle > 0) findings.push(makeFinding('bulletin-cycle-over', { value: pastCycle, kind }));
  if (countedOn < quarter.to) {
    findings.push(makeFinding('bulletin-running', { value: quarter.name, day: countedOn }));
  }
  const undecided = facts.verdicts.filter(({ outcome }) => outcome === 'unknown').length;
  if (undecided > 0) findings.push(makeFinding('bulletin-undecided', { value: undecided, day: countedOn }));
  if (date === null) findings.push(makeFinding('bulletin-date-assumed', { value: countedOn }));
  const texts = [
    ...current.groups.flatMap(({ name, lead }) => [name, lead ?? '']),
    ...facts.activities
      .filter(({ outstanding }) => outstanding)
      .flatMap(({ title, outcome }) => [title, outcome ?? '']),
  ];
  for (const { text, removed } of [...new Set(texts)].map((each) => cleanText(each))) {
    if (removed > 0)
      findings.push(makeFinding('bulletin-characters-left-out', { value: text, count: removed }));
  }
  const known = new Set(candidatesOf(facts).map(({ key }) => key));
  for (const confirmation of confirmations) {
    const value = keyOfConfirmation(confirmation);
    if (!known.has(value)) {
      findings.push(makeFinding('bulletin-confirmation-gone', { value, quarter: quarter.id }));
    }
  }
  return findings;
}

const noHead: BulletinHead = {
  addressees: [],
  issuer: null,
  number: null,
  date: null,
  isSealed: false,
  copyTo: [],
};

const noPictures = { 走势图: null, 完成率图: null, 覆盖图: null };

/** The words and figures of a bulletin as the ledger gives them now, without pictures and layout. */
export function composeFromLedger(
  ledger: Ledger,
  request: Pick<BulletinRequest, 'policy' | 'quarter' | 'countedOn' | 'templateFolders'> & {
    readonly head?: BulletinHead;
  },
  facts: BulletinFacts = readBulletinFacts(ledger, request),
  pictures: Parameters<typeof composeBulletin>[0]['pictures'] = noPictures,
): ComposedBulletin {
  const names = kindergartenNames(ledger);
  return composeBulletin({
    facts,
    wording: loadWording('bulletin/quarterly.md', request.templateFolders),
    head: request.head ?? noHead,
    pictures,
    kindergartenName: (id) => names(id, request.countedOn),
  });
}

/**
 * Makes a bulletin from the ledger. The same ledger and request give the same bytes.
 * @throws Failure of a template that is broken or names a field that is not there, of a profile; as `readBulletinFacts`
 */
export async function makeBulletin(ledger: Ledger, request: BulletinRequest): Promise<MadeBulletin> {
  const { head, templateFolders } = request;
  const profile = loadProfile(request.profile, templateFolders);
  const facts = readBulletinFacts(ledger, request);
  // A slip in the template is told before the charts are drawn.
  refuseErrors(composeFromLedger(ledger, request, facts).findings);
  const drawn =
    request.fonts === null ? noPictures : await drawPictures(bulletinCharts(facts), request.fonts);
  const composed = composeFromLedger(ledger, request, facts, drawn ?? noPictures);
  const findings = [...findingsOf(facts, head.date), ...composed.findings];
  if (drawn === null) findings.push(makeFinding('bulletin-without-pictures', {}));
  const version = versionOfBulletin({
    policyId: request.policy.id,
    quarter: request.quarter.id,
    figures: composed.figures,
  });
  const bytes = await renderDocument({ ...composed.document, version }, profile);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...composed, facts, findings, bytes, sha256 };
}
