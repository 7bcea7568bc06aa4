import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';

let folder = '';

async function youlian(...words: string[]) {
  const context = testContext(folder);
  return { exit: await run(words, context), out: context.out(), err: context.err() };
}

async function done(...words: string[]) {
  const result = await youlian(...words);
  expect(result.exit, result.err).toBe(0);
  return result;
}

const verdicts = async (rule: string, ...words: string[]) => {
  const { out } = await youlian('check', '--json', ...words);
  const record = shapes.check.parse(JSON.parse(out));
  if (Array.isArray(record)) throw new Error('one policy gives one object');
  return record.verdicts.filter((each) => each.rule === rule);
};

const uttered = (code: string) => expect.stringContaining(`（${code}）`);

/** A group of one lead and one member under 枣庄's policy, since 2021-03-01; today is 2022-09-01. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-workflow-'));
  await done(
    'init',
    '--name',
    '云溪市教育局',
    '--level',
    'city',
    '--region',
    '379900',
    '--policy',
    'zaozhuang-2021',
    '--yes',
  );
  for (const [name, ownership] of [
    ['东湖区实验幼儿园', '教育部门办'],
    ['东湖区星星幼儿园', '普惠性民办'],
  ] as const) {
    await done(
      'kindergarten',
      'add',
      '--name',
      name,
      '--district',
      '东湖区',
      '--ownership',
      ownership,
      '--allow-similar',
      '--yes',
    );
  }
  await done(
    'group',
    'create',
    '--tier',
    'county',
    '--lead',
    '东湖区实验幼儿园',
    '--member',
    '东湖区星星幼儿园',
    '--since',
    '2021-03-01',
    '--yes',
  );
});

describe('group advance', () => {
  const plaque = (step: string, date: string, ...more: string[]) =>
    youlian(
      'group',
      'advance',
      '1',
      step,
      '--procedure',
      'plaque',
      '--member',
      '星星幼儿园',
      '--date',
      date,
      '--yes',
      ...more,
    );

  it('records a step with date, office, paper and note, says what comes next, and is undone', async () => {
    const paper = join(folder, '意见.pdf');
    writeFileSync(paper, '同意');
    const { exit, err } = await plaque('联盟同意', '2022-03-01', '--document', paper, '--note', '会议通过');
    expect(exit).toBe(0);
    expect(err).toContain('下一步：联盟园申请（联盟园）');
    const steps = shapes['group-steps'].parse(
      JSON.parse((await done('group', 'steps', '1', '--json')).out),
    ).steps;
    expect(steps).toContainEqual({
      list: '联盟挂牌',
      member: '东湖区星星幼儿园',
      entry: '联盟同意',
      by: '联盟',
      state: 'done',
      date: '2022-03-01',
      document: '意见.pdf',
      note: '会议通过',
    });
    const history = JSON.parse((await done('history', '--json')).out);
    expect(history.at(-1).changes).toEqual([
      { table: 'procedure_step', inserted: 1, updated: 0, deleted: 0 },
    ]);
    await done('undo', String(history.at(-1).operation), '--yes');
    expect((await done('group', 'steps', '1')).out).not.toContain('已办 1');
  });

  it('refuses a wrong order and writes nothing', async () => {
    const early = await plaque('挂牌', '2022-03-01');
    expect(early).toMatchObject({ exit: 2, err: uttered('step-order') });
    expect(early.err).toContain('“联盟同意”、“联盟园申请”、“听取主导园意见”、“按办园条件标准评估”还没有登记');
    await plaque('联盟同意', '2022-03-02');
    const backwards = await plaque('联盟园申请', '2022-03-01');
    expect(backwards).toMatchObject({ exit: 2, err: expect.stringContaining('日期更晚') });
    expect(await verdicts('Z14.plaque')).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('corrects a step recorded before, and changes nothing where it is the same', async () => {
    await plaque('联盟同意', '2022-03-02');
    expect((await plaque('联盟同意', '2022-03-03')).exit).toBe(0);
    expect((await plaque('联盟同意', '2022-03-03')).err).toContain('没有改动');
  });

  it('wants the member named where it concerns each member, and not where it does not', async () => {
    const without = await youlian('group', 'advance', '1', '联盟同意', '--yes');
    expect(without).toMatchObject({ exit: 2, err: uttered('step-member') });
    const needless = await youlian(
      'group',
      'advance',
      '1',
      'decide',
      '--procedure',
      'county-decision',
      '--member',
      '星星幼儿园',
      '--yes',
    );
    expect(needless).toMatchObject({ exit: 2, err: uttered('step-member') });
  });

  it('knows the steps of the group’s own tier only', async () => {
    const { out } = await done('group', 'steps', '1');
    expect(out).toContain('区（市）教体局确定');
    expect(out).not.toContain('镇（街）教育办确定');
    const city = await youlian('group', 'advance', '1', '园所申请', '--member', '星星幼儿园', '--yes');
    expect(city).toMatchObject({ exit: 2, err: uttered('step-unknown') });
  });

  it('wants a step that only one procedure has', async () => {
    const several = await youlian('group', 'advance', '1', '联盟', '--member', '星星幼儿园', '--yes');
    expect(several).toMatchObject({ exit: 2, err: uttered('step-ambiguous') });
    const none = await youlian('group', 'advance', '1', '验收', '--yes');
    expect(none).toMatchObject({ exit: 2, err: uttered('step-unknown') });
  });

  it('takes what leads to a group before its first day, and counts it', async () => {
    const decided = await youlian('group', 'advance', '1', 'decide', '--date', '2021-02-20', '--yes');
    expect(decided, decided.err).toMatchObject({ exit: 0 });
    expect(await verdicts('Z3.decision', '--on', '2021-03-01')).toMatchObject([{ outcome: 'pass' }]);
    // A plaque is given to a member that is one.
    const early = await plaque('联盟同意', '2021-02-20');
    expect(early).toMatchObject({ exit: 2, err: uttered('group-dates') });
    expect(early.err).toContain('请用 --date 给出');
  });

  it('takes what leads to a membership before it began, for all members at once, and nothing after it ended', async () => {
    for (const name of ['西岭区实验幼儿园', '西岭区青禾幼儿园', '西岭区小树幼儿园']) {
      await done('kindergarten', 'add', '--name', name, '--district', '西岭区', '--allow-similar', '--yes');
    }
    const [lead, one, other] = ['西岭区实验幼儿园', '西岭区青禾幼儿园', '西岭区小树幼儿园'] as const;
    const members = ['--member', one, '--member', other];
    await done(
      'group',
      'create',
      '--tier',
      'city',
      '--lead',
      lead,
      ...members,
      '--since',
      '2021-03-20',
      '--yes',
    );
    const apply = (member: string, date: string) =>
      youlian(
        'group',
        'advance',
        '2',
        '园所申请',
        '--procedure',
        'city-consent',
        '--member',
        member,
        '--date',
        date,
        '--yes',
      );
    const both = await apply('全部', '2021-03-05');
    expect(both, both.err).toMatchObject({ exit: 0 });
    expect(both.err).toContain(`的${one}：`);
    expect(both.err).toContain(`的${other}：`);
    await done('group', 'remove', '2', other, '--since', '2021-05-01', '--reason', '撤并', '--yes');
    expect((await apply(other, '2021-04-30')).exit).toBe(0);
    expect(await apply(other, '2021-05-01')).toMatchObject({ exit: 2, err: uttered('member-absent') });
    await done('group', 'end', '2', '--reason', '合并', '--since', '2022-01-01', '--yes');
    const late = await apply(one, '2022-01-01');
    expect(late).toMatchObject({ exit: 2, err: uttered('group-ended') });
    expect(late.err).toContain('--date');
  });

  it('takes no date to come and no paper that is not there', async () => {
    expect(await plaque('联盟同意', '2022-09-02')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('不能晚于今天'),
    });
    expect((await plaque('联盟同意', '2022-03-01', '--document', '没有.pdf')).err).toContain(
      '（file-not-found）',
    );
  });

  it('leads to the verdict of the day', async () => {
    await done(
      'group',
      'advance',
      '1',
      'decide',
      '--procedure',
      'county-decision',
      '--date',
      '2021-03-10',
      '--yes',
    );
    expect(await verdicts('Z3.decision', '--on', '2021-03-09')).toMatchObject([
      { outcome: 'unknown', missing: ['steps'], message: expect.stringContaining('的办理步骤还没有登记：') },
    ]);
    expect(await verdicts('Z3.decision', '--on', '2021-03-10')).toMatchObject([{ outcome: 'pass' }]);
  });
});

describe('group document', () => {
  it('is there, or known to be missing, or not known', async () => {
    expect(await verdicts('Z10.documents')).toMatchObject([{ outcome: 'unknown', missing: ['documents'] }]);
    await done('group', 'document', '1', '联盟协议', '--absent', '--yes');
    expect(await verdicts('Z10.documents')).toMatchObject([
      { outcome: 'violation', message: expect.stringContaining('缺：联盟协议') },
    ]);
    for (const item of ['diagnosis', 'charter', 'scheme', 'rules', 'plan', 'opinion', 'agreement']) {
      await done('group', 'document', '1', item, '--yes');
    }
    expect(await verdicts('Z10.documents')).toMatchObject([{ outcome: 'pass' }]);
  });

  it('is there (已有), where a step is done (已办)', async () => {
    await done('group', 'document', '1', '联盟章程', '--yes');
    await done('group', 'advance', '1', 'decide', '--yes');
    const { out } = await done('group', 'steps', '1');
    expect(out).toMatch(/联盟章程\s+已有/);
    expect(out).toMatch(/区（市）教体局确定\s+已办/);
  });

  it('prints the shape the reference shows', async () => {
    const { out } = await done('group', 'document', '1', '联盟章程', '--json', '--yes');
    expect(shapes['group-document'].parse(JSON.parse(out))).toMatchObject({
      present: true,
      documents: [{ group: 1, member: null, checklist: 'alliance-papers', item: 'charter' }],
    });
  });

  it('records several papers, or all of a checklist, for several groups at once', async () => {
    await done(
      'kindergarten',
      'add',
      '--name',
      '东湖区青禾幼儿园',
      '--district',
      '东湖区',
      '--allow-similar',
      '--yes',
    );
    await done(
      'group',
      'create',
      '--tier',
      'county',
      '--lead',
      '东湖区青禾幼儿园',
      '--since',
      '2021-03-01',
      '--yes',
    );
    await done('group', 'document', '1', '联盟章程', '联盟协议', '--date', '2021-02-20', '--yes');
    expect(await verdicts('Z10.documents', '--on', '2021-03-01')).toMatchObject([
      { outcome: 'unknown', facts: { present: 2 } },
      { outcome: 'unknown', facts: { present: 0 } },
    ]);
    const { out } = await done(
      'group',
      'document',
      '1,2',
      '--all',
      '--checklist',
      'alliance-papers',
      '--date',
      '2021-03-05',
      '--json',
      '--yes',
    );
    const { documents } = shapes['group-document'].parse(JSON.parse(out));
    // What was recorded before keeps its day.
    expect(documents.map(({ group }) => group)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
    expect(await verdicts('Z10.documents')).toMatchObject([{ outcome: 'pass' }, { outcome: 'pass' }]);
    expect(await youlian('group', 'document', '1', '--yes')).toMatchObject({
      exit: 2,
      err: uttered('option-value'),
    });
    expect(await youlian('group', 'document', '1', '联盟章程', '--all', '--yes')).toMatchObject({ exit: 2 });
  });

  it('warns of a paper dated after the cycle, on whose last day the group is judged', async () => {
    const late = () => testContext(folder, { now: () => new Date('2026-11-22T01:00:00Z') });
    const warned = late();
    expect(await run(['group', 'document', '1', '联盟章程', '--yes'], warned)).toBe(0);
    expect(warned.err()).toEqual(uttered('record-after-cycle'));
    expect(warned.err()).toContain('--date');
    const dated = late();
    expect(await run(['group', 'document', '1', '联盟协议', '--date', '2023-12-31', '--yes'], dated)).toBe(0);
    expect(dated.err()).not.toEqual(uttered('record-after-cycle'));
  });
});

describe('group waive', () => {
  const waive = (...words: string[]) => youlian('group', 'waive', ...words, '--yes');

  it('makes a violation a notice that says why, by whom and when', async () => {
    expect(await verdicts('Z3.size')).toMatchObject([{ outcome: 'violation', waiver: null }]);
    const { exit, out } = await waive(
      'Z3.size',
      '--group',
      '1',
      '--reason',
      '园所偏远',
      '--since',
      '2022-06-01',
      '--json',
    );
    expect(exit).toBe(0);
    expect(shapes['group-waive'].parse(JSON.parse(out))).toMatchObject({
      rule: 'Z3.size',
      by: '云溪市教育局',
    });
    expect(await verdicts('Z3.size')).toMatchObject([
      { outcome: 'notice', waiver: { reason: '园所偏远', by: '云溪市教育局', date: '2022-06-01' } },
    ]);
    // Before it was granted nothing was waived.
    expect(await verdicts('Z3.size', '--on', '2022-05-31')).toMatchObject([{ outcome: 'violation' }]);
    expect((await youlian('check')).exit).toBe(0);
  });

  it('ends on the day given, and by --end', async () => {
    await waive(
      'Z3.size',
      '--group',
      '1',
      '--reason',
      '园所偏远',
      '--since',
      '2022-06-01',
      '--until',
      '2022-06-30',
    );
    expect(await verdicts('Z3.size', '--on', '2022-06-30')).toMatchObject([{ outcome: 'notice' }]);
    expect(await verdicts('Z3.size', '--on', '2022-07-01')).toMatchObject([{ outcome: 'violation' }]);
    await waive('Z3.size', '--group', '1', '--reason', '仍然偏远', '--since', '2022-07-01');
    expect((await waive('Z3.size', '--group', '1', '--end', '--since', '2022-08-01')).exit).toBe(0);
    expect(await verdicts('Z3.size', '--on', '2022-07-31')).toMatchObject([{ outcome: 'notice' }]);
    expect(await verdicts('Z3.size', '--on', '2022-08-01')).toMatchObject([{ outcome: 'violation' }]);
  });

  it('of one member leaves the others', async () => {
    await done(
      'kindergarten',
      'add',
      '--name',
      '西岭区青禾幼儿园',
      '--district',
      '西岭区',
      '--allow-similar',
      '--yes',
    );
    await done(
      'kindergarten',
      'add',
      '--name',
      '西岭区小树幼儿园',
      '--district',
      '西岭区',
      '--allow-similar',
      '--yes',
    );
    await done('group', 'add', '1', '青禾幼儿园', '小树幼儿园', '--since', '2021-03-01', '--yes');
    await waive(
      'Z3.jurisdiction',
      '--group',
      '1',
      '--member',
      '青禾幼儿园',
      '--reason',
      '就近',
      '--since',
      '2021-03-01',
    );
    const judged = await verdicts('Z3.jurisdiction');
    expect(Object.fromEntries(judged.map((each) => [each.subject.name, each.outcome]))).toEqual({
      东湖区星星幼儿园: 'pass',
      西岭区青禾幼儿园: 'notice',
      西岭区小树幼儿园: 'violation',
    });
  });

  it.each([
    ['rule-not-waivable', ['Z10.documents', '--group', '1', '--reason', '没有']],
    ['rule-not-waivable', ['Z11.dispatch', '--group', '1', '--reason', '没有']],
    ['policy-rule-unknown', ['Z99.size', '--group', '1', '--reason', '没有']],
    ['waiver-absent', ['Z3.size', '--group', '1', '--end']],
    ['option-value', ['Z3.size', '--group', '1']],
    ['option-value', ['Z3.size', '--group', '1', '--reason', '没有', '--until', '2022-08-31']],
  ])('%s: %j', async (code, words) => {
    expect(await waive(...words)).toMatchObject({ exit: 2, err: uttered(code) });
  });

  it('lets off the periods that lie within it, and says which', async () => {
    await done('activity', 'record', '--group', '1', '--kind', '联合教研', '--date', '2021-03-20', '--yes');
    const own = async () =>
      (await verdicts('Z7.family', '--on', '2022-08-01')).find(
        (each) => each.subject.name === '东湖区星星幼儿园',
      );
    expect(await own()).toMatchObject({ outcome: 'violation', facts: { owed: 3 } });
    await waive(
      'Z7.family',
      '--group',
      '1',
      '--member',
      '星星幼儿园',
      '--reason',
      '修缮停办',
      '--since',
      '2021-09-01',
      '--until',
      '2022-02-10',
    );
    const verdict = await own();
    expect(verdict).toMatchObject({ outcome: 'violation', facts: { owed: 2 } });
    expect(verdict?.message).toContain('准予豁免的有2021-2022学年第1学期');
    // The lead was not let off.
    expect((await verdicts('Z7.family', '--on', '2022-08-01'))[0]).toMatchObject({ facts: { owed: 3 } });
  });

  it.each([
    ['Z2.size', [], '它是对市级的，这个联盟是区（市）级'],
    ['Z3.size', ['--member', '星星幼儿园'], '请去掉 --member'],
    ['Z9', [], 'Z9.'],
  ] as const)('refuses what could have no effect: %s %j', async (rule, more, words) => {
    const { exit, err } = await waive(rule, '--group', '1', ...more, '--reason', '没有');
    expect(exit).toBe(2);
    expect(err).toContain(words);
    expect(err).not.toContain('或只写');
  });

  it('names its last day alike wherever it is told', async () => {
    const granted = await waive(
      'Z3.size',
      '--group',
      '1',
      '--reason',
      '偏远',
      '--since',
      '2022-06-01',
      '--until',
      '2022-06-30',
    );
    expect(granted.err).toContain('到 2022-06-30 为止');
    const ended = await waive('Z3.size', '--group', '1', '--end', '--since', '2022-06-16');
    expect(ended.err).toContain('到 2022-06-15 为止');
    expect((await done('group', 'steps', '1')).out).toContain('到 2022-06-15 为止');
  });

  it('says so where what is waived is a notice anyway', async () => {
    await done(
      'kindergarten',
      'edit',
      '星星幼儿园',
      '--set',
      '办园性质=教育部门办',
      '--set',
      '是否新建=否',
      '--set',
      '是否薄弱=否',
      '--yes',
    );
    expect(await verdicts('Z3.members')).toMatchObject([{ outcome: 'notice', waiver: null }]);
    await waive('Z3.members', '--group', '1', '--reason', '村园确需帮扶', '--since', '2021-03-01');
    expect(await verdicts('Z3.members')).toMatchObject([
      {
        outcome: 'notice',
        waiver: { reason: '村园确需帮扶' },
        message: expect.stringContaining('村园确需帮扶'),
      },
    ]);
  });

  it('warns of a waiver that begins after the cycle, on whose last day the group is judged', async () => {
    const context = testContext(folder, { now: () => new Date('2026-11-22T01:00:00Z') });
    expect(
      await run(['group', 'waive', 'Z3.size', '--group', '1', '--reason', '园所偏远', '--yes'], context),
    ).toBe(0);
    expect(context.err()).toEqual(uttered('waiver-after-cycle'));
  });

  it('is granted once', async () => {
    await waive('Z3.size', '--group', '1', '--reason', '园所偏远');
    expect(await waive('Z3.size', '--group', '1', '--reason', '又一次')).toMatchObject({
      exit: 2,
      err: uttered('waiver-exists'),
    });
  });
});
