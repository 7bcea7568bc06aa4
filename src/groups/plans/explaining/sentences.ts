import type { Policy } from '../../../policy/schema.ts';
import type { Named } from '../../plan.ts';
import { distanceText } from '../words.ts';
import type { Alternative, ConflictWords, Explanation, WhatIf } from './explanation.ts';

type Names = Policy['names'];

const mostNamed = 3;

function namesOf(all: readonly Named[]): string {
  const first = all.slice(0, mostNamed).map(({ name }) => name);
  return `${first.join('、')}${all.length > mostNamed ? `等 ${all.length} 所` : ''}`;
}

/** 多 1.20 公里 / 少 850 米 / 不变, of a sum in millimetres. */
function moreOrLess(before: number, after: number): string {
  if (before === after) return '不变';
  return `${after > before ? '多' : '少'} ${distanceText(Math.abs(after - before))}`;
}

function countChange({ before, after }: WhatIf['placed'], more: string, less: string): string[] {
  if (before === after) return [];
  return [after > before ? `${more} ${after - before}` : `${less} ${before - after}`];
}

/** What a change brings, in one sentence without a full stop; `self` is not named among those who move. */
function effectOf(tried: WhatIf, names: Names, self?: Named): string {
  const { placed, groups, distance, penalty, moves } = tried;
  const others = moves.filter(({ id }) => id !== self?.id);
  const moved = others
    .slice(0, mostNamed)
    .map(({ name, from, to }) =>
      to === null
        ? `${name}编不进去`
        : from === null
          ? `${name}编到“${to.name}”`
          : `${name}由“${from.name}”改到“${to.name}”`,
    );
  const nothing =
    moves.length === 0 && distance.before === distance.after && penalty.before === penalty.after;
  if (nothing) return '编组不会有变化';
  return [
    ...countChange(placed, '多编入', '少编入').map((text) => `${text} 所`),
    ...countChange(groups, '多组成', '少组成').map((text) => `${text} 个${names.kind}`),
    `距离合计${moreOrLess(distance.before, distance.after)}（${distanceText(distance.before)} → ${distanceText(distance.after)}）`,
    ...(penalty.before === penalty.after
      ? []
      : [`申请表意愿、公办民办搭配的折算${moreOrLess(penalty.before, penalty.after)}`]),
    others.length === 0
      ? self
        ? '别的园所不用动'
        : '没有园所变动'
      : `${self ? '另要变动' : '变动'} ${others.length} 所：${moved.join('，')}${others.length > mostNamed ? ' 等' : ''}`,
    ...(tried.proven ? [] : ['时间不够，还没有证明这是最好的']),
  ].join('，');
}

function alternativeText(alternative: Alternative, self: Named, names: Names, isPlaced: boolean): string[] {
  const { lead, distance, refusal, members, upper, outcome, morePlace } = alternative;
  const head = `${isPlaced ? '没有编到更近的' : '没有编到'}“${lead.name}”（${distanceText(distance)}）`;
  const why =
    refusal !== null
      ? `：${refusal}`
      : members.length === 0
        ? `：它这次没有组成${names.kind}`
        : members.length >= upper
          ? `：它已满 ${upper} 所（${namesOf(members)}）`
          : '：编到那里，总的安排不如现在';
  const forced =
    outcome === null
      ? []
      : [
          outcome.possible
            ? `一定要编到“${lead.name}”${refusal === null ? '' : '（用 --pin 指定，核查时会列出）'}：${effectOf(outcome, names, self)}`
            : `一定要编到“${lead.name}”也做不到：上下限或别的要求不允许`,
        ];
  return [
    `${head}${why}。`,
    ...forced.map((text) => `${text}。`),
    ...(morePlace ? [placeText(morePlace, self, names)] : []),
  ];
}

/** What one more place at a lead would do for a kindergarten. */
function placeText(tried: WhatIf, self: Named, names: Names): string {
  const { lead, to } = tried.change;
  const head = `“${lead?.name ?? ''}”的上限放宽到 ${to} 所`;
  const goes = tried.moves.find(({ id }) => id === self.id)?.to?.id === lead?.id;
  if (goes) return `${head}，${self.name}就会编到那里：${effectOf(tried, names, self)}。`;
  return `${head}，${self.name}也不会编到那里：${effectOf(tried, names)}。`;
}

