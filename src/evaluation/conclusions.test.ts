import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup } from '../groups/groups.store.ts';
import { addKindergarten } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { loadRubric } from './load-rubric.ts';
import { enterScores, openRun } from './testing/enter-scores.ts';
import { builtInFolder } from './testing/folders.ts';
import { type EvaluationBench, evaluationBench } from './workbooks/testing/evaluation-bench.ts';

let bench: EvaluationBench;

/** A group led by `${name}龙头园` with so many members; gives who is in it, the lead first. */
function found(ledger: Ledger, policyId: string, name: string, members: number, from: string, to: string) {
  const [lead, ...others] = Array.from({ length: members + 1 }, (_, index) => {
    const own = index === 0 ? `${name}龙头园` : `${name}成员${index}园`;
    return { name: own, kindergartenId: addKindergarten(ledger, { name: own } as never) };
  });
  if (!lead) throw new Error('nobody');
  const groupId = createGroup(ledger, {
    policyId,
    tier: null,
    name: `${name}集团`,
    officeId: null,
    cycleStart: from,
    cycleEnd: to,
    validFrom: from,
    origin: 'hand',
    lead,
    members: others,
  });
  return { groupId, lead, members: others };
}

type Row = Readonly<Record<string, unknown>> & { readonly group: string };

async function results(year: number, expected: number) {
  const { exit, out, err } = await bench.play('evaluate', 'results', '--year', String(year), '--json');
  expect(exit, err).toBe(expected);
  return JSON.parse(out) as Readonly<Record<string, readonly Row[]>> & {
    readonly finalisedOn: string | null;
  };
}

const named = (rows: readonly Row[] | undefined, name: string) =>
  (rows ?? []).find(({ group }) => group === `${name}集团`);

describe('coefficients of 广西', () => {
  beforeAll(async () => {
    const rubric = loadRubric('guangxi-2020', [builtInFolder]);
    bench = await evaluationBench('guangxi-2020');
    await bench.change((ledger) => {
      const run = openRun(ledger, rubric, 2026);
      const enter = (name: string, members: number, lead: Parameters<typeof enterScores>[4] | null) => {
        const made = found(ledger, 'guangxi-2020', name, members, '2026-01-01', '2028-12-31');
        for (const [index, each] of made.members.entries()) {
          const key = { ...each, groupId: made.groupId, subject: 'member' };
          // One that gets nothing: without it the mean and the ranks are others.
          enterScores(ledger, run, rubric, key, { share: name === '四园' && index === 3 ? 0 : 1 });
        }
        const key = { ...made.lead, groupId: made.groupId, subject: 'lead' };
        if (lead) enterScores(ledger, run, rubric, key, lead);
      };
      enter('三园', 3, { share: 1 });
      enter('四园', 4, { share: 1 });
      enter('五园', 5, { share: 1 });
      enter('九园', 9, { share: 1 });
      enter('否决', 4, { share: 1, fails: true });
      enter('不及格', 5, { share: 0.5 });
      enter('未评', 5, null);
    });
  });
  afterAll(() => bench.remove());

  const rows = [
    ['三园', 3, 1, true, '年度考核合格，有 3 个成员园，不到放大系数的数目。'],
    [
      '四园',
      4,
      1.2,
      true,
      '年度考核合格，有 4 个成员园，可以申请将绩效考核系数放大至 1.2；是否放大由教育行政部门定。',
    ],
    [
      '五园',
      5,
      1.5,
      true,
      '年度考核合格，有 5 个成员园，可以申请将绩效考核系数放大至 1.5；是否放大由教育行政部门定。',
    ],
    [
      '九园',
      9,
      1.5,
      true,
      '年度考核合格，有 9 个成员园，可以申请将绩效考核系数放大至 1.5；是否放大由教育行政部门定。',
    ],
    ['否决', 4, 1, false, '年度考核不合格，不能申请放大系数。'],
    ['不及格', 5, 1, false, '年度考核不合格，不能申请放大系数。'],
    ['未评', 5, 1, null, '年度考核还不完整，暂不能申请；有 5 个成员园，合格后的系数为 1.5。'],
  ] as const;

  it('are said with their condition before the year is final, and as what may be applied for afterwards', async () => {
    const before = await results(2026, 1);
    expect(named(before.coefficients, '四园')?.words).toContain(
      '合格（未定稿），有 4 个成员园，定稿后可以申请',
    );
    const { exit, err } = await bench.play(
      'evaluate',
      'finalise',
      '--year',
      '2026',
      '--with-blanks',
      '--yes',
    );
    expect(exit, err).toBe(0);
    const { coefficients } = await results(2026, 1);
    expect(
      rows.map(([name]) => {
        const { members, value, passed, words } = named(coefficients, name) as Row;
        return [name, members, value, passed, words];
      }),
    ).toEqual(rows);
    const four = named(coefficients, '四园');
    expect(four).toMatchObject({
      lead: '四园龙头园',
      citation: expect.stringContaining('六、保障措施（五）'),
    });
    expect(String(four?.readings)).toContain('不数龙头园');
  });

  it('keeps what was final, whoever is found not to have belonged there', async () => {
    const before = await results(2026, 1);
    const keptOf = ({ subjects }: typeof before) =>
      (subjects ?? [])
        .filter(({ name }) => name !== '四园成员4园')
        .map(({ name, total, rank, among }) => [name, total, rank, among]);
    await bench.change((ledger) => {
      const id = ledger
        .prepare<[], { id: number }>(
          "SELECT kindergarten_id AS id FROM kindergarten_fact WHERE name = '四园成员4园'",
        )
        .get()?.id;
      ledger.prepare("UPDATE membership SET valid_to = '2026-06-01' WHERE kindergarten_id = ?").run(id);
    });
    expect(keptOf(await results(2026, 1))).toEqual(keptOf(before));
  });
});

