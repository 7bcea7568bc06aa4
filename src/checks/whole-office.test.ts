import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';

/** A folder with the ledger of a city's office under policies; what follows runs in it. */
async function office(...policies: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-whole-office-'));
  const youlian = async (...words: string[]) => {
    const context = testContext(folder);
    return { exit: await run(words, context), out: context.out(), err: context.err() };
  };
  const done = async (...words: string[]) => {
    const result = await youlian(...words);
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const given = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...given, ...policies.flatMap((id) => ['--policy', id]), '--yes');
  const add = (name: string, ...more: string[]) =>
    done('kindergarten', 'add', '--name', name, ...more, '--allow-similar', '--yes');
  return { folder, youlian, done, add };
}

describe('kindergartens of the city itself', () => {
  it('are left out of the coverage of counties, and those without a district are named', async () => {
    const { youlian, done, add } = await office('guangxi-2020');
    await add('云溪市直属幼儿园', '--district', '市直');
    await add('东湖区实验幼儿园', '--district', '东湖区', '--ownership', '教育部门办');
    await done('group', 'create', '--lead', '东湖区实验幼儿园', '--since', '2021-03-01', '--yes');
    const counties = async () => {
      const { out } = await youlian('check', '--json');
      const record = shapes.check.parse(JSON.parse(out));
      if (Array.isArray(record)) throw new Error('one policy gives one object');
      return record.verdicts.find(({ rule }) => rule === 'G19.counties');
    };
    expect(await counties()).toMatchObject({
      outcome: 'pass',
      message: expect.stringContaining('另有 1 所市直（省直）园不在任何区县，没有计入'),
    });
    await add('未知幼儿园', '--district', '东湖区');
    await done('kindergarten', 'edit', '未知幼儿园', '--set', '所属区县=', '--yes');
    expect(await counties()).toMatchObject({
      outcome: 'unknown',
      message: expect.stringContaining('有 1 所园缺少“所属区县”（园所信息表），还不能断定：未知幼儿园'),
    });
  });
});

describe('a policy file with a slip of the pen', () => {
  it('is told with its place, and the others are checked', async () => {
    const { folder, youlian, add, done } = await office('zaozhuang-2021', 'jingan-2023');
    await add('东湖区实验幼儿园', '--district', '东湖区', '--ownership', '教育部门办');
    const lead = ['--lead', '东湖区实验幼儿园', '--since', '2021-03-01'];
    await done('group', 'create', '--policy', 'zaozhuang-2021', '--tier', 'county', ...lead, '--yes');
    const own = join(folder, '幼联模板', 'policies');
    mkdirSync(own, { recursive: true });
    const path = resolve(import.meta.dirname, '../../templates/policies/jingan-2023.yaml');
    const broken = readFileSync(path, 'utf8').replace('kind: ', 'kindd: ');
    writeFileSync(join(own, 'jingan-2023.yaml'), broken);
    const templates = ['--templates', join(folder, '幼联模板')];
    const both = await youlian('check', '--json', ...templates);
    expect(both.exit).toBe(1);
    expect(both.err).toMatch(/政策文件第 \d+ 行第 \d+ 列/);
    expect(JSON.parse(both.out)).toMatchObject([{ policy: 'zaozhuang-2021' }]);
    const alone = await youlian('check', '--policy', 'jingan-2023', ...templates);
    expect(alone).toMatchObject({ exit: 2, err: expect.stringContaining('（policy-invalid）') });
  });
});

describe('districts (学区)', () => {
  it('are named by default as the policy asks', async () => {
    const { add, done, youlian } = await office('shenzhen-draft');
    await add('东湖区海星第一幼儿园', '--district', '东湖区', '--ownership', '教育部门办');
    const lead = ['--lead', '东湖区海星第一幼儿园', '--since', '2022-03-01'];
    const made = await done('group', 'create', ...lead, '--json', '--yes');
    expect(made.out + made.err).toContain('东湖区第1学区');
    const { out } = await youlian('check', '--json');
    const record = shapes.check.parse(JSON.parse(out));
    if (Array.isArray(record)) throw new Error('one policy gives one object');
    expect(record.verdicts.find(({ rule }) => rule === 'S2.naming')).toMatchObject({
      outcome: 'pass',
      message: '名称用的是行政区名称加序号。',
      facts: { groupName: '东湖区第1学区' },
    });
    // The common rules are in force, whatever the policy is.
    for (const { citation, rule } of record.verdicts) {
      expect(citation.includes('征求意见稿'), rule).toBe(!citation.includes('幼联通用规则'));
    }
    expect(record.verdicts.some(({ citation }) => citation.includes('幼联通用规则'))).toBe(true);
  });
});
