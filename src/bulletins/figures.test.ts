import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindergartenNames } from '../activities/kindergarten-names.store.ts';
import { builtInTemplates } from '../cli/create-context.ts';
import { fieldsOf, type Shape } from '../documents/wording/known-fields.ts';
import { isList } from '../documents/wording/values.ts';
import { loadPolicy } from '../policy/load.ts';
import { Ledger } from '../store/ledger.ts';
import { compareFigures } from './compare-figures.ts';
import { countedOn } from './draft-request.ts';
import { describeChart } from './draw-pictures.ts';
import { figureBook, percentOf } from './figure.ts';
import {
  quarterAfter,
  quarterAt,
  quarterBefore,
  quarterIn,
  quarterMeant,
  quarterOf,
  quarterWith,
} from './quarter.ts';
import type { BulletinFacts } from './quarter-facts.ts';
import { rankScores } from './rank.ts';
import { readBulletinFacts } from './read-facts.ts';
import { templateFields } from './template-fields.ts';
import { bulletinDesk } from './testing/bulletin-desk.ts';
import { scenarios } from './testing/scenarios.ts';
import { bulletinValues, usualAddressees } from './values.ts';

const years = fc.integer({ min: 1990, max: 2100 });
const numbers = fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<1 | 2 | 3 | 4>;

describe('quarters', () => {
  it.each([
    ['2026Q3', '2026Q3'],
    ['2026-q3', '2026Q3'],
    ['２０２６Ｑ３', '2026Q3'],
    ['2026年第三季度', '2026Q3'],
    ['2026年 3季度', '2026Q3'],
  ])('reads %s', (text, id) => {
    expect(quarterMeant(text).id).toBe(id);
  });

  it.each(['2026Q5', '2026', '', '第三季度', 'Q3'])('refuses %s', (text) => {
    expect(() => quarterMeant(text)).toThrow();
  });

  it('follow one another without a gap, whichever way they are found', () => {
    fc.assert(
      fc.property(years, numbers, (year, number) => {
        const quarter = quarterAt(year, number);
        expect(quarterOf(quarter.id)).toEqual(quarter);
        expect(quarterBefore(quarterAfter(quarter))).toEqual(quarter);
        expect(quarterIn(`关于${quarter.name}的通报`)).toEqual(quarter);
        for (const day of [quarter.from, quarter.to]) expect(quarterWith(day)).toEqual(quarter);
      }),
    );
  });

  it('are counted to their last day, to today, or to a day asked for within', () => {
    const quarter = quarterAt(2026, 3);
    expect(countedOn(quarter, undefined, '2026-09-30')).toBe('2026-09-30');
    expect(countedOn(quarter, undefined, '2026-10-01')).toBe('2026-09-30');
    expect(countedOn(quarter, undefined, '2026-07-01')).toBe('2026-07-01');
    expect(countedOn(quarter, '2026-08-31', '2026-10-01')).toBe('2026-08-31');
    expect(() => countedOn(quarter, '2026-10-01', '2026-10-02')).toThrow();
    expect(() => countedOn(quarter, undefined, '2026-06-30')).toThrow();
  });
});

describe('figures', () => {
  it.each([
    [1, 3, 33.3],
    [2, 3, 66.7],
    [1, 8, 12.5],
    [1, 2000, 0.1],
    [1, 2001, 0],
    [5, 5, 100],
    [0, 5, 0],
    [0, 0, null],
  ])('%i of %i', (part, whole, percent) => {
    expect(percentOf(part, whole)).toBe(percent);
  });

  it('stand once in the book, as they were first said', () => {
    const book = figureBook();
    const figure = { id: 'a', label: '甲', amount: 3, unit: '个', query: 'q()' };
    expect(book.put(figure)).toEqual(book.put({ ...figure, amount: 4 }));
    expect(book.figures).toEqual([{ id: 'a', label: '甲', value: '3', unit: '个', query: 'q()' }]);
    expect(book.recordsOf('a')).toEqual([]);
  });

  it('are compared one by one', () => {
    const figure = (id: string, value: string) => ({ id, label: id, value, unit: '', query: '' });
    const changes = compareFigures(
      [figure('a', '1'), figure('b', '2'), figure('d', '4')],
      [figure('a', '1'), figure('b', '3'), figure('c', '4')],
    );
    expect(changes.map(({ id, before, after }) => [id, before, after])).toEqual([
      ['b', '2', '3'],
      ['c', null, '4'],
      ['d', '4', null],
    ]);
  });
});

