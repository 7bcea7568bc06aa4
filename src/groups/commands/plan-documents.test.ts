import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import type { TestContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { reviseKindergarten } from '../../roster/roster.store.ts';
import { planSampleLedger } from '../plan-sample-ledger.ts';
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

describe('group propose', () => {
  it('says how evenly the way is shared', async () => {
    const { out } = await youlian('group', 'propose', '--tier', 'county', '--dry-run');
    expect(out).toContain(
      '平均 1.65 公里，中位数 1.83 公里，最远 2.22 公里（东湖区太阳花幼儿园到东湖区实验幼儿园）。',
    );
  });
});

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

describe('group explain', () => {
  beforeEach(async () => {
    context = sampleContext();
    (await planSampleLedger(context.ledgerPath)).ledger.close();
    await youlian('group', 'propose', '--tier', 'county');
  });

  const explained = async (plan: string, name: string) => {
    const { exit, out } = await youlian('group', 'explain', plan, name, '--json');
    expect(exit).toBe(0);
    return shapes['group-explain'].parse(JSON.parse(out));
  };

  it('says what a swap would cost, and that is what the pinned proposal costs', async () => {
    const record = await explained('1', '东湖区春芽幼儿园');
    const [nearer] = record.alternatives;
    expect(nearer).toMatchObject({ lead: east, refusal: null, upper: 3 });
    const pinned = await youlian(
      'group',
      'propose',
      '--tier',
      'county',
      '--pin',
      `东湖区春芽幼儿园=${east}`,
      '--json',
    );
    const { objective } = shapes['group-propose'].parse(JSON.parse(pinned.out));
    expect(nearer?.outcome?.distance.after).toBe(objective.distance);
    const moved = await youlian('group', 'compare', '1', '2', '--json');
    const { moves } = shapes['group-compare'].parse(JSON.parse(moved.out));
    expect(nearer?.outcome?.moves.map(({ name }) => name).sort()).toEqual(
      moves.map(({ name }) => name).sort(),
    );
  });

  it.each([
    ['东湖区春芽幼儿园', 'member', '比它近的有 1 所'],
    [east, 'lead', '多给它一个名额（上限 4 所）'],
    ['西岭区实验幼儿园', 'idle-lead', '按下限要 2 所，还差 1 所'],
    ['西岭区小树苗幼儿园', 'unassigned', '的下限降到 1 所：多编入 1 所'],
    ['西岭区青禾幼儿园', 'undetermined', '如果它符合条件，就会编到“西岭区实验幼儿园”'],
  ])('explains %s, a %s', async (name, role, words) => {
    const { out } = await youlian('group', 'explain', '1', name);
    expect(out).toContain(words);
    expect((await explained('1', name)).role).toBe(role);
  });

  it('keeps its word on facts to come: entered, the kindergarten stands where it was said to', async () => {
    await youlian('kindergarten', 'edit', '西岭区青禾幼儿园', '--set', '是否普惠=是', '--yes');
    await youlian('group', 'propose', '--tier', 'county');
    const record = await explained('2', '西岭区青禾幼儿园');
    expect(record).toMatchObject({ role: 'member', lead: '西岭区实验幼儿园' });
  });

  it('says that the ledger has changed, and whether that matters', async () => {
    await youlian('kindergarten', 'edit', east, '--set', '联系电话=0632-5550000', '--yes');
    const same = await youlian('group', 'explain', '1', '东湖区春芽幼儿园');
    expect(same.out).toContain('照现在的台账重做，编组相同');
    await youlian('kindergarten', 'edit', '西岭区青禾幼儿园', '--set', '是否普惠=是', '--yes');
    const other = await youlian('group', 'explain', '1', '东湖区春芽幼儿园');
    expect(other.out).toContain('有 2 所与原来不同；以下按重做的结果说明');
  });

  it('explains a plan that was adopted as it was made', async () => {
    const before = await explained('1', '东湖区春芽幼儿园');
    await youlian('group', 'adopt', '1', '--yes');
    expect(await explained('1', '东湖区春芽幼儿园')).toEqual(before);
  });

  it('explains a regrouping by the fewest moves', async () => {
    await youlian('group', 'adopt', '1', '--yes');
    await youlian('kindergarten', 'edit', '西岭区青禾幼儿园', '--set', '是否普惠=是', '--yes');
    await youlian('group', 'propose', '--tier', 'county', '--regroup');
    const record = await explained('2', '东湖区春芽幼儿园');
    expect(record).toMatchObject({ role: 'member', lead: '东湖区第二实验幼儿园', differing: 0 });
  });

  it('explains a partition for the centres it chose', async () => {
    const shenzhen = ['--policy', 'shenzhen-draft', '--time-limit', '5'];
    const { err } = await youlian('group', 'propose', ...shenzhen);
    expect(err).toContain('youlian group adopt 2');
    const record = await explained('2', '东湖区月亮幼儿园');
    expect(record).toMatchObject({ areCentresChosen: true, differing: 0 });
    const { groups } = shapes['group-plan'].parse(
      JSON.parse((await youlian('group', 'plan', '2', '--json')).out),
    );
    const own = groups.find(
      ({ lead, members }) =>
        lead === '东湖区月亮幼儿园' || members.some(({ name }) => name === '东湖区月亮幼儿园'),
    );
    expect(record.role === 'lead' ? record.kindergarten : record.lead).toBe(own?.lead);
    expect((await youlian('group', 'explain', '2', east)).out).toContain('按方案选定的不变');
  });

  it('refuses a plan that cannot be made any more', async () => {
    for (const lead of [east, '东湖区第二实验幼儿园', '西岭区实验幼儿园']) {
      await youlian('kindergarten', 'edit', lead, '--set', '办园性质=民办', '--yes');
    }
    const { exit, err } = await youlian('group', 'explain', '1', '东湖区春芽幼儿园');
    expect([exit, err]).toEqual([2, expect.stringContaining('（plan-not-explained）')]);
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
