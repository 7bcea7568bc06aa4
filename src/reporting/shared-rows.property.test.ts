import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertRow, rawRows } from './packages/travelling.store.ts';
import { canonical, everyRow, union } from './testing/canonical.ts';
import { cityDesk, type Desk, desk, districtDesk, pack, receive } from './testing/districts.ts';

/** Districts that name the same person, and one of which works with a kindergarten of another. */
const areas = ['东湖区', '西岭区', '南浦区'] as const;

let parent: string;
let template: Desk;
const files: string[] = [];
const held: Record<string, string[]>[] = [];
let number = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'youlian-共有-'));
  template = await cityDesk([...areas], '2026-10-10', parent);
  for (const index of areas.keys()) {
    const district = await districtDesk(index, { parent });
    // The third only has the person on its list; the others gave her a seat.
    await district.perform((ledger) => {
      const person = insertRow(ledger, 'person', { name: '方敏', unit: '云溪市教育局基教科科长' });
      const [body] = rawRows(ledger, 'body').map(([id]) => Number(id));
      if (index === 2 || body === undefined) return;
      insertRow(ledger, 'seat', {
        body_id: body,
        person_id: person,
        role: '顾问',
        unit_and_posts: '云溪市教育局基教科科长',
        position: 9,
        valid_from: '2026-01-01',
      });
    });
    if (index === 1) {
      district.write('外区.csv', '学校标识码,园所名称,所属区县\n3799020002,东湖区阳光幼儿园,东湖区\n');
      await district.done('import', '外区.csv', '--yes');
      const words = ['西岭区教育集团', '东湖区阳光幼儿园', '--since', '2026-09-01', '--yes'];
      await district.done('group', 'add', ...words);
    }
    files.push(await pack(district));
    held.push(district.read(canonical));
  }
}, 60_000);

afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** What the districts sent; of a kindergarten that several name its own district has the say. */
function together(present: readonly number[]): Record<string, string[]> {
  const rows = union(present.map((index) => held[index] ?? {}));
  if (!present.includes(0) || !present.includes(1)) return rows;
  const own = new Set(held[0]?.kindergarten_fact);
  const isReferred = (row: string) => row.includes('"东湖区阳光幼儿园"') && !own.has(row);
  const facts = (rows.kindergarten_fact ?? []).filter((row) => !isReferred(row));
  return { ...rows, kindergarten_fact: facts };
}

it('takes shared rows back in the other order, or names the later package that still stands on them', async () => {
  const order = fc.shuffledSubarray([0, 1, 2], { minLength: 2 });
  const picks = fc.array(fc.nat(5), { minLength: 5, maxLength: 5 });
  const oldestFirst = [0, 0, 0, 0, 0];
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(order, picks, async (districts, wanted) => {
      number += 1;
      const city = desk(`市${number}`, '2026-10-10', parent);
      cpSync(template.ledgerPath, city.ledgerPath);
      const before = city.read(everyRow);
      let done: { readonly district: number; readonly operation: number }[] = [];
      const isRight = () => {
        const expected = together(done.map(({ district }) => district));
        for (const [table, rows] of Object.entries(city.read(canonical))) {
          expect(rows, `${table} ${JSON.stringify(districts)}`).toEqual(expected[table] ?? []);
        }
      };
      for (const district of districts) {
        const { operation, packages } = await receive(city, files[district] ?? '');
        expect(packages.flatMap(({ findings }) => findings)).toEqual([]);
        done.push({ district, operation: operation ?? 0 });
        isRight();
      }
      // The last that came can always be taken back, whatever was refused before: in the end nothing is left.
      const newest = [-1, -1, -1];
      for (const pick of [...wanted, ...newest]) {
        const chosen = done.at(pick < 0 ? pick : pick % Math.max(1, done.length));
        if (!chosen) break;
        const { exit, err } = await city.youlian('undo', String(chosen.operation), '--yes');
        if (exit === 0) done = done.filter((each) => each !== chosen);
        else {
          expect(pick).not.toBe(-1);
          refusals += 1;
          const later = done.filter(({ operation }) => operation > chosen.operation);
          expect(err).toContain('undo-blocked');
          expect(
            later.some(({ operation }) => err.includes(`第 ${operation} 次操作`)),
            err,
          ).toBe(true);
        }
        isRight();
      }
      expect(city.read(everyRow)).toEqual(before);
    }),
    {
      numRuns: 6,
      // The older of two is asked for first: one only has the person on its list, one the kindergarten of another.
      examples: [
        [[0, 2], oldestFirst],
        [[2, 1], oldestFirst],
        [[1, 0], oldestFirst],
      ],
    },
  );
  expect(refusals).toBeGreaterThan(0);
}, 120_000);