describe('枣庄: renewal, plaques, growth on last year', () => {
  const rubric = loadRubric('zaozhuang-2021', [builtInFolder]);
  const policyId = 'zaozhuang-2021';
  let members: readonly { readonly name: string; readonly kindergartenId: number }[] = [];
  let renewedId = 0;

  beforeAll(async () => {
    bench = await evaluationBench(policyId);
    await bench.change((ledger) => {
      const last = openRun(ledger, rubric, 2025);
      const now = openRun(ledger, rubric, 2026);
      const evaluate = (run: number, groupId: number, name: string, share: number) =>
        enterScores(
          ledger,
          run,
          rubric,
          { groupId, kindergartenId: null, subject: 'group', name },
          { share },
        );
      const good = found(ledger, policyId, '到期好', 3, '2024-01-01', '2026-12-31');
      members = good.members;
      evaluate(last, good.groupId, '到期好集团', 0.8);
      evaluate(now, good.groupId, '到期好集团', 1);
      for (const [index, each] of good.members.entries()) {
        const key = { ...each, groupId: good.groupId, subject: 'member' };
        // Full marks come to 70: what the ledger computes is not known. Last year 35, 70 and nothing.
        if (index < 2) enterScores(ledger, last, rubric, key, { share: index === 0 ? 0.5 : 1 });
        enterScores(ledger, now, rubric, key, { share: index === 1 ? 0.5 : 1 });
      }
      const poor = found(ledger, policyId, '到期差', 1, '2024-01-01', '2026-12-30');
      evaluate(now, poor.groupId, '到期差集团', 0.5);
      found(ledger, policyId, '到期未评', 1, '2024-01-01', '2026-01-01');
      const going = found(ledger, policyId, '没到期', 1, '2024-01-01', '2027-01-01');
      evaluate(now, going.groupId, '没到期集团', 1);
      const old = found(ledger, policyId, '换届', 1, '2023-01-01', '2025-12-31');
      evaluate(last, old.groupId, '换届集团', 1);
      renewedId = createGroup(ledger, {
        policyId,
        tier: null,
        name: '换届集团',
        officeId: null,
        cycleStart: '2026-01-01',
        cycleEnd: '2028-12-31',
        validFrom: '2026-01-01',
        origin: 'hand',
        lead: old.lead,
        members: [],
      });
      evaluate(now, renewedId, '换届集团', 0.5);
    });
  });
  afterAll(() => bench.remove());

  it('advises on the groups whose round ends in the year, and on no other', async () => {
    const { renewals } = await results(2026, 1);
    expect(renewals?.map(({ group, advice }) => [group, advice])).toEqual([
      ['到期好集团', 'renew'],
      ['到期差集团', 'adjust'],
      ['到期未评集团', 'open'],
    ]);
    expect(named(renewals, '到期差')?.words).toMatch(
      /^年度考核不合格（未定稿），建议调整（.*三、联盟模式 末段.*）；由教育部门决定。$/,
    );
  });

  it('says how far a member is from its plaque', async () => {
    const [name = ''] = members.map((each) => each.name);
    const steps = ['联盟同意', '联盟园申请', '听取主导园意见', '按办园条件标准评估', '挂牌'];
    const seen: unknown[] = [];
    expect((await results(2026, 1)).plaques).toEqual([]);
    for (const step of steps) {
      const words = ['group', 'advance', '到期好集团', step, '--member', name, '--procedure', 'plaque'];
      const { exit, err } = await bench.play(...words, '--date', '2026-12-01', '--yes');
      expect(exit, err).toBe(0);
      const [plaque] = (await results(2026, 1)).plaques ?? [];
      seen.push([plaque?.next, plaque?.ready, plaque?.words]);
    }
    expect(seen).toEqual([
      ['联盟园申请', false, '已办：联盟同意；下一步：联盟园申请（联盟园）。'],
      ['听取主导园意见', false, expect.stringContaining('下一步：听取主导园意见（区（市）教体局）')],
      ['按办园条件标准评估', false, expect.stringContaining('下一步：按办园条件标准评估')],
      ['挂牌', true, '前面各步都已办完，可以挂牌。'],
      [null, false, `已办完：${steps.join('、')}。`],
    ]);
  });

  it('compares with last year once that is final, a group of a new round with its lead’s last one', async () => {
    expect(
      (await results(2026, 1)).subjects?.map(({ previous }) => previous).filter((each) => each !== null),
    ).toEqual([]);
    const hear = ['--year', '2025', '--text', '同意', '--yes'];
    const { opinionsMissing } = await results(2025, 1);
    for (const { member, group } of opinionsMissing ?? []) {
      const { exit, err } = await bench.play(
        'evaluate',
        'opinion',
        String(member),
        '--group',
        group,
        ...hear,
      );
      expect(exit, err).toBe(0);
    }
    const done = await bench.play('evaluate', 'finalise', '--year', '2025', '--with-blanks', '--yes');
    expect(done.exit, done.err).toBe(0);
    const { subjects } = await results(2026, 1);
    const changes = members.map((each) => {
      const { total, previous, change } = (subjects ?? []).find(
        ({ name, role }) => name === each.name && role === 'member',
      ) as Row;
      return [total, previous, change];
    });
    expect(changes).toEqual([
      [70, 35, 35],
      [35, 70, -35],
      [70, null, null],
    ]);
    const renewed = (subjects ?? []).find(({ groupId, role }) => groupId === renewedId && role === 'group');
    const last = (await results(2025, 1)).subjects?.find(
      ({ group, role }) => group === '换届集团' && role === 'group',
    );
    expect(renewed).toMatchObject({
      previous: last?.total,
      change: Number(renewed?.total) - Number(last?.total),
    });
    expect(Number(renewed?.change)).toBeLessThan(0);
  });

  it('takes the finalising back whole when it is undone', async () => {
    const before = await results(2025, 1);
    const operation = bench.look(
      (ledger) => ledger.prepare<[], { id: number }>('SELECT max(id) AS id FROM operation').get()?.id,
    );
    const { exit, err } = await bench.play('undo', String(operation), '--yes');
    expect(exit, err).toBe(0);
    const after = await results(2025, 1);
    expect(after).toEqual({ ...before, finalisedOn: null, renewals: after.renewals });
    const counts = bench.look((ledger) =>
      ledger.prepare<[], { results: number }>('SELECT count(*) AS results FROM evaluation_result').get(),
    );
    expect(counts).toEqual({ results: 0 });
    expect((await results(2026, 1)).subjects?.every(({ previous }) => previous === null)).toBe(true);
    const again = await bench.play('evaluate', 'finalise', '--year', '2025', '--with-blanks', '--yes');
    expect(again.exit, again.err).toBe(0);
    expect(await results(2025, 1)).toEqual(before);
  });

  it('asks which group’s opinion is meant, and takes none of a day to come', async () => {
    const [first] = members;
    const lead = await bench.change((ledger) => {
      const lead = addKindergarten(ledger, { name: '另一龙头园' } as never);
      createGroup(ledger, {
        policyId,
        tier: null,
        name: '另一集团',
        officeId: null,
        cycleStart: '2026-01-01',
        cycleEnd: null,
        validFrom: '2026-01-01',
        origin: 'hand',
        lead: { kindergartenId: lead },
        members: [{ kindergartenId: first?.kindergartenId ?? 0 }],
      });
      return lead;
    });
    expect(lead).toBeGreaterThan(0);
    const hear = ['evaluate', 'opinion', first?.name ?? '', '--year', '2026', '--text', '好', '--yes'];
    const open = await bench.play(...hear);
    expect([open.exit, open.err.includes('group-ambiguous')]).toEqual([2, true]);
    const said = await bench.play(...hear, '--group', '另一集团');
    expect(said.exit, said.err).toBe(0);
    const still = (await results(2026, 1)).opinionsMissing?.filter(({ member }) => member === first?.name);
    expect(still?.map(({ group }) => group)).toEqual(['到期好集团']);
    const early = await bench.play(...hear, '--group', '到期好集团', '--on', '2026-12-21');
    expect([early.exit, early.err.includes('不能晚于今天')]).toEqual([2, true]);
  });
});

