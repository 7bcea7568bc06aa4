import { chineseDate } from '../common/dates.ts';
import type { BulletinFacts, Confirmation, DueItem } from './quarter-facts.ts';
import { groupBy, ofGroups, totalsOf } from './reckon.ts';

/** A finding that a clerk may confirm, so that the bulletin names whom it concerns (通报批评). */
export interface Candidate {
  /** By which it is confirmed: `owed:Z7.family:g3k12`. */
  readonly key: string;
  readonly source: Confirmation['source'];
  readonly ruleId: string;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
  /** The group or kindergarten it concerns, and for a kindergarten its group. */
  readonly subject: string;
  readonly group: string | null;
  /** 本季度联合教研应办3次，欠办2次 */
  readonly words: string;
  /** What is owed, by name and number; nothing for other findings. */
  readonly activity: string;
  readonly due: number;
  readonly owed: number;
  readonly citation: string;
}

type Named = Pick<Candidate, 'source' | 'ruleId' | 'groupId' | 'kindergartenId'>;

/** The key of a finding; the same for the candidate and for what the clerk confirmed of it. */
export function keyOfConfirmation({ source, ruleId, groupId, kindergartenId }: Named): string {
  const of = `${groupId === null ? '' : `g${groupId}`}${kindergartenId === null ? '' : `k${kindergartenId}`}`;
  return `${source}:${ruleId}:${of}`;
}

const withKey = (candidate: Omit<Candidate, 'key'>): Candidate => ({
  key: keyOfConfirmation(candidate),
  ...candidate,
});

const notOwed = { activity: '', due: 0, owed: 0 };

function owedCandidates(facts: BulletinFacts): Candidate[] {
  const { current } = facts;
  const names = new Map(current.groups.map(({ id, name }) => [id, name]));
  const keyOf = (item: DueItem) => `${item.ruleId} ${item.groupId} ${item.type} ${item.kindergartenId}`;
  return [...groupBy(ofGroups(current.items), keyOf).values()].flatMap((items): Candidate[] => {
    const [first] = items;
    const { due, owed } = totalsOf(items);
    if (!first || owed === 0 || first.modality === 'should' || first.modality === 'may') return [];
    const group = names.get(first.groupId ?? 0) ?? null;
    const isMember = first.kindergartenId !== null;
    return [
      withKey({
        source: 'owed',
        ruleId: first.ruleId,
        groupId: first.groupId,
        kindergartenId: first.kindergartenId,
        subject: isMember ? first.subject : (group ?? first.subject),
        group: isMember ? group : null,
        ...{ activity: first.activity, due, owed },
        words: `本季度${first.activity}应办${due}次，欠办${owed}次`,
        citation: first.citation,
      }),
    ];
  });
}

function violationCandidates({ verdicts, current, policy }: BulletinFacts): Candidate[] {
  const titles = new Map(policy.rules.map(({ id, title }) => [id, title]));
  const memberGroup = (kindergartenId: number) =>
    current.groups.find(({ kindergartenIds }) => kindergartenIds.includes(kindergartenId));
  return verdicts
    .filter(({ outcome }) => outcome === 'violation')
    .flatMap(({ rule, subject, citation }): Candidate[] => {
      const title = titles.get(rule.split('/')[0] ?? '') ?? rule;
      const head = {
        ...notOwed,
        source: 'violation',
        ruleId: rule,
        citation,
        words: `不符合“${title}”的要求`,
        subject: subject.name,
      } as const;
      if (subject.type === 'group') {
        return [withKey({ ...head, groupId: Number(subject.id), kindergartenId: null, group: null })];
      }
      if (subject.type !== 'kindergarten') return [];
      const group = memberGroup(Number(subject.id));
      return [
        withKey({
          ...head,
          groupId: group?.id ?? null,
          kindergartenId: Number(subject.id),
          group: group?.name ?? null,
        }),
      ];
    });
}

function overdueCandidates({ overdue, current }: BulletinFacts): Candidate[] {
  return overdue
    .filter(({ groupId, kindergartenId }) => groupId !== null || kindergartenId !== null)
    .map(({ id, subject, groupId, kindergartenId, problem, dueOn }) =>
      withKey({
        ...notOwed,
        source: 'overdue',
        ruleId: String(id),
        groupId,
        kindergartenId,
        subject,
        group:
          kindergartenId === null ? null : (current.groups.find((each) => each.id === groupId)?.name ?? null),
        words: `“${problem}”应于${chineseDate(dueOn)}前整改，逾期未完成`,
        citation: '',
      }),
    );
}

/** All findings of a quarter that may be confirmed: what must be done and is owed, violations, overdue rectifications. */
export function candidatesOf(facts: BulletinFacts): Candidate[] {
  return [...owedCandidates(facts), ...violationCandidates(facts), ...overdueCandidates(facts)];
}
