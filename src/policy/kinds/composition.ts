import { chineseDate } from '../../common/dates.ts';
import { squeezeText } from '../../common/text.ts';
import { whenNotMet } from '../eligibility.ts';
import type { FactKey } from '../fact-names.ts';
import type { BodyFacts, GroupFacts, LedgerFacts, SeatFacts } from '../facts.ts';
import type { OtherReading, Outcome, Subject } from '../policy.ts';
import type { Policy, RuleOf } from '../schema.ts';
import { gravest } from '../three-valued.ts';
import { groupSubject, type JudgeGroup, type Judgement, type JudgeOffice, officeSubject } from './kind.ts';
import { bodiesOf, findPrincipal, holdsPost, sitting } from './seats.ts';

type Rule = RuleOf<'composition'>;

/** What is to be said of one point of a body's composition. */
interface Point {
  readonly outcome: Outcome;
  readonly message: string;
  readonly missing?: FactKey;
  readonly otherReading?: OtherReading;
  readonly facts?: Judgement['facts'];
}

/** What a body is judged in: the policy, all facts, and the group it is of. */
interface Circumstances {
  readonly policy: Policy;
  readonly facts: LedgerFacts;
  readonly group: GroupFacts | null;
  readonly failed: 'violation' | 'notice';
}

const names = (seats: readonly SeatFacts[]) => [...new Set(seats.map(({ name }) => name))].join('、');

/** Nobody holds a role: who held it last, where somebody did. */
function vacancy(body: BodyFacts, role: string): string {
  const last = body.seats
    .filter((seat) => seat.role === role && seat.endedOn !== null)
    .sort((one, other) => ((one.endedOn ?? '') < (other.endedOn ?? '') ? 1 : -1))[0];
  return last?.endedOn
    ? `${role}空缺（${last.name}自${chineseDate(last.endedOn)}起不再担任）。`
    : `${role}空缺。`;
}

function judgeChair(rule: Rule, body: BodyFacts, circumstances: Circumstances): Point | null {
  const { chair, alternative } = rule.parameters;
  if (!chair) return null;
  const { failed, facts, group } = circumstances;
  const seats = sitting(body).filter((seat) => squeezeText(seat.role) === chair.role);
  const expected = { chairExpected: chair.described };
  const [first] = seats;
  if (!first) return { outcome: failed, message: vacancy(body, chair.role), facts: expected };
  const found = { ...expected, chair: names(seats), chairPosts: first.unitAndPosts };
  const who = `${chair.role}${first.name}（${first.unitAndPosts}）`;
  if (chair.leadPrincipal) {
    if (!group?.lead) {
      const message = `没有登记${circumstances.policy.names.lead}，不能判定${chair.role}是不是其园长。`;
      return { outcome: 'unknown', message, missing: 'lead', facts: found };
    }
    const principal = findPrincipal(facts, group.lead, seats);
    if (!principal.known) {
      const message = `还不能断定${chair.role}是不是${chair.described}：不知${principal.why}。`;
      return { outcome: 'unknown', message, missing: 'principal', facts: found };
    }
    if (principal.seat) return { outcome: 'pass', message: '', facts: found };
    const message = `${who}不是${chair.described}（${principal.wanted}）。`;
    return { outcome: failed, message, facts: found };
  }
  const fits = (posts: readonly string[] | undefined) =>
    seats.some(
      (seat) =>
        (posts ?? [seat.unitAndPosts]).some((post) => holdsPost(seat.unitAndPosts, post)) &&
        (chair.units ?? [seat.unit]).some((unit) => seat.unit.includes(unit)),
    );
  const outcome = fits(chair.posts) ? 'pass' : failed;
  const other = alternative && (fits(alternative.posts) ? 'pass' : failed);
  return {
    outcome,
    message: outcome === 'pass' ? '' : `${who}不是${chair.described}。`,
    facts: found,
    ...(alternative && other && other !== outcome
      ? { otherReading: { reading: alternative.reading, outcome: other } }
      : {}),
  };
}

function judgeMembers(rule: Rule, body: BodyFacts, { failed }: Circumstances): Point | null {
  const seats = sitting(body);
  const absent = rule.parameters.members.filter(
    ({ words }) =>
      !seats.some((seat) =>
        words.some((word) => seat.role.includes(word) || holdsPost(seat.unitAndPosts, word)),
      ),
  );
  if (absent.length === 0) return null;
  const listed = absent.map(({ described }) => described).join('、');
  return { outcome: failed, message: `名单里没有${listed}。`, facts: { absent: listed } };
}

function judgePrincipals(rule: Rule, body: BodyFacts, circumstances: Circumstances): Point[] {
  const { allPrincipals } = rule.parameters;
  const { group, facts, failed } = circumstances;
  if (!allPrincipals || !group) return [];
  const all = allPrincipals === 'all' && group.lead ? [group.lead, ...group.members] : group.members;
  const seats = sitting(body);
  const absent: string[] = [];
  const doubtful: string[] = [];
  for (const membership of all) {
    const principal = findPrincipal(facts, membership, seats);
    if (!principal.known) doubtful.push(principal.why);
    else if (!principal.seat) absent.push(`${membership.name}的园长${principal.wanted}`);
  }
  const listed = absent.join('、');
  return [
    ...(absent.length > 0
      ? [{ outcome: failed, message: `名单里没有${listed}。`, facts: { absent: listed } } as const]
      : []),
    ...(doubtful.length > 0
      ? [
          {
            outcome: 'unknown',
            message: `还不能断定园长是否都在其中：不知${doubtful.join('；')}。`,
            missing: 'principal',
          } as const,
        ]
      : []),
  ];
}

