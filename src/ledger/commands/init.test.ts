import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Prompter } from '../../cli/prompter.ts';
import { testContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { Ledger } from '../../store/ledger.ts';
import { temporaryFolder } from '../../store/testing/sample.ts';
import { policiesInForce } from '../policies-in-force.store.ts';
import { seatDistricts } from '../settings.store.ts';

interface Question {
  readonly option: string;
  readonly validate?: (value: never) => true | string;
  readonly choices?: readonly { value: string; name: string }[];
}

/** Somebody who gives the answers in turn: one that is refused is followed by the next, as on a terminal. */
function answering(answers: Readonly<Record<string, readonly unknown[]>>) {
  const refused: string[] = [];
  const questions = new Map<string, Question>();
  const answer = async (question: Question) => {
    questions.set(question.option, question);
    for (const value of answers[question.option] ?? []) {
      const verdict = question.validate?.(value as never) ?? true;
      if (verdict === true) return value as never;
      refused.push(verdict);
    }
    throw new Error(`no more answers to ${question.option}`);
  };
  const prompter: Prompter = { confirm: answer, input: answer, select: answer, checkbox: answer };
  return { prompter, refused, questions };
}

const city = {
  '--name': ['', '云溪市教育局'],
  '--level': ['city'],
  '--region': ['3', '379900'],
  '--policy': [[], ['zaozhuang-2021', 'helan-2022']],
  '--term': ['2021', '2021-2022:1=2021-09-01..2022-02-25 2021-2022:2=2022-02-20..2022-07-10', ''],
  '--district': [''],
  '--seat': ['东湖', '东湖区 西岭区'],
  '--yes': [true],
};

describe('init on a terminal', () => {
  it('refuses each wrong answer at once and keeps the ones before', async () => {
    const folder = temporaryFolder();
    const { prompter, refused } = answering(city);
    const context = testContext(folder, { interactive: true, prompter });
    expect(await run(['init'], context)).toBe(0);
    expect(refused).toEqual([
      '请填写单位名称',
      expect.stringContaining('6 位'),
      expect.stringContaining('至少选一个'),
      expect.stringContaining('应写成 2021-2022:1='),
      expect.stringContaining('重叠'),
      expect.stringContaining('应写区县的全称'),
    ]);
    const ledger = Ledger.open(join(folder, 'youlian.db'));
    expect(policiesInForce(ledger, '2022-01-01')).toEqual(['zaozhuang-2021', 'helan-2022']);
    expect(seatDistricts(ledger)).toEqual(['东湖区', '西岭区']);
    ledger.close();
  });

  it('offers policies by their titles and marks drafts', async () => {
    const { prompter, questions } = answering(city);
    await run(['init'], testContext(temporaryFolder(), { interactive: true, prompter }));
    const names = new Map(questions.get('--policy')?.choices?.map(({ value, name }) => [value, name]));
    expect(names.get('zaozhuang-2021')).toBe('枣庄市幼儿园“共建 共享 共成长”联盟实施方案（zaozhuang-2021）');
    expect(names.get('shenzhen-draft')).toMatch(/^深圳市.+（shenzhen-draft）　征求意见稿$/u);
  });

  it('asks for the seat in a city only', async () => {
    const { prompter, questions } = answering({
      ...city,
      '--name': ['东湖区教育局'],
      '--level': ['county'],
      '--region': ['379902'],
    });
    await run(['init'], testContext(temporaryFolder(), { interactive: true, prompter }));
    expect([...questions.keys()]).not.toContain('--seat');
  });
});
