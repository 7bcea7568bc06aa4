import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { allRows, withWorkbook } from '../workbook/testing/read-cells.ts';

async function youlian(folder: string, ...words: string[]) {
  const context = testContext(folder);
  return { exit: await run(words, context), out: context.out(), err: context.err() };
}

/** The texts of a sheet, row by row. */
const readCells = (path: string, index = 0): Promise<string[][]> =>
  withWorkbook(readFileSync(path), async ({ sheets }) => {
    const sheet = sheets[index];
    if (!sheet) throw new Error(`no sheet ${index}`);
    return (await allRows(sheet)).map((row) => row.cells.map(({ content }) => String(content.value)));
  });

/** A ledger with one group that has too few members, and one that nothing is known of. */
async function office() {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-check-'));
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await youlian(folder, ...init, '--policy', 'zaozhuang-2021', 'guangxi-2020', '--yes');
  for (const name of ['东湖区实验幼儿园', '=HYPERLINK("x")幼儿园']) {
    await youlian(
      folder,
      'kindergarten',
      'add',
      '--name',
      name,
      '--district',
      '东湖区',
      '--allow-similar',
      '--yes',
    );
  }
  await youlian(
    folder,
    'group',
    'create',
    '--policy',
    'zaozhuang-2021',
    '--tier',
    'county',
    '--lead',
    '东湖区实验幼儿园',
    '--member',
    '=HYPERLINK("x")幼儿园',
    '--since',
    '2021-03-01',
    '--yes',
  );
  return folder;
}

describe('check --output', () => {
  it('writes one row a verdict, what is not met first, as the JSON has them', async () => {
    const folder = await office();
    const path = join(folder, '核查表.xlsx');
    const words = ['check', '--policy', 'zaozhuang-2021', '--output', path];
    const { exit, out } = await youlian(folder, ...words, '--json');
    expect(exit).toBe(1);
    const { verdicts } = JSON.parse(out) as {
      verdicts: { rule: string; outcome: string; message: string }[];
    };
    const cells = await readCells(path);
    const rows = cells.filter((row) => /^\d+$/.test(row[0] ?? ''));
    expect(rows).toHaveLength(verdicts.length);
    const outcomes = rows.map((row) => row[1]);
    expect(outcomes[0]).toBe('不符合');
    const order = ['不符合', '请留意', '不能判定', '符合'];
    expect(outcomes.map((each) => order.indexOf(each ?? ''))).toEqual(
      outcomes.map((each) => order.indexOf(each ?? '')).sort(),
    );
    expect(rows.map((row) => `${row[3]} ${row[4]}`).sort()).toEqual(
      verdicts.map(({ rule, message }) => `${rule} ${message}`).sort(),
    );
    // A name that looks like a formula stays a text.
    expect(rows.some((row) => row[2]?.includes('=HYPERLINK（"x"）幼儿园'))).toBe(true);
  });

  it('prints the columns up to 怎么办, under an area that other programs understand too', async () => {
    const folder = await office();
    const path = join(folder, '核查表.xlsx');
    await youlian(folder, 'check', '--policy', 'zaozhuang-2021', '--output', path);
    const workbook = strFromU8(unzipSync(readFileSync(path))['xl/workbook.xml'] ?? new Uint8Array());
    expect(workbook).toMatch(/Print_Area"[^>]*>[^<]*!\$A\$1:\$G\$\d+</);
  });

  it('has a sheet for each policy, and figures among the remarks', async () => {
    const folder = await office();
    const path = join(folder, '核查表.xlsx');
    const { exit, out } = await youlian(folder, 'check', '--output', path);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    const cells = (await readCells(path)).flat().join('\n');
    expect(cells).toContain('联盟政策核查表');
    const second = (await readCells(path, 1)).flat().join('\n');
    expect(second).toContain('教育集团政策核查表');
    expect(second).toContain('逐步把城乡幼儿园都纳入集团 0%');
  });

  it('is the same for the same ledger, and overwrites nothing without --force', async () => {
    const folder = await office();
    const path = join(folder, '核查表.xlsx');
    await youlian(folder, 'check', '--output', path);
    const first = readFileSync(path);
    expect(await youlian(folder, 'check', '--output', path)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('（file-exists）'),
    });
    await youlian(folder, 'check', '--output', path, '--force');
    expect(readFileSync(path).equals(first)).toBe(true);
  });
});
