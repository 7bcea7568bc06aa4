import { beginning } from '../../common/dates.ts';
import type { GroupFacts, LedgerFacts } from '../facts.ts';
import { groupSubject, officeSubject } from '../kinds/kind.ts';
import type { Subject } from '../policy.ts';
import type { Policy } from '../schema.ts';
import type { ActivityFacts, SubmissionFacts } from './facts.ts';
import { type Report, type ReportPeriod, type ReportState, reportPeriods, reportStates } from './reports.ts';
import { officeSubjects, subjectsInGroup } from './subjects.ts';

/** Who hands in a report to whom, and what came of each period until the day asked about. */
export interface ReportAccount {
  readonly report: Report;
  /** The step of the report's chain. */
  readonly link: Report['chain'][number];
  readonly sender: Subject;
  readonly to: string;
  readonly states: readonly ReportState[];
}

const counting = { counts: 'attended' } as const;

/** Of a group of which no beginning is known nobody asked a report before the policy was issued. */
function known(stays: Parameters<typeof reportPeriods>[2], { issued }: Policy) {
  if (issued === null) return stays;
  return stays.map((stay) => (stay.from === beginning ? { ...stay, from: issued } : stay));
}

function account(
  report: Report,
  policy: Policy,
  link: Report['chain'][number],
  sender: Subject,
  stays: Parameters<typeof reportPeriods>[2],
  own: readonly SubmissionFacts[],
  facts: LedgerFacts,
  held: readonly ActivityFacts[] = [],
): ReportAccount {
  const periods = reportPeriods(report, link, known(stays, policy), facts.terms, facts.askedOn);
  const handedIn = [...own, ...heldAsReports(report, periods, held)];
  return { report, link, sender, to: link.to, states: reportStates(periods, handedIn, facts.askedOn) };
}

/** Activities that are themselves the report, each handed in on the day it was held in the period it lies in. */
function heldAsReports(
  report: Report,
  periods: readonly ReportPeriod[],
  held: readonly ActivityFacts[],
): SubmissionFacts[] {
  if (report.activity === undefined) return [];
  return held
    .filter(({ kind }) => kind === report.activity)
    .flatMap(({ policyId, groupId, officeId, heldOn }) =>
      periods
        .filter(({ begins, due }) => begins !== undefined && begins <= heldOn && heldOn <= due)
        .map(({ key }) => ({
          policyId,
          report: report.id,
          groupId,
          officeId: groupId === null ? officeId : null,
          period: key,
          submittedOn: heldOn,
        })),
    );
}

/** What a group hands in. */
export function groupReports(
  report: Report,
  policy: Policy,
  facts: LedgerFacts,
  group: GroupFacts,
): ReportAccount[] {
  return report.chain
    .filter(({ from }) => from === 'group')
    .flatMap((link) =>
      subjectsInGroup({ ...counting, subject: 'group' }, policy, facts, group).map(({ stays, held }) =>
        account(
          report,
          policy,
          link,
          groupSubject(group),
          stays,
          ofReport(facts, policy, report, group.id),
          facts,
          held,
        ),
      ),
    );
}

function ofReport(facts: LedgerFacts, policy: Policy, report: Report, groupId: number): SubmissionFacts[] {
  return (submissionsOf(facts).get(`group ${groupId}`) ?? []).filter(
    (each) => each.policyId === policy.id && each.report === report.id,
  );
}

// Every group asks for its own: the submissions are sorted out once.
const sorted = new WeakMap<readonly SubmissionFacts[], Map<string, SubmissionFacts[]>>();

function submissionsOf({ submissions }: LedgerFacts): Map<string, SubmissionFacts[]> {
  const known = sorted.get(submissions);
  if (known) return known;
  const own = new Map<string, SubmissionFacts[]>();
  for (const submission of submissions) {
    const { groupId, officeId } = submission;
    const key = groupId === null ? `office ${officeId}` : `group ${groupId}`;
    const list = own.get(key);
    if (list) list.push(submission);
    else own.set(key, [submission]);
  }
  sorted.set(submissions, own);
  return own;
}

/**
 * What offices hand in: the office itself where it is of the level the report comes from, else the districts under
 * it, which hand it in to this office.
 */
export function officeReports(report: Report, policy: Policy, facts: LedgerFacts): ReportAccount[] {
  const { level = null, districts = [] } = facts.office;
  const [whole] = officeSubjects({ ...counting, subject: 'office' }, policy, facts);
  const stays = whole?.stays ?? [];
  if (!whole && report.per !== 'once') return [];
  const below = level === 'province' ? 'city' : level === 'city' ? 'county' : null;
  return report.chain.flatMap((link) => {
    if (link.from === 'group') return [];
    const senders: Subject[] =
      link.from === level
        ? [officeSubject(facts)]
        : link.from === below
          ? districts.map(({ id, name, title }) => ({ type: 'office', id: String(id), name: title ?? name }))
          : [];
    return senders.map((sender) => {
      const own = (submissionsOf(facts).get(`office ${sender.id}`) ?? []).filter(
        (each) => each.policyId === policy.id && each.report === report.id,
      );
      return account(report, policy, link, sender, stays, own, facts);
    });
  });
}
