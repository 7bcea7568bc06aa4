import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import type { catalogue } from '../../findings/catalogue.ts';
import { rubricMeant } from '../rubric-meant.ts';
import { builtInFolder } from '../testing/folders.ts';
import { editBook, fillAll, steadyChance } from './testing/edit-book.ts';
import { type EvaluationBench, evaluationBench } from './testing/evaluation-bench.ts';

let bench: EvaluationBench;
beforeAll(async () => {
  bench = await evaluationBench();
});
afterAll(() => bench.remove());

describe('evaluate sheets', () => {
  it('makes a workbook for each group and one for the office, and says so', async () => {
    const made = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '发出', '--json');
    expect(made.exit, made.err).toBe(0);
    const record = shapes['evaluate-sheets'].parse(JSON.parse(made.out));
    expect(record.files.map(({ kind, subjects }) => [kind, subjects])).toEqual([
      ['group', 4],
      ['group', 3],
      ['office', 7],
    ]);
    expect(bench.books('发出')).toEqual([
      '考核汇总册_2026_幼儿园联盟年度考核细则.xlsx',
      '考核评分册_2026_东湖区实验幼儿园联盟.xlsx',
      '考核评分册_2026_西岭区实验幼儿园联盟.xlsx',
    ]);
  });

  it('makes the same bytes again, and does not write over files unasked', async () => {
    const refused = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '发出');
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('--force');
    const again = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '再发', '--json');
    expect(JSON.parse(again.out).operation).toBeNull();
    for (const name of bench.books('发出')) {
      const [one, other] = ['发出', '再发'].map((each) => readFileSync(join(bench.folder, each, name)));
      expect(one!.equals(other!), name).toBe(true);
    }
  });

  it.each<[keyof typeof catalogue, string[]]>([
    ['evaluation-no-groups', ['--year', '2031']],
    ['evaluation-group-not-in-year', ['--year', '2031', '--group', '东湖区实验幼儿园联盟']],
    ['evaluation-rubric-of-other-policy', ['--year', '2026', '--rubric', 'helan-2022']],
    ['rubric-unknown', ['--year', '2026', '--rubric', '没有的']],
    ['option-value', ['--year', '26']],
  ])('%s', async (code, words) => {
    const { exit, err } = await bench.play('evaluate', 'sheets', ...words, '--output', '不成');
    expect(exit, err).toBe(2);
    expect(err).toContain(says(code));
  });

  it('writes nothing in a dry run', async () => {
    const tried = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '试', '--dry-run');
    expect(tried.exit).toBe(0);
    expect(() => bench.books('试')).toThrow();
  });
});

describe('which rubric goes', () => {
  let own: EvaluationBench;
  const rubrics = () => join(own.folder, '幼联模板', 'rubrics');
  beforeAll(async () => {
    own = await evaluationBench();
    mkdirSync(rubrics(), { recursive: true });
  });
  afterAll(() => own.remove());

  const builtIn = () => readFileSync(join(builtInFolder, 'rubrics', 'zaozhuang-2021.yaml'), 'utf8');
  const write = (id: string, change: (text: string) => string) =>
    writeFileSync(join(rubrics(), `${id}.yaml`), change(builtIn().replace(/^id: .*$/m, `id: ${id}`)));
  const sheets = (...words: string[]) =>
    own.play('evaluate', 'sheets', '--year', '2026', '--output', '发', '--force', '--json', ...words);

  it('is one alone, or the one that is named', async () => {
    write('office-one', (text) => text);
    write('office-two', (text) => text);
    const several = await sheets();
    expect([several.exit, several.err]).toEqual([
      2,
      expect.stringContaining(says('evaluation-several-rubrics')),
    ]);
    expect((await sheets('--rubric', 'office-one')).exit).toBe(0);
  });

  it('stays once scores have come in', async () => {
    const first = await sheets('--rubric', 'office-one');
    const { files } = JSON.parse(first.out) as { files: { file: string }[] };
    await editBook(files[0]!.file, join(own.folder, '交回.xlsx'), (book) => fillAll(book, steadyChance(3)));
    expect((await own.take('交回.xlsx')).record.operation).not.toBeNull();
    const other = await sheets('--rubric', 'office-two');
    expect([other.exit, other.err]).toEqual([2, expect.stringContaining(says('evaluation-rubric-fixed'))]);
    const changed = join(own.folder, '改过');
    mkdirSync(join(changed, 'rubrics'), { recursive: true });
    const text = builtIn()
      .replace(/^id: .*$/m, 'id: office-one')
      .replace(/^title: .*$/m, 'title: 改过的细则');
    writeFileSync(join(changed, 'rubrics', 'office-one.yaml'), text);
    const context = { cwd: own.folder, templateFolders: [changed, builtInFolder] };
    const meant = own.look((ledger) => rubricMeant(context, ledger, 'zaozhuang-2021', 2026, undefined));
    expect(meant.findings.map(({ code }) => code)).toEqual(['evaluation-rubric-kept']);
    expect(meant.rubric.title).not.toBe('改过的细则');
  });

  it('is said where there is none', async () => {
    const fresh = await evaluationBench('zaozhuang-2021');
    try {
      mkdirSync(join(fresh.folder, '幼联模板', 'rubrics'), { recursive: true });
      // The office's own file goes before the one that comes with the program.
      const own = builtIn().replace(/^weights: .*$/m, 'weights: office\nyears: { from: 2030, to: 2031 }');
      writeFileSync(join(fresh.folder, '幼联模板', 'rubrics', 'zaozhuang-2021.yaml'), own);
      const none = await fresh.play('evaluate', 'sheets', '--year', '2026', '--output', '发');
      expect([none.exit, none.err]).toEqual([2, expect.stringContaining(says('evaluation-no-rubric'))]);
    } finally {
      fresh.remove();
    }
  });
});

/** What a finding ends with. */
function says(code: keyof typeof catalogue): string {
  return `（${code}）`;
}
