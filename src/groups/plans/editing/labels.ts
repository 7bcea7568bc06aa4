import type { Kindergarten } from '../../../roster/kindergarten.ts';
import type { PlanProblem } from '../../plan.ts';
import { type Wish, wishText } from './wish.ts';

/**
 * How each kindergarten is called in the sheet so that the name is understood when it is read back: by its name, with
 * its district where others bear the same, else by its number.
 */
export function labelsOf(kindergartens: ReadonlyMap<number, Kindergarten>): (id: number) => string {
  const count = new Map<string, number>();
  const named = ({ name }: Kindergarten) => name.replace(/\s+/gu, '');
  const placed = (each: Kindergarten) => `${named(each)}@${each.district ?? ''}`;
  for (const each of kindergartens.values()) {
    for (const key of [named(each), placed(each)]) count.set(key, (count.get(key) ?? 0) + 1);
  }
  return (id) => {
    const kindergarten = kindergartens.get(id);
    if (!kindergarten) return `#${id}`;
    if (count.get(named(kindergarten)) === 1) return named(kindergarten);
    const isOne = kindergarten.district !== null && count.get(placed(kindergarten)) === 1;
    return isOne ? placed(kindergarten) : `#${id}`;
  };
}

/**
 * The wishes that a plan was made with, as texts by kindergarten: they stand in the sheet from the start, so that what
 * is read back is always all of them, and taking one out takes it back.
 * @param rows kindergartens that have a row in the sheet
 */
export function wishTexts(
  problem: PlanProblem,
  {
    label,
    rows,
    leads,
  }: { label(id: number): string; rows: ReadonlySet<number>; leads: ReadonlySet<number> },
): Map<number, string> {
  const wishes = new Map<number, Wish[]>();
  const add = (id: number, wish: Wish) => {
    if (rows.has(id)) wishes.set(id, [...(wishes.get(id) ?? []), wish]);
  };
  for (const id of problem.excluded) add(id, { kind: 'exclude' });
  for (const { memberId, leadId } of problem.pins) add(memberId, { kind: 'to', name: label(leadId) });
  const onOneRow = (
    pair: readonly [number, number],
    ofLead: (name: string) => Wish,
    ofOther: (name: string) => Wish,
  ) => {
    const [one, other] = leads.has(pair[0]) || !rows.has(pair[0]) ? [pair[1], pair[0]] : pair;
    add(one, leads.has(other) ? ofLead(label(other)) : ofOther(label(other)));
  };
  for (const pair of problem.forbidden) {
    onOneRow(
      pair,
      (name) => ({ kind: 'not-to', name }),
      (name) => ({ kind: 'without', name }),
    );
  }
  for (const pair of problem.together) {
    onOneRow(
      pair,
      (name) => ({ kind: 'with', name }),
      (name) => ({ kind: 'with', name }),
    );
  }
  return new Map([...wishes].map(([id, own]) => [id, own.map(wishText).join('；')]));
}
