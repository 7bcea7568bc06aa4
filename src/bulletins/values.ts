import type { WordingValue, WordingValues } from '../documents/wording/values.ts';
import { type Counting, counting } from './counted.ts';
import { type FigureBook, queryText } from './figure.ts';
import { comingValues, criticismValues, outstandingValues, problemValues } from './findings-values.ts';
import { changeValues, kindValues, overviewValues, timeValues } from './overview.ts';
import { owedValues } from './owed-values.ts';
import { quarterAfter } from './quarter.ts';
import type { BulletinFacts } from './quarter-facts.ts';
import { ofGroups, standing } from './reckon.ts';
import { ruleValues, standingValues } from './standings.ts';

/** What the clerk says of the document itself. */
export interface BulletinHead {
  readonly addressees: readonly string[];
  readonly issuer: string | null;
  readonly number: string | null;
  /** Day of signature; the last day counted unless told. */
  readonly date: string | null;
  readonly isSealed: boolean;
  readonly copyTo: readonly string[];
}

/** Whether there is nothing to tell of: no group, or no record of anything. */
export function emptiness(facts: BulletinFacts): {
  readonly hasGroups: boolean;
  readonly hasRecords: boolean;
} {
  const groups = standing(facts.current);
  return { hasGroups: groups.length > 0, hasRecords: groups.some(({ isSilent }) => !isSilent) };
}

/** 走势: due, done, owed and rate of up to eight quarters, this one last. */
function courseValues(counted: Counting): WordingValue[] {
  const { course, current } = counted.facts;
  return course.map((account) => {
    const { quarter, countedOn } = account;
    if (account === current) {
      // The overview says the same of this quarter: the same figures.
      return {
        名称: quarter.name,
        联盟数: groupCount(counted, 'overview.groups'),
        ...counted.totals('overview', '', ofGroups(current.items), { of: 'groups' }),
      };
    }
    const id = `course.${quarter.id}`;
    const sum = totalsIn(counted, id, account);
    const query = queryText('groups', { policy: counted.facts.policy.id, on: countedOn });
    const label = `${quarter.name}${counted.facts.policy.names.kind}数`;
    return {
      名称: quarter.name,
      联盟数: counted.count(`${id}.groups`, label, standing(account).length, '个', query),
      ...sum,
    };
  });
}

const groupCount = ({ count, facts }: Counting, id: string) =>
  count(id, `${facts.policy.names.kind}数`, standing(facts.current).length, '个', '');

function totalsIn(counted: Counting, id: string, account: BulletinFacts['current']): WordingValues {
  const then = { ...counted.facts, current: account };
  return counting(counted.book, then).totals(id, account.quarter.name, ofGroups(account.items), {
    of: 'groups',
  });
}

/** Who is addressed where nobody says: the offices below, if there are any, and the groups. */
export function usualAddressees({ office, policy }: BulletinFacts): string[] {
  const { kind } = policy.names;
  if (office.level === 'town') return [`各${kind}`];
  if (office.level === 'county') return [`各镇街教育办公室，各${kind}`];
  return [`各区县教育行政部门，各${kind}`];
}

/** All that a template of the bulletin can name. */
export function bulletinValues(
  book: FigureBook,
  facts: BulletinFacts,
  head: BulletinHead,
  kindergartenName: (id: number) => string,
): WordingValues {
  const counted = counting(book, facts);
  const { policy, office, current, pastCycle } = facts;
  const { hasGroups, hasRecords } = emptiness(facts);
  return {
    ...timeValues(facts),
    下季度: `${current.countedOn < current.quarter.to ? '本季度余下时间和' : ''}${quarterAfter(current.quarter).name}`,
    联盟: policy.names.kind,
    主导园: policy.names.lead,
    联盟园: policy.names.member,
    政策: policy.title,
    政策文号: policy.number,
    地区: office.area,
    单位: head.issuer ?? office.name,
    区县: facts.placeWord,
    主送: (head.addressees.length > 0 ? head.addressees : usualAddressees(facts)).join('、'),
    文号: head.number,
    落款日期: head.date ?? current.countedOn,
    加盖印章: head.isSealed,
    抄送: head.copyTo.join('、'),
    没有联盟: !hasGroups,
    没有记录: !hasRecords,
    过期数: counted.count(
      'overview.past-cycle',
      `周期已满尚未续期的${policy.names.kind}数`,
      pastCycle,
      '个',
      queryText('groups', {
        policy: policy.id,
        'cycle-end': `..${current.quarter.from}`,
        on: current.countedOn,
      }),
    ),
    总体: overviewValues(counted),
    变化: changeValues(counted),
    种类: kindValues(counted),
    走势: courseValues(counted),
    ...standingValues(counted),
    ...ruleValues(counted),
    成效: outstandingValues(counted, kindergartenName),
    问题: problemValues(counted),
    批评: criticismValues(counted),
    下季: comingValues(counted),
    欠办清单: owedValues(counted),
    园所欠办: ofGroups(facts.debts).some(({ kindergartenId }) => kindergartenId !== null),
  };
}
