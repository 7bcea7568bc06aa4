import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { readDistances } from './distance-sheet.ts';
import { readDistanceTable, type SheetTexts } from './distance-table.ts';
import { sampleLedger } from './sample-ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-distances-'));

/** Rows of texts as a sheet has them; blank texts are no cells. */
function sheet(rows: readonly (readonly string[])[]): SheetTexts {
  return new Map(
    rows.map((cells, row) => [
      row + 1,
      new Map(cells.flatMap((text, column) => (text === '' ? [] : [[column + 1, text] as const]))),
    ]),
  );
}

async function read(text: string) {
  const { ledger, ids } = await sampleLedger();
  const path = join(folder, '距离.csv');
  writeFileSync(path, text);
  try {
    const { given, findings } = await readDistances(ledger, path, '2021-03-01', 500);
    const nameOf = new Map([...ids].map(([name, id]) => [id, name]));
    return {
      unit: given.unit,
      entries: given.entries.map(([from, to, mm]) => `${nameOf.get(from)}→${nameOf.get(to)} ${mm / 1000}`),
      findings: findings.map(({ code, cell }) => `${code} ${cell ?? ''}`),
    };
  } catch (error) {
    if (error instanceof Failure) return error.finding.code;
    throw error;
  } finally {
    ledger.close();
  }
}

const [lead, star, moon] = ['东湖区实验幼儿园', '东湖区星星幼儿园', '东湖区月亮幼儿园'];

describe('readDistances', () => {
  it.each([
    ['metres', '米', 1],
    ['kilometres', '公里', 1000],
    ['kilometres', '千米', 1000],
    ['minutes', '时间（分钟）', 500],
  ])('takes %s by the heading %s', async (_, heading, factor) => {
    const text = `${heading},${lead}\n${star},3\n${moon},2.5\n`;
    expect(await read(text)).toEqual({
      unit: factor === 500 ? 'minutes' : 'metres',
      entries: [`${star}→${lead} ${3 * factor}`, `${moon}→${lead} ${2.5 * factor}`],
      findings: [],
    });
  });

  it('reads a list under a title, with units in the cells, codes of people left aside', async () => {
    const text = `幼儿园之间的车程,,,\n序号,联盟园,主导园,车程（公里）\n1,${star},${lead},"1,203.5公里"\n2,${moon},${lead},\n合计,,,12\n`;
    expect(await read(text)).toMatchObject({ entries: [`${star}→${lead} 1203500`], findings: [] });
  });

  it('tells unknown names once, amounts that are none, contradictions and uneven ways, each at its cell', async () => {
    const text = [
      `距离（公里）,${lead},${star},云溪市没有幼儿园`,
      `${lead},0,3,9`,
      `${star},4,,9`,
      `${moon},-2,约3,9`,
      `${moon},5,6,9`,
      `${moon},5.5,,9`,
    ].join('\n');
    expect(await read(text)).toEqual({
      unit: 'metres',
      entries: [
        `${lead}→${star} 3000`,
        `${star}→${lead} 4000`,
        `${moon}→${lead} 5000`,
        `${moon}→${star} 6000`,
      ],
      findings: [
        'kindergarten-unknown D1',
        'distance-invalid B4',
        'distance-invalid C4',
        'distance-twice B6',
        'distance-uneven ',
      ],
    });
  });

  it.each([
    ['no unit', `园所,${lead}\n${star},3\n`],
    ['no unit in a list', `起点,终点,距离\n${star},${lead},3\n`],
    ['nothing like it', '园所名称,园长\n星星,李明\n'],
  ])('refuses a table with %s', async (_, text) => {
    expect(await read(text)).toBe('distances-unread');
  });
});

describe('readDistanceTable', () => {
  const names = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 6 });
  const code = (id: number) => String(3_799_000_000 + id);

  it('gives back every distance of a matrix that was written out, whatever stands above and beside it', () => {
    fc.assert(
      fc.property(
        names,
        names,
        fc.boolean(),
        fc.nat({ max: 2 }),
        fc.infiniteStream(fc.option(fc.nat({ max: 99_999 }), { freq: 4 })),
        (from, to, byCode, above, amounts) => {
          const label = byCode ? code : (id: number) => `第${id}幼儿园`;
          const values = from.map(() => to.map(() => amounts.next().value ?? null));
          // A table without a single amount has nothing to be known by.
          fc.pre(values.some((row) => row.some((value) => value !== null)));
          const titles = ['园所距离表', ''].slice(0, above).map((title) => [title]);
          const rows = [
            ...titles,
            ['距离（米）', ...to.map(label)],
            ...from.map((id, row) => [label(id), ...(values[row] ?? []).map((value) => `${value ?? ''}`)]),
          ];
          const table = readDistanceTable('表1', sheet(rows));
          expect(typeof table === 'object' && table.unit).toBe('metres');
          const expected = from.flatMap((one, row) =>
            to.flatMap((other, column) => {
              const value = values[row]?.[column];
              return value === null || value === undefined ? [] : [`${label(one)} ${label(other)} ${value}`];
            }),
          );
          const found =
            typeof table === 'object'
              ? table.distances.map((each) => `${each.from.text} ${each.to.text} ${each.value.text}`)
              : [];
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});