function conflictText({ kind, members, leads, count }: ConflictWords, names: Names): string {
  if (kind === 'too-few-places') {
    const short = members.length - count;
    return `${namesOf(members)}${members.length > mostNamed ? '' : `这 ${members.length} 所`}只能编到${namesOf(leads)}，一共只有 ${count} 个名额，总有 ${short} 所编不进去。`;
  }
  return `可以编到${namesOf(leads)}的${names.member}只有 ${members.length} 所${members.length > 0 ? `（${namesOf(members)}）` : ''}，按下限要 ${count} 所，还差 ${count - members.length} 所。`;
}

function changeText(tried: WhatIf, names: Names, self: Named): string {
  const { kind, lead, to } = tried.change;
  switch (kind) {
    case 'raise-upper':
      return lead?.id === self.id
        ? `多给它一个名额（上限 ${to} 所）：${effectOf(tried, names)}。`
        : `把“${lead?.name}”的上限放宽到 ${to} 所：${effectOf(tried, names)}${selfText(tried, self)}。`;
    case 'lower-lower':
      return `把“${lead?.name}”的下限降到 ${to} 所：${effectOf(tried, names)}。`;
    case 'leave-out-lead':
      return `如果它不担任${names.lead}：${effectOf(tried, names)}。`;
    case 'fits': {
      const own = tried.moves.find(({ id }) => id === self.id)?.to;
      return own
        ? `如果它符合条件，就会编到“${own.name}”：${effectOf(tried, names, self)}。`
        : '即使它符合条件，也编不进去。';
    }
    default:
      return `${effectOf(tried, names)}。`;
  }
}

/** Whether one who waits for a place would have it. */
function selfText({ moves }: WhatIf, self: Named): string {
  const own = moves.find(({ id }) => id === self.id);
  // The first few moves are told by name already.
  if (own?.to) return moves.indexOf(own) < mostNamed ? '' : `；${self.name}就编得进去`;
  return own === undefined ? `；${self.name}还是编不进去` : '';
}

/** An explanation in sentences, each with its full stop: first what is, then why, then what it would take. */
export function sentencesOf(explanation: Explanation, names: Names): string[] {
  const { kindergarten: self, role, reason, alternatives, conflicts, changes } = explanation;
  const rest = [
    ...conflicts.map((conflict) => conflictText(conflict, names)),
    ...changes.map((tried) => changeText(tried, names, self)),
    ...alternatives.flatMap((each) => alternativeText(each, self, names, role === 'member')),
  ];
  return [
    ...(explanation.areCentresChosen ? [`${names.lead}按方案选定的不变，只说各园编到哪一所。`] : []),
    ...ledgerText(explanation),
    ...factText(explanation, names),
    ...(reason === null ? [] : [reasonText(explanation, names)]),
    ...rest,
  ];
}

function ledgerText({ ledgerChanged, differing, plan }: Explanation): string[] {
  if (differing > 0) {
    return [
      `${ledgerChanged ? '做出方案以后台账有了改动，' : ''}照现在的台账重做方案 ${plan}，有 ${differing} 所与原来不同；以下按重做的结果说明。`,
    ];
  }
  return ledgerChanged ? ['做出方案以后台账有了改动，但照现在的台账重做，编组相同。'] : [];
}

function reasonText({ kindergarten, role, reason }: Explanation, names: Names): string {
  return role === 'idle-lead'
    ? `${kindergarten.name}没有组成${names.kind}：${reason}。`
    : `${kindergarten.name}没有编入：${reason}。`;
}

function factText(explanation: Explanation, names: Names): string[] {
  const { kindergarten, role, lead, distance, basis, nearer, isPinned, members } = explanation;
  if (role === 'lead') {
    const total = members.reduce((sum, each) => sum + each.distance, 0);
    const own = members.map((each) => `${each.name} ${distanceText(each.distance)}`).join('，');
    return [
      `${kindergarten.name}担任${names.lead}，${names.member} ${members.length} 所：${own}；合计 ${distanceText(total)}。`,
    ];
  }
  if (role !== 'member' || lead === null || distance === null) return [];
  const estimated =
    basis === 'administrative' ? '（缺经纬度，估算）' : basis === 'matrix' ? '（按距离表）' : '';
  return [
    `${kindergarten.name}编在“${lead.name}”，距离 ${distanceText(distance)}${estimated}。`,
    ...(isPinned ? ['这一对是指定的。'] : []),
    ...(isPinned
      ? []
      : [
          nearer === 0
            ? `“${lead.name}”就是它可以结对的${names.lead}里最近的。`
            : `可以结对的${names.lead}里，比它近的有 ${nearer} 所。`,
        ]),
  ];
}
