import { chineseDate, holdsOn } from '../../common/dates.ts';
import { whenNotMet } from '../eligibility.ts';
import type { GroupFacts, LedgerFacts } from '../facts.ts';
import type { Outcome } from '../policy.ts';
import type { PlaceTier, PostingFacts } from '../posting/posting.ts';
import { postingRanks } from '../posting/posting.ts';
import { ruralReading } from '../posting/rural.ts';
import { bestRun, lastDayOfYear, runsOf } from '../posting/year-clock.ts';
import type { RuleOf } from '../schema.ts';
import { groupSubject, type JudgeGroup, type Judgement } from './kind.ts';

type Rule = RuleOf<'posting'>;
type ParametersOf<W extends Rule['parameters']['what']> = Extract<Rule['parameters'], { what: W }>;

/** The postings from the lead of a group to those who were its members on their first day, begun by the date. */
function fromLead(group: GroupFacts, facts: LedgerFacts): PostingFacts[] {
  const { lead } = group;
  if (!lead) return [];
  const members = [...group.members, ...(group.former ?? [])];
  return (facts.postings.get(lead.kindergartenId) ?? []).filter(
    ({ originId, destinationId, from }) =>
      originId === lead.kindergartenId &&
      from <= facts.on &&
      members.some(
        ({ kindergartenId, validFrom, validTo, stays = [{ from: validFrom, to: validTo }] }) =>
          kindergartenId === destinationId && stays.some((period) => holdsOn(period, from)),
      ),
  );
}

const byPerson = (postings: readonly PostingFacts[]) => {
  const people = new Map<number, PostingFacts[]>();
  for (const posting of postings) {
    people.set(posting.personId, [...(people.get(posting.personId) ?? []), posting]);
  }
  return [...people.values()];
};

const listed = (names: readonly string[]) =>
  names.slice(0, 5).join('、') + (names.length > 5 ? `等 ${names.length} 人` : '');

/**
 * Who was away for one continuous year, and who not yet. The clause grants something to those who were posted and asks
 * nothing of anybody: where nobody was, there is nothing to say.
 */
function judgeYear({ gapDays }: ParametersOf<'year'>, group: GroupFacts, facts: LedgerFacts): Judgement[] {
  const people = byPerson(fromLead(group, facts));
  if (people.length === 0) return [];
  const clocks = people.flatMap((postings) => {
    const runs = runsOf(postings, gapDays, facts.on);
    const best = bestRun(runs);
    return best ? [{ name: postings[0]?.name ?? '', best, runs }] : [];
  });
  const full = clocks.filter(({ best }) => best.isFull);
  // Long enough in all, yet with breaks: whoever counts days only would be wrong.
  const broken = clocks.filter(({ best, runs }) => {
    const [first] = runs;
    const days = runs.reduce((sum, run) => sum + run.days, 0);
    return !best.isFull && first !== undefined && runs.length > 1 && days >= daysOfYear(first.from);
  });
  const running = clocks.filter(({ best }) => !best.isFull && (best.to === null || best.to >= best.fullOn));
  const next = running.map(({ best }) => best.fullOn).sort()[0] ?? null;
  const parts = [
    `派驻过 ${clocks.length} 人，连续满一年的 ${full.length} 人${full.length > 0 ? `：${listed(full.map(({ name }) => name))}` : ''}。`,
    running.length > 0 && next !== null
      ? `正在派驻、还不满一年的 ${running.length} 人，最早到${chineseDate(next)}满一年。`
      : '',
    broken.length > 0
      ? `${listed(broken.map(({ name }) => name))}加起来够一年，但中间有间断，要从间断以后重新算。`
      : '',
  ];
  return [
    {
      subject: groupSubject(group),
      outcome: broken.length > 0 ? 'notice' : 'pass',
      facts: { people: clocks.length, full: full.length, running: running.length, next },
      message: parts.join(''),
      remedy: broken.length > 0 ? '请核对起止日期；间断属可以容许的，由政策文件的 gapDays 规定。' : '',
    },
  ];
}

const daysOfYear = (from: string) =>
  Math.round((Date.parse(lastDayOfYear(from)) - Date.parse(from)) / 86_400_000) + 1;

/** What tier a kindergarten has in a posting: as entered, else the city's own by what it hangs on. */
function tierOf(entered: PlaceTier | null, id: number | null, facts: LedgerFacts): PlaceTier | null {
  if (entered !== null || id === null) return entered;
  return facts.kindergartens.get(id)?.districtLevel === 'city' ? 'city' : null;
}

/**
 * Whose postings count as rural experience, under the reading and under the other one. As with the year, a group that
 * posted nobody is not spoken of.
 */
