import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import type { TestContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { reviseKindergarten } from '../../roster/roster.store.ts';
import { sampleContext, sampleInfo, sampleLedger } from '../sample-ledger.ts';

let context: TestContext;

/** Where the kindergartens of the sample lie; 小树苗 stays without coordinates. */
const positions: Readonly<Record<string, readonly [number, number]>> = {
  东湖区实验幼儿园: [117.5, 34.8],
  东湖区星星幼儿园: [117.51, 34.8],
  东湖区月亮幼儿园: [117.52, 34.8],
  东湖区太阳花幼儿园: [117.5, 34.82],
  西岭区实验幼儿园: [117.4, 34.8],
};

async function youlian(...argv: string[]) {
  const fresh = { ...context, ...sampleContextStreams() };
  const exit = await run(argv, fresh);
  return { exit, out: fresh.out(), err: fresh.err() };
}

/** Streams of their own for each command, in the same folder. */
function sampleContextStreams() {
  const { stdout, stderr, out, err } = sampleContext();
  return { stdout, stderr, out, err };
}

beforeEach(async () => {
  context = sampleContext();
  const { ledger, ids } = await sampleLedger({ path: context.ledgerPath });
  await ledger.perform(sampleInfo, () => {
    for (const [name, [longitude, latitude]] of Object.entries(positions)) {
      reviseKindergarten(ledger, ids.get(name) ?? 0, { longitude, latitude }, { mode: 'fill' });
    }
  });
  ledger.close();
  await youlian('group', 'propose', '--tier', 'county');
});

const east = '东湖区实验幼儿园';

describe('group plan', () => {
  it('shows a stored plan with its figures', async () => {
    const { exit, out } = await youlian('group', 'plan', '1');
    expect(exit).toBe(0);
    expect(out).toContain('方案 1（未采用）：zaozhuang-2021，区（市）级');
    expect(out).toMatch(/东湖区实验幼儿园 +3 +4\.96 +1\.65 +2\.22/u);
    expect(out).toMatch(/距离的中位数（公里） +1\.83/u);
  });

  it('prints the same as JSON, in metres', async () => {
    const { out } = await youlian('group', 'plan', '1', '--json');
    const record = shapes['group-plan'].parse(JSON.parse(out));
    expect(record).toMatchObject({
      ...{ plan: 1, state: 'draft', ledgerChanged: false, previous: null },
      figures: { groups: 1, members: 3, distance: { measured: 3 }, bases: { coordinates: 3 } },
    });
    const distances = record.groups.flatMap(({ members }) => members.map(({ distance }) => distance));
    expect(record.figures.distance.total).toBeCloseTo(
      distances.reduce((sum, each) => sum + each, 0),
      3,
    );
  });

  it('says that the ledger has changed since', async () => {
    await youlian('kindergarten', 'edit', east, '--set', '联系电话=0632-5550000', '--yes');
    const { err, out } = await youlian('group', 'plan', '1', '--json');
    expect([JSON.parse(out).ledgerChanged, err.includes('台账有了改动')]).toEqual([true, true]);
  });

  it.each(['9', '无此方案'])('knows no plan %s', async (reference) => {
    const { exit, err } = await youlian('group', 'plan', reference);
    expect([exit, err]).toEqual([2, expect.stringContaining('（plan-unknown）')]);
  });
});

describe('group compare', () => {
  it('names who moves between a plan and the groups in force, with both distances', async () => {
    await youlian(
      'group',
      'create',
      '--tier',
      'county',
      '--lead',
      east,
      '--member',
      '东湖区星星幼儿园',
      '--yes',
    );
    const { exit, out } = await youlian('group', 'compare', '现状', '1');
    expect(exit).toBe(0);
    expect(out).toContain('现状（2022-09-01） → 方案 1：变动 2 所');
    expect(out).toMatch(/东湖区月亮幼儿园 +没有编入 +东湖区实验幼儿园 +1\.83/u);
    // One member is below the lower bound of two: the rules differ too.
    expect(out).toMatch(/只有现状（2022-09-01）有的：\n {2}不符合　Z3\.size/u);
    expect(out).not.toContain('只有方案 1有的');
  });

  it('prints figures and rules of both as JSON', async () => {
    await youlian('group', 'propose', '--tier', 'county', '--leads', '西岭区实验幼儿园', east);
    const { out } = await youlian('group', 'compare', '1', '2', '--json');
    const record = shapes['group-compare'].parse(JSON.parse(out));
    expect([record.before.plan, record.after.plan, record.moves]).toEqual([1, 2, []]);
    expect(record.before.check.summary).toEqual(record.after.check.summary);
    expect(record.after.check.rules.map(({ rule }) => rule)).toContain('Z3.size');
  });

  it('refuses to hold the groups in force against themselves', async () => {
    expect((await youlian('group', 'compare', '现状', '现状')).exit).toBe(2);
  });

  it('writes a workbook, the same bytes twice', async () => {
    for (const file of ['一.xlsx', '二.xlsx']) {
      expect((await youlian('group', 'compare', '现状', '1', '--output', file)).exit).toBe(0);
    }
    const [one, other] = ['一.xlsx', '二.xlsx'].map((file) => readFileSync(join(context.cwd, file)));
    expect(one?.equals(other as Buffer)).toBe(true);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(context.cwd, '一.xlsx'));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['变动', '指标', '规则']);
    expect(workbook.worksheets[0]?.getCell('A4').value).toBe(east);
  });
});

describe('group map', () => {
  it.each([
    ['1', '方案.html', '<!DOCTYPE html>', '组建方案 1 分布图'],
    ['1', '方案.svg', '<?xml', '组建方案 1 分布图'],
    ['现状', '现状.html', '<!DOCTYPE html>', '联盟现状分布图'],
    ['1', '没有扩展名', '<!DOCTYPE html>', '组建方案 1 分布图'],
  ])('draws %s into %s', async (reference, file, start, title) => {
    await youlian(
      'group',
      'create',
      '--tier',
      'county',
      '--lead',
      east,
      '--member',
      '东湖区星星幼儿园',
      '--yes',
    );
    const { exit, out } = await youlian('group', 'map', reference, '--output', file);
    expect([exit, out]).toEqual([0, '']);
    const path = join(context.cwd, existsSync(join(context.cwd, file)) ? file : `${file}.html`);
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith(start)).toBe(true);
    expect(text).toContain(title);
    expect(text).toContain(east);
  });

  it('refuses another ending, and keeps a file that is there', async () => {
    const other = await youlian('group', 'map', '1', '--output', '图.png');
    expect([other.exit, other.err]).toEqual([2, expect.stringContaining('option-value')]);
    await youlian('group', 'map', '1', '--output', '图.svg');
    const again = await youlian('group', 'map', '1', '--output', '图.svg');
    expect([again.exit, again.err]).toEqual([2, expect.stringContaining('file-exists')]);
    expect((await youlian('group', 'map', '1', '--output', '图.svg', '--force')).exit).toBe(0);
  });

  it('writes nothing in a dry run', async () => {
    await youlian('group', 'map', '1', '--output', '图.svg', '--dry-run');
    expect(existsSync(join(context.cwd, '图.svg'))).toBe(false);
  });

  it('says so where no group stands', async () => {
    const { exit, err } = await youlian('group', 'map', '现状', '--output', '图.html');
    expect([exit, err]).toEqual([2, expect.stringContaining('（map-empty）')]);
  });
});