describe('rankings', () => {
  const score = (due: number, done: number, held = 0) => ({ due, done, owed: due - done, held });

  it.each([
    ['skip', [1, 2, 2, 4, null]],
    ['dense', [1, 2, 2, 3, null]],
  ] as const)('share places: %s', (ties, places) => {
    const scores = [score(3, 3), score(4, 2), score(2, 1), score(3, 1), score(0, 0)];
    expect(rankScores({ of: 'group', by: 'rate', ties }, scores)).toEqual(places);
  });

  it('end at a limit, with all who share the last place', () => {
    const scores = [score(3, 3), score(2, 1), score(2, 1), score(3, 1)];
    expect(rankScores({ of: 'group', by: 'rate', ties: 'skip', top: 2 }, scores)).toEqual([1, 2, 2, null]);
  });

  it('go by what is owed or held where the policy says so', () => {
    const scores = [score(9, 5, 2), score(3, 1, 7)];
    expect(rankScores({ of: 'group', by: 'owed', ties: 'skip' }, scores)).toEqual([2, 1]);
    expect(rankScores({ of: 'group', by: 'held', ties: 'skip' }, scores)).toEqual([2, 1]);
  });

  it('put nobody before who did better, and count those before', () => {
    const scores = fc.array(
      fc
        .tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }))
        .map(([due, done]) => score(due, Math.min(due, done))),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(scores, (all) => {
        const places = rankScores({ of: 'group', by: 'rate', ties: 'skip' }, all);
        const rate = ({ due, done }: { due: number; done: number }) => done / due;
        places.forEach((place, index) => {
          if (all[index]!.due === 0) expect(place).toBeNull();
          else {
            const better = all.filter((each) => each.due > 0 && rate(each) > rate(all[index]!) + 1e-12);
            expect(place).toBe(better.length + 1);
          }
        });
      }),
    );
  });
});

/** Where a shape has lists or records, the names in it, all the way down. */
function namesIn(shape: Shape, path: string): string[] {
  if (typeof shape !== 'object') return [];
  if ('list' in shape) return namesIn(shape.list, path);
  return Object.entries(shape.fields).flatMap(([name, inner]) => [
    `${path}${name}`,
    ...namesIn(inner, `${path}${name}.`),
  ]);
}

describe('what a template can name', () => {
  it.each(['首个不满的季度', '突出和批评', '区县按镇街'])('is declared whole: %s', async (name) => {
    const { desk, quarter: id, before = [] } = scenarios.find((each) => each.name === name)!;
    const { ledgerPath, youlian } = await bulletinDesk(desk);
    for (const words of before) await youlian(...words);
    const ledger = Ledger.open(ledgerPath, { readonly: true });
    const quarter = quarterOf(id);
    const templateFolders = [builtInTemplates()];
    const policy = loadPolicy(desk.policy ?? 'zaozhuang-2021', templateFolders);
    const facts = readBulletinFacts(ledger, { policy, quarter, countedOn: quarter.to, templateFolders });
    const head = { addressees: [], issuer: null, number: null, date: null, isSealed: false, copyTo: [] };
    const values = bulletinValues(figureBook(), facts, head, (each) =>
      kindergartenNames(ledger)(each, quarter.to),
    );
    ledger.close();
    const declared = new Set(namesIn({ fields: templateFields(values) }, ''));
    const told = namesIn(fieldsOf(values), '');
    expect(told.filter((each) => !declared.has(each))).toEqual([]);
    for (const [key, value] of Object.entries(values)) {
      if (!isList(value) || value.length === 0) continue;
      const own = [...declared].filter((each) => each.startsWith(`${key}.`)).sort();
      expect(told.filter((each) => each.startsWith(`${key}.`)).sort(), key).toEqual(own);
    }
  });
});

it('says of a gap in a chart that nothing is known, without a unit', () => {
  const series = [{ name: '完成率', values: [85.7, null] }];
  expect(
    describeChart({ kind: 'bar', title: '完成率', categories: ['东湖区', '西岭区'], series, unit: '%' }),
  ).toBe('完成率。完成率：东湖区 85.7%，西岭区 没有数据。');
});

it.each([
  ['city', '各区县教育行政部门，各联盟'],
  ['county', '各镇街教育办公室，各联盟'],
  ['town', '各联盟'],
])('addresses those below an office of a %s', (level, addressee) => {
  const policy = loadPolicy('zaozhuang-2021', [builtInTemplates()]);
  const facts = { office: { name: '教育局', area: '云溪', level }, policy } as BulletinFacts;
  expect(usualAddressees(facts)).toEqual([addressee]);
});