function judgeRural(
  { townIncluded }: ParametersOf<'rural'>,
  group: GroupFacts,
  facts: LedgerFacts,
): Judgement[] {
  const postings = fromLead(group, facts);
  if (postings.length === 0) return [];
  const read = postings.map((posting) => ({
    name: posting.name,
    personId: posting.personId,
    ...ruralReading({
      originTier: tierOf(posting.originTier, posting.originId, facts),
      destinationTier: tierOf(posting.destinationTier, posting.destinationId, facts),
      destinationPoor: posting.destinationPoor,
    }),
  }));
  const under = (isTownIncluded: boolean) => {
    const of = (answer: boolean | null) =>
      new Map(
        read
          .filter(({ withTown, withoutTown }) => (isTownIncluded ? withTown : withoutTown) === answer)
          .map(({ personId, name }) => [personId, name]),
      );
    const rural = of(true);
    // Whoever has one posting that counts has the experience, whatever is not known of the others.
    return { rural, open: [...of(null)].flatMap(([id, name]) => (rural.has(id) ? [] : [name])) };
  };
  const [own, other] = [under(townIncluded), under(!townIncluded)];
  const apart = [
    ...[...own.rural].flatMap(([id, name]) => (other.rural.has(id) ? [] : [name])),
    ...[...other.rural].flatMap(([id, name]) => (own.rural.has(id) ? [] : [name])),
  ];
  const outcomeOf = ({ open }: typeof own): Outcome => (open.length > 0 ? 'unknown' : 'pass');
  const reading = [
    `“乡镇以下”${townIncluded ? '不含' : '含'}乡镇`,
    ...(apart.length > 0 ? [`${listed(apart)}${own.rural.size > other.rural.size ? '不算' : '也算'}`] : []),
  ].join('，');
  const isOpen = own.open.length > 0;
  return [
    {
      subject: groupSubject(group),
      outcome: outcomeOf(own),
      facts: { postings: postings.length, rural: own.rural.size, ruralOtherwise: other.rural.size },
      message: [
        `派驻 ${postings.length} 次，算农村教育经历的 ${own.rural.size} 人${own.rural.size > 0 ? `：${listed([...own.rural.values()])}` : ''}。`,
        apart.length > 0 ? `照另一种理解（${reading}）。` : '',
        isOpen ? `${listed(own.open)}的派驻没有写明园所层级，不能断定。` : '',
      ].join(''),
      remedy: isOpen ? '请在跟岗派驻台账里填上派出园层级、派驻园层级和是否在贫困县。' : '',
      ...(isOpen ? { missing: ['postings'] as const } : {}),
      ...(apart.length > 0 || outcomeOf(own) !== outcomeOf(other)
        ? { otherReading: { reading, outcome: outcomeOf(other) } }
        : {}),
    },
  ];
}

/** Whether the lead posted people of the ranks the clause names. */
function judgeLeadStaff(
  rule: Rule,
  { ranks }: ParametersOf<'lead-staff'>,
  group: GroupFacts,
  facts: LedgerFacts,
): Judgement {
  const postings = fromLead(group, facts);
  const what = `有没有派驻${ranks.map((rank) => postingRanks[rank]).join('、')}`;
  if (postings.length === 0) {
    return {
      subject: groupSubject(group),
      outcome: 'unknown',
      facts: { people: 0 },
      message: `台账里没有${group.lead?.name ?? '主导园'}派人到成员园的记录，不能断定${what}。`,
      remedy: '派过的，请登记（youlian posting record，或导入跟岗派驻台账）。',
      missing: ['postings'],
    };
  }
  const fitting = postings.filter(({ rank }) => rank !== null && ranks.includes(rank));
  const open = postings.some(({ rank }) => rank === null);
  const base = {
    subject: groupSubject(group),
    facts: { postings: postings.length, fitting: fitting.length },
  };
  if (fitting.length > 0) {
    const names = [...new Set(fitting.map(({ name }) => name))];
    return { ...base, outcome: 'pass', message: `派驻过 ${names.length} 人：${listed(names)}。`, remedy: '' };
  }
  return open
    ? {
        ...base,
        outcome: 'unknown',
        message: `派驻了 ${postings.length} 次，但没有写明人员身份，不能断定${what}。`,
        remedy: '请在跟岗派驻台账里填上人员身份。',
        missing: ['postings'],
      }
    : {
        ...base,
        outcome: whenNotMet(rule.modality) ?? 'notice',
        message: `派驻了 ${postings.length} 次，没有一次派的是${ranks.map((rank) => postingRanks[rank]).join('、')}。`,
        remedy: '请安排派驻；派过的，请登记（youlian posting record）。',
      };
}

/** Whether postings (派驻) of a group's lead count, and for whom. */
export const judgePosting: JudgeGroup<'posting'> = (rule, { facts, group }) => {
  if (!whenNotMet(rule.modality)) return [];
  const { parameters } = rule;
  if (parameters.what === 'year') return judgeYear(parameters, group, facts);
  if (parameters.what === 'rural') return judgeRural(parameters, group, facts);
  return [judgeLeadStaff(rule, parameters, group, facts)];
};