describe('the lead’s opinion', () => {
  it.each([
    ['zaozhuang-2021', '六、组织保障（四）', [undefined]],
    ['helan-2022', '三、工作任务（四）', [undefined]],
    // A kindergarten and its principal are heard of apart.
    ['shenzhen-draft', '二、主要任务（四）', [undefined, '成员园园长']],
  ] as const)('on each member is wanted before a result is final: %s', async (policyId, clause, subjects) => {
    const own = await evaluationBench(policyId);
    try {
      await own.change((ledger) => openRun(ledger, loadRubric(policyId, [builtInFolder]), 2026));
      const final = ['evaluate', 'finalise', '--year', '2026', '--with-blanks', '--yes'];
      const refused = await own.play(...final);
      expect(refused.exit).toBe(1);
      const said = refused.err.split('\n').filter((line) => line.includes('的意见，结果不能定稿'));
      const members = ['东湖区星星幼儿园', '东湖区月亮幼儿园', '西岭区小树苗幼儿园'];
      expect(members.filter((name) => said.some((line) => line.includes(name)))).toEqual(members);
      expect(said).toHaveLength(3 * subjects.length);
      for (const line of said) expect(line).toContain(clause);
      const hear = ['evaluate', 'opinion', '--year', '2026', '--text', '同意', '--yes'];
      for (const name of members.slice(1)) {
        for (const subject of subjects) {
          const of = subject === undefined ? [] : ['--subject', subject];
          const heard = await own.play(...hear, name, ...of);
          expect(heard.exit, heard.err).toBe(0);
        }
      }
      const { exit, err } = await own.play(...final);
      const missing = err.split('\n').filter((line) => line.includes('的意见，结果不能定稿'));
      expect([exit, members.map((name) => missing.some((line) => line.includes(name)))]).toEqual([
        1,
        [true, false, false],
      ]);
    } finally {
      own.remove();
    }
  });
});