/** Roles of the policy in which somebody sat once, and nobody sits now; the chair's is judged by itself. */
function judgeVacancies(rule: Rule, body: BodyFacts, roles: readonly string[]): Point[] {
  const held = new Set(sitting(body).map(({ role }) => role));
  return roles
    .filter((role) => role !== rule.parameters.chair?.role && !held.has(role))
    .filter((role) => body.seats.some((seat) => seat.role === role))
    .map((role) => ({ outcome: 'notice', message: vacancy(body, role) }));
}

/** Whoever sits in two bodies that should have nobody in common: a notice, no document forbids it. */
function judgeApart(rule: Rule, body: BodyFacts, { policy, facts, group }: Circumstances): Point | null {
  const { apartFrom } = rule.parameters;
  if (apartFrom === undefined) return null;
  const others = bodiesOf(
    group ? facts.bodies.ofGroups.get(group.id) : facts.bodies.ofOffices,
    apartFrom,
    policy,
  );
  const there = new Set(others.flatMap((other) => sitting(other).map(({ personId }) => personId)));
  const both = names(sitting(body).filter(({ personId }) => there.has(personId)));
  if (both === '') return null;
  const other = policy.bodies.find(({ id }) => id === apartFrom)?.name ?? apartFrom;
  return { outcome: 'notice', message: `${both}同时在${other}任职，请核对。`, facts: { both } };
}

const remedies: Readonly<Record<Exclude<Outcome, 'pass'>, string>> = {
  violation:
    '请核对名单；名单不全的，请补全后重新导入，或用 youlian committee seat 登记；属实的，请调整人选。',
  notice: '请核对名单；确需如此的，可以保留。',
  unknown: '请在园所信息表里补上园长，或核对名单里的单位及职务，重新导入。',
};

function judgeBody(
  rule: Rule,
  subject: Subject,
  bodies: readonly BodyFacts[],
  circumstances: Circumstances,
): Judgement {
  const { policy } = circumstances;
  const definition = policy.bodies.find(({ id }) => id === rule.parameters.body);
  const name = definition?.name ?? rule.parameters.body;
  const body = bodies.findLast((each) => sitting(each).length > 0) ?? bodies.at(-1);
  const missing: FactKey = definition?.of === 'group' ? 'boards' : 'leadership';
  if (!body || body.seats.length === 0) {
    return {
      subject,
      outcome: 'unknown',
      facts: { body: name, people: 0 },
      message: `台账里还没有${name}的名单。`,
      remedy: `请导入${name}的名单（附件1的格式），或用 youlian committee create ${rule.parameters.body} 和 committee seat 登记。`,
      missing: [missing],
    };
  }
  const points = [
    judgeChair(rule, body, circumstances),
    judgeMembers(rule, body, circumstances),
    ...judgePrincipals(rule, body, circumstances),
    ...judgeVacancies(rule, body, definition?.roles ?? []),
    judgeApart(rule, body, circumstances),
    sitting(body).length === 0
      ? ({ outcome: circumstances.failed, message: `${name}的人都已卸任。` } as const)
      : null,
  ].filter((point) => point !== null);
  const outcome = gravest(points.map((point) => point.outcome));
  const wrong = points.filter((point) => point.outcome !== 'pass');
  const wants = [...new Set(wrong.flatMap((point) => point.missing ?? []))];
  // Another reading of one point matters only where no other point decides as much by itself.
  const decisive = wrong.filter((point) => point.outcome === outcome);
  const otherReading =
    decisive.length <= 1
      ? (decisive[0] ?? points.find((point) => point.otherReading))?.otherReading
      : undefined;
  return {
    subject,
    outcome,
    facts: Object.assign(
      { body: body.title, people: sitting(body).length },
      ...points.map((each) => each.facts),
    ),
    message:
      wrong.length === 0
        ? `${name}已登记，共 ${sitting(body).length} 人，人选符合。`
        : `${name}：${wrong.map(({ message }) => message).join('')}`,
    remedy: outcome === 'pass' ? '' : remedies[outcome],
    ...(outcome === 'unknown' ? { missing: wants } : {}),
    otherReading,
  };
}

/** Who sits in a body of the group (理事会, 监事会, 学区治理委员会, 工作小组). */
export const judgeGroupComposition: JudgeGroup<'composition'> = (rule, { policy, facts, group }) => {
  const failed = whenNotMet(rule.modality);
  const { body } = rule.parameters;
  if (!failed || policy.bodies.find(({ id }) => id === body)?.of !== 'group') return [];
  const own = bodiesOf(facts.bodies.ofGroups.get(group.id), body, policy);
  return [judgeBody(rule, groupSubject(group), own, { policy, facts, group, failed })];
};

/** Who sits in a body of the office (领导小组, 专家团队), or whether each district under it has its own. */
export const judgeOfficeComposition: JudgeOffice<'composition'> = (rule, { policy, facts }) => {
  const failed = whenNotMet(rule.modality);
  const { body, per } = rule.parameters;
  if (!failed || policy.bodies.find(({ id }) => id === body)?.of !== 'office') return [];
  const all = bodiesOf(facts.bodies.ofOffices, body, policy);
  const circumstances = { policy, facts, group: null, failed };
  const districts = facts.office.districts ?? [];
  if (per === undefined) {
    const others = new Set(districts.map(({ id }) => id));
    const own = all.filter(({ officeId }) => officeId === null || !others.has(officeId));
    return [judgeBody(rule, officeSubject(facts), own, circumstances)];
  }
  return districts.map(({ id, name }) =>
    judgeBody(
      rule,
      { type: 'office', id: String(id), name },
      all.filter(({ officeId }) => officeId === id),
      circumstances,
    ),
  );
};
