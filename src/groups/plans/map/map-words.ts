import { distanceText } from '../words.ts';
import type { MapContent, MapLayout, Mark } from './layout.ts';

/** What is said of each mark when the pointer rests on it: who it is, and where it belongs and why not. */
export function markDescriptions(content: MapContent): (mark: Mark) => string {
  const { names, groups } = content;
  const reasons = new Map(
    [...content.unplaced, ...content.idleLeads].map(({ place, reason }) => [place.id, reason]),
  );
  const distances = groups.map(
    ({ members }) => new Map(members.map(({ id, millimetres }) => [id, millimetres])),
  );
  return ({ id, name, role, group }) => {
    if (role === 'unplaced') return `${name}\n没有编入：${reasons.get(id) ?? ''}`;
    if (role === 'idle-lead') return `${name}\n没有组成${names.kind}：${reasons.get(id) ?? ''}`;
    const own = groups[group - 1];
    if (role === 'lead') return `${name}（${names.lead}）\n${groupSummary(content, group)}`;
    const millimetres = distances[group - 1]?.get(id) ?? null;
    const far = millimetres === null ? '' : `，距离 ${distanceText(millimetres)}`;
    return `${name}\n${names.lead}：${group} ${own?.lead?.name ?? ''}${far}`;
  };
}

/** 3 所，5.20 公里: the sum of the distances to the lead. */
export function groupSummary({ groups }: Pick<MapContent, 'groups'>, group: number): string {
  const members = groups[group - 1]?.members ?? [];
  const known = members.flatMap(({ millimetres }) => (millimetres === null ? [] : [millimetres]));
  const total = known.reduce((sum, each) => sum + each, 0);
  const far = members.length === 0 || known.length < members.length ? '' : `，${distanceText(total)}`;
  return `${members.length} 所${far}`;
}

/** What the map does not show, and how it is to be read; one sentence each. */
export function mapNotes(content: MapContent, layout: MapLayout): string[] {
  const { lead, member } = content.names;
  const unnamed = layout.marks.filter(({ label }) => label?.zoom !== 1).length;
  const names = (places: MapLayout['missing']) =>
    `${places
      .slice(0, 5)
      .map(({ name }) => name)
      .join('、')}${places.length > 5 ? ' 等' : ''}`;
  return [
    `方块是${lead}，圆点是${member}，菱形是没有编入的园所，连线是直线距离；上北下南。`,
    ...(layout.missing.length > 0
      ? [`缺经纬度、没有画出的 ${layout.missing.length} 所：${names(layout.missing)}。`]
      : []),
    ...(layout.stray.length > 0
      ? [`经纬度可疑、没有画出的 ${layout.stray.length} 所：${names(layout.stray)}，请核对。`]
      : []),
    ...(layout.shifted > 0 ? [`有 ${layout.shifted} 个标记位置相同，画得略微分开。`] : []),
    ...(unnamed > 0 ? [`地方太挤，有 ${unnamed} 所的名称没有标在图上。`] : []),
    '名称末尾的“幼儿园”省去不写。',
  ];
}

/** The colour-blind-safe marks explained, for the legend. */
export const roleWords = (names: MapContent['names']) => ({
  'idle-lead': `没有组成${names.kind}的${names.lead}`,
  unplaced: '没有编入的园所',
});
