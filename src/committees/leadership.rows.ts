import { maskPhones } from '../common/masking.ts';
import type { ListRow } from '../tables/render-list.ts';
import type { Body } from './committee.ts';

/** The leadership group (领导小组), one seat a record, in the order of the list. Phones in it masked where asked. */
export function leadershipRecords(body: Body, masked: boolean) {
  return body.seats.map(({ role, name, unitAndPosts }) => ({
    role,
    name,
    unitAndPosts: masked ? maskPhones(unitAndPosts) : unitAndPosts,
  }));
}

/** As printed: following seats of one role share its cell, two-character names are as wide as three. */
export function leadershipRows(body: Body, masked: boolean): ListRow[] {
  let run = 0;
  return leadershipRecords(body, masked).map((record, index, all) => {
    if (index > 0 && all[index - 1]?.role !== record.role) run += 1;
    return { values: { ...record, name: padName(record.name) }, blocks: { role: run } };
  });
}

/** A two-character name with a full-width space between, so that it lines up with those of three (邓淇 → 邓　淇). */
function padName(name: string): string {
  const characters = [...name];
  return characters.length === 2 && /^\p{Script=Han}{2}$/u.test(name) ? characters.join('　') : name;
}
