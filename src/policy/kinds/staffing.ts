import { squeezeText } from '../../common/text.ts';
import { whenNotMet } from '../eligibility.ts';
import type { BodyFacts, GroupFacts, LedgerFacts, SeatFacts } from '../facts.ts';
import type { Outcome } from '../policy.ts';
import type { Policy, RuleOf } from '../schema.ts';
import { gravest } from '../three-valued.ts';
import { groupSubject, type JudgeGroup } from './kind.ts';
import { bodiesOf, isOfKindergarten, sitting } from './seats.ts';

type Post = RuleOf<'staffing'>['parameters']['posts'][number];

const inRole = (seats: readonly SeatFacts[], { roles }: Post) =>
  seats.filter((seat) => roles.includes(squeezeText(seat.role)));

const headsOf = (seats: readonly SeatFacts[]) => new Set(seats.map(({ personId }) => personId)).size;

// Every group asks who serves elsewhere: the bodies of all groups are gone through once.
const placesByBodies = new WeakMap<object, Map<string, Map<number, Set<number>>>>();

/** In which groups each person serves in bodies of a kind, by person. */
function placesOf(facts: LedgerFacts, kind: string, policy: Policy): Map<number, Set<number>> {
  const byKind = placesByBodies.get(facts.bodies) ?? new Map<string, Map<number, Set<number>>>();
  placesByBodies.set(facts.bodies, byKind);
  const key = `${policy.id} ${kind}`;
  const known = byKind.get(key);
  if (known) return known;
  const places = new Map<number, Set<number>>();
  for (const [groupId, bodies] of facts.bodies.ofGroups) {
    for (const { personId } of bodiesOf(bodies, kind, policy).flatMap(sitting)) {
      const own = places.get(personId);
      if (own) own.add(groupId);
      else places.set(personId, new Set([groupId]));
    }
  }
  byKind.set(key, places);
  return places;
}

/** How many are lacking in a post, in words; null where none. */
function judgePost(
  post: Post,
  body: BodyFacts,
  group: GroupFacts,
  failed: Outcome,
): { readonly outcome: Outcome; readonly lacking: string } | null {
  const [name = ''] = post.roles;
  const seats = inRole(sitting(body), post);
  if (post.per === undefined) {
    const count = headsOf(seats);
    if (count >= post.atLeast) return null;
    return { outcome: failed, lacking: `${name} ${count} 人，应有 ${post.atLeast} 人` };
  }
  const kindergartens = [...(group.lead ? [group.lead] : []), ...group.members];
  const without = kindergartens.filter(
    (each) => headsOf(seats.filter((seat) => isOfKindergarten(seat, each.name))) < post.atLeast,
  );
  if (without.length === 0) return null;
  const adrift = seats.filter((seat) => !kindergartens.some((each) => isOfKindergarten(seat, each.name)));
  const listed = without.map((each) => each.name).join('、');
  if (adrift.length >= without.length * post.atLeast) {
    const people = adrift.map((seat) => seat.name).join('、');
    return { outcome: 'unknown', lacking: `${listed}的${name}（${people}是哪一所园的，看不出来）` };
  }
  return { outcome: failed, lacking: `${listed}没有${name}` };
}

/** Whether a group has the staff it should have (责任督学, 视导员, 教研员, 培训师). */
export const judgeStaffing: JudgeGroup<'staffing'> = (rule, { policy, facts, group }) => {
  const failed = whenNotMet(rule.modality);
  const { body: kind, posts, tellShared } = rule.parameters;
  if (!failed) return [];
  const subject = groupSubject(group);
  const name = policy.bodies.find(({ id }) => id === kind)?.name ?? kind;
  const own = bodiesOf(facts.bodies.ofGroups.get(group.id), kind, policy);
  const body = own.findLast((each) => sitting(each).length > 0);
  if (!body) {
    return [
      {
        subject,
        outcome: 'unknown',
        facts: { body: name, people: 0 },
        message: `台账里还没有${name}的名单。`,
        remedy: `请导入${name}的名单（附件1的格式），或用 youlian committee create ${kind} 和 committee seat 登记。`,
        missing: ['inspectors'],
      },
    ];
  }
  const found = posts.flatMap((post) => judgePost(post, body, group, failed) ?? []);
  const places = tellShared ? placesOf(facts, kind, policy) : new Map<number, Set<number>>();
  const serving = posts.flatMap((post) => inRole(sitting(body), post));
  const sharing = serving.filter(({ personId }) => (places.get(personId)?.size ?? 0) > 1);
  const shared = [...new Set(sharing.map((seat) => seat.name))].join('、');
  const outcome = gravest([...found.map((each) => each.outcome), ...(shared ? ['notice' as const] : [])]);
  const lackingPosts = found.map(({ lacking }) => lacking).join('；');
  const doubt = outcome === 'unknown' ? '还不能断定有没有：' : '不足：';
  return [
    {
      subject,
      outcome,
      facts: {
        body: body.title,
        people: headsOf(serving),
        lackingPosts: lackingPosts || null,
        shared: shared || null,
      },
      message: [
        lackingPosts && `${doubt}${lackingPosts}。`,
        shared && `${shared}同时在别的${policy.names.kind}任职；可以兼任，请留意。`,
        !lackingPosts && !shared && '人员已配齐。',
      ]
        .filter(Boolean)
        .join(''),
      remedy:
        outcome === 'pass'
          ? ''
          : lackingPosts
            ? `请核对${name}的名单；漏登的，用 youlian committee seat 补上；属实的，请配齐。`
            : '请核对是否兼顾得过来。',
      ...(outcome === 'unknown' ? { missing: ['inspectors' as const] } : {}),
    },
  ];
};
