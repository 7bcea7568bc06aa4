import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignRows } from './align.ts';

const align = (own: string, returned: string) =>
  alignRows(own.length, returned.length, (row, other) => {
    const [one, two] = [own[row - 1], returned[other - 1]];
    return one === two ? 1 : one?.toLowerCase() === two?.toLowerCase() ? 0.6 : 0;
  });

describe('rows that came back', () => {
  it.each([
    ['in place', 'abcde', 'abcde', [], [], []],
    ['altered in place', 'abcde', 'abXde', [], [], []],
    ['slightly altered', 'abcde', 'abCde', [], [], []],
    ['inserted', 'abcde', 'ab-cde', [], [3], []],
    ['inserted above', 'abcde', '-abcde', [], [1], []],
    ['removed', 'abcde', 'abde', [3], [], []],
    ['removed and inserted elsewhere', 'abcdef', 'bcde-f', [1], [5], []],
    ['moved', 'abcdef', 'abdecf', [], [], [3]],
    ['last removed', 'abcde', 'abcd', [5], [], []],
  ])('%s', (_, own, returned, removed, inserted, moved) => {
    const found = align(own, returned);
    expect(found.removed).toEqual(removed);
    expect(found.inserted).toEqual(inserted);
    expect(found.moved.map((each) => each.own)).toEqual(moved);
  });

  it('finds every row again after any rows were taken out and put in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 30, maxLength: 30 }),
        (own, edits) => {
          const returned = own.flatMap((row, index) => {
            const edit = edits[index]!;
            return edit === 0 ? [] : edit === 1 ? [-1 - index, row] : [row];
          });
          const { place, removed } = alignRows(own.length, returned.length, (row, other) =>
            own[row - 1] === returned[other - 1] ? 1 : 0,
          );
          for (const [index, row] of own.entries()) {
            const at = place(index + 1);
            // A row that is gone may be taken for the one inserted in its place, never for another of ours.
            if (at !== null && returned[at - 1]! >= 0) expect(returned[at - 1]).toBe(row);
            if (returned.includes(row)) expect(at).toBe(returned.indexOf(row) + 1);
          }
          for (const row of removed) expect(returned).not.toContain(own[row - 1]);
        },
      ),
    );
  });
});
