import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonical, everyRow, union } from './testing/canonical.ts';
import { cityDesk, type Desk, desk, districtDesk, pack, receive } from './testing/districts.ts';

let parent: string;
let template: Desk;
const districts: Desk[] = [];
/** By district: the first package, and a later one that says other things. */
const files: [string, string][] = [];
/** What each district's ledger held at either time. */
const held: [Record<string, string[]>, Record<string, string[]>][] = [];
let number = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'youlian-撤销-'));
  template = await cityDesk(['东湖区', '西岭区', '南浦区'], '2026-10-10', parent);
  for (const index of [0, 1, 2]) {
    const district = await districtDesk(index, { parent });
    districts.push(district);
    const first = await pack(district, '先.zip');
    const before = district.read(canonical);
    const area = ['东湖区', '西岭区', '南浦区'][index] ?? '';
    await district.done('kindergarten', 'edit', `${area}阳光幼儿园`, '--set', '班级数=11', '--yes');
    await district.done(
      'kindergarten',
      'add',
      '--name',
      `${area}新芽幼儿园`,
      '--district',
      area,
      '--code',
      `37990${index + 2}0091`,
      '--yes',
    );
    files.push([first, await pack(district, '后.zip')]);
    held.push([before, district.read(canonical)]);
  }
}, 60_000);

afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Which package is received next; each district's later one comes after its first. */
const orders = fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 2 });
const seeds = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });

it('brings back what was before, whatever came in between and in whatever order it is taken back', async () => {
  await fc.assert(
    fc.asyncProperty(orders, seeds, async (order, picks) => {
      number += 1;
      const city = desk(`市${number}`, '2026-10-10', parent);
      cpSync(template.ledgerPath, city.ledgerPath);
      const before = city.read(everyRow);
      const came = [0, 0, 0];
      const done: { readonly district: number; readonly operation: number }[] = [];
      for (const district of order) {
        const file = files[district]?.[came[district] ?? 0] ?? '';
        came[district] = (came[district] ?? 0) + 1;
        const { operation } = await receive(city, file);
        done.push({ district, operation: operation ?? 0 });
      }
      for (const pick of picks) {
        // Of one district's the later package was merged into what the first brought: it goes first.
        const free = done.filter(
          ({ district, operation }) =>
            !done.some((other) => other.district === district && other.operation > operation),
        );
        const chosen = free[pick % Math.max(1, free.length)];
        if (!chosen) break;
        const earlier = done.find(
          ({ district, operation }) => district === chosen.district && operation < chosen.operation,
        );
        if (earlier) {
          const { exit, err } = await city.youlian('undo', String(earlier.operation), '--yes');
          expect([exit, err]).toEqual([2, expect.stringContaining(`第 ${chosen.operation} 次操作`)]);
        }
        await city.done('undo', String(chosen.operation), '--yes');
        done.splice(done.indexOf(chosen), 1);
        const left = [0, 1, 2].flatMap((district) => {
          const count = done.filter((each) => each.district === district).length;
          const rows = held[district]?.[count - 1];
          return rows ? [rows] : [];
        });
        const expected = union(left);
        for (const [table, rows] of Object.entries(city.read(canonical))) {
          expect(rows, table).toEqual(expected[table] ?? []);
        }
      }
      if (done.length === 0) expect(city.read(everyRow)).toEqual(before);
    }),
    { numRuns: 6 },
  );
}, 120_000);
