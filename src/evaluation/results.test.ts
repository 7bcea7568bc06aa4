import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { Ledger } from '../store/ledger.ts';
import { insertRun, putGate, putScore, putSubject } from './evaluation.store.ts';
import { byHand } from './evaluation.ts';
import { loadRubric } from './load-rubric.ts';
import { ranksOf } from './outcomes.ts';
import { compareOutcomes } from './preview.ts';
import { entitledScorers, indicatorsOf } from './rubric.ts';
import { builtInFolder } from './testing/folders.ts';

let folder = '';
const rubric = loadRubric('zaozhuang-2021', [builtInFolder]);
const [lead, star, moon, sun] = [
  '东湖区实验幼儿园',
  '东湖区星星幼儿园',
  '东湖区月亮幼儿园',
  '东湖区太阳幼儿园',
] as const;

async function call(words: readonly string[], expected: number): Promise<{ out: string; err: string }> {
  const context = testContext(folder, { now: () => new Date('2026-12-20T09:00:00+08:00') });
  const code = await run([...words], context);
  expect(code, context.err()).toBe(expected);
  return { out: context.out(), err: context.err() };
}

const json = async (words: readonly string[], expected: number) =>
  JSON.parse((await call([...words, '--json'], expected)).out);

/** Everybody gives each indicator this share of its points; nothing is taken off but that. */
function scoreAll(
  ledger: Ledger,
  runId: number,
  key: { kindergartenId: number | null; subject: string; name: string },
  share: number,
) {
  const subject = rubric.subjects.find(({ id }) => id === key.subject);
  if (!subject) throw new Error('no subject');
  const { name, ...rest } = key;
  const id = putSubject(ledger, runId, { groupId: 1, ...rest }, { ...byHand, name });
  for (const indicator of indicatorsOf(subject)) {
    for (const { by } of entitledScorers(subject, indicator)) {
      const given = Math.round(indicator.points * share * 2) / 2;
      const value = indicator.method === 'deducted' ? indicator.points - given : given;
      putScore(ledger, id, { indicator: indicator.id, scorer: by }, value, byHand);
    }
  }
  for (const { id: gate } of subject.gates) putGate(ledger, id, gate, '否', byHand);
  return id;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-evaluate-'));
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--seat', '东湖区'];
  await call(['init', ...office, '--policy', 'zaozhuang-2021', '--yes'], 0);
  for (const name of [lead, star, moon, sun]) {
    await call(['kindergarten', 'add', '--name', name, '--district', '东湖区', '--staff', '10', '--yes'], 0);
  }
  const members = [star, moon, sun].flatMap((name) => ['--member', name]);
  await call(
    ['group', 'create', '--lead', lead, ...members, '--tier', 'county', '--since', '2024-01-01', '--yes'],
    0,
  );
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  try {
    const info = {
      clerk: '测试',
      kind: 'test',
      title: '评分',
      commandLine: '',
      at: new Date('2026-12-01T00:00:00Z'),
    };
    await ledger.perform(info as never, () => {
      const id = insertRun(ledger, {
        policyId: 'zaozhuang-2021',
        year: 2026,
        rubricId: rubric.id,
        rubric: JSON.stringify(rubric),
        openedOn: '2026-12-01',
      });
      scoreAll(ledger, id, { kindergartenId: 2, subject: 'member', name: star }, 1);
      scoreAll(ledger, id, { kindergartenId: 3, subject: 'member', name: moon }, 1);
      scoreAll(ledger, id, { kindergartenId: 4, subject: 'member', name: sun }, 0.5);
      scoreAll(ledger, id, { kindergartenId: 1, subject: 'lead', name: lead }, 0.9);
    });
  } finally {
    ledger.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const year = ['--year', '2026'];

describe('results of a year', () => {
  it('ranks with ties, counts blanks as nothing and says what is missing', async () => {
    const results = await json(['evaluate', 'results', ...year], 1);
    expect(shapes['evaluate-results'].safeParse(results).error).toBeUndefined();
    const members = results.subjects.filter(({ role }: { role: string }) => role === 'member');
    // Two facts are not known: participation (20) and training (10, of ten people none).
    expect(members.map(({ total, rank }: { total: number; rank: number }) => [total, rank])).toEqual([
      [70, 1],
      [70, 1],
      [35, 3],
    ]);
    expect(members[0]).toMatchObject({ missing: [], factsMissing: ['参加联盟活动'] });
    const [group] = results.subjects;
    expect(group).toMatchObject({ role: 'group', rank: null, total: 0 });
    expect(results.opinionsMissing.map(({ member }: { member: string }) => member)).toEqual([
      star,
      moon,
      sun,
    ]);
    expect(results.criticismCandidates.map(({ name }: { name: string }) => name)).toEqual([sun]);
    const { out } = await call(['evaluate', 'results', ...year], 1);
    expect(out).toMatch(/ 1 项没有台账数据，不能计算/);
    expect(out).toContain('批评的候选（经确认才写进通报）');
  });

  it('explains every point, the members’ mean in the lead’s sheet too', async () => {
    const [explained] = await json(['evaluate', 'explain', lead, ...year], 0);
    expect(shapes['evaluate-explain'].safeParse([explained]).error).toBeUndefined();
    const members = explained.indicators.find(
      ({ indicator }: { indicator: string }) => indicator === '联盟园考核情况',
    );
    // (70 + 70 + 35) / 3 = 58.33, of 15 points
    expect(members).toMatchObject({ score: 8.75, formula: '15 × 成员园平均分 ÷ 100' });
    expect(members.facts).toEqual([
      { name: '成员园平均分', value: 58.33, unit: '分', basis: expect.any(String), source: '本年各表' },
    ]);
    const sum = explained.indicators.reduce((all: number, { score }: { score: number }) => all + score, 0);
    expect(Math.round(sum * 100) / 100).toBe(explained.total);
    const { out } = await call(['evaluate', 'explain', star, ...year], 0);
    expect(out).toContain('手工登记');
    expect((await call(['evaluate', 'explain', '没有的园', ...year], 2)).err).toContain(
      'evaluation-subject-unknown',
    );
  });

  it('moves nobody under the same rubric, and tells who moves under another', async () => {
    const same = await json(['evaluate', 'preview', ...year, '--rubric', 'zaozhuang-2021'], 0);
    expect(shapes['evaluate-preview'].safeParse(same).error).toBeUndefined();
    expect(same.subjects.some(({ moves }: { moves: boolean }) => moves)).toBe(false);
    const file = join(folder, '新细则.yaml');
    const text = readFileSync(join(builtInFolder, 'rubrics/zaozhuang-2021.yaml'), 'utf8');
    writeFileSync(
      file,
      text
        .replace('{ name: 合格, from: 60, to: 75 }', '{ name: 合格, from: 30, to: 75 }')
        .replace('{ name: 不合格, from: 0, to: 60 }', '{ name: 不合格, from: 0, to: 30 }')
        .replace('id: progress\n            name: 进步情况', 'id: progress-new\n            name: 进步情况'),
    );
    const other = await json(['evaluate', 'preview', ...year, '--rubric', file], 0);
    const moved = other.subjects.filter(({ moves }: { moves: boolean }) => moves);
    expect(moved.map(({ name }: { name: string }) => name)).toContain(sun);
    expect(other.findings.map(({ code }: { code: string }) => code)).toEqual([
      'evaluation-preview-unmatched',
    ]);
    const foreign = join(folder, '别的政策.yaml');
    writeFileSync(foreign, text.replace('policy: zaozhuang-2021', 'policy: helan-2022'));
    const { err } = await call(['evaluate', 'preview', ...year, '--rubric', foreign], 2);
    expect(err).toContain('evaluation-preview-policy');
  });

  it('is final only once every opinion was heard and every score is there', async () => {
    const { err } = await call(['evaluate', 'finalise', ...year, '--yes'], 1);
    expect(err).toContain('evaluation-opinion-missing');
    for (const name of [star, moon, sun]) expect(err).toContain(name);
    expect(err).toContain('evaluation-incomplete');
    expect(err).toContain('六、组织保障（四）');
    for (const name of [star, moon]) {
      await call(['evaluate', 'opinion', name, ...year, '--text', '同意', '--yes'], 0);
    }
    const said = await json(['evaluate', 'opinion', sun, ...year, '--text', '进步慢', '--yes'], 0);
    expect(shapes['evaluate-opinion'].safeParse(said).error).toBeUndefined();
    expect(said).toMatchObject({ lead, member: sun, before: null, after: '进步慢' });
    const wrong = await call(['evaluate', 'opinion', lead, ...year, '--text', '好', '--yes'], 2);
    expect(wrong.err).toContain('evaluation-opinion-of');
    const still = await call(['evaluate', 'finalise', ...year, '--yes'], 1);
    expect(still.err).not.toContain('evaluation-opinion-missing');

    const final = await json(['evaluate', 'finalise', ...year, '--with-blanks', '--yes'], 0);
    expect(shapes['evaluate-finalise'].safeParse(final).error).toBeUndefined();
    expect(final.results).toBe(4);
    expect(final.findings.map(({ code }: { code: string }) => code)).toContain('evaluation-fact-missing');
    const late = await call(['evaluate', 'opinion', sun, ...year, '--text', '改了', '--yes'], 2);
    expect(late.err).toContain('evaluation-final');
    expect((await call(['evaluate', 'finalise', ...year, '--yes'], 2)).err).toContain('evaluation-final');

    const reopened = await json(['evaluate', 'reopen', ...year, '--reason', '更正', '--yes'], 0);
    expect(shapes['evaluate-reopen'].safeParse(reopened).error).toBeUndefined();
    expect((await call(['evaluate', 'reopen', ...year, '--reason', '再', '--yes'], 2)).err).toContain(
      'evaluation-not-final',
    );
    await call(['undo', '--yes', String(reopened.operation)], 0);
    expect((await json(['evaluate', 'results', ...year], 1)).finalisedOn).toBe('2026-12-20');
  });

  it('makes the table, the notice and the letters, criticising only candidates whom the clerk named', async () => {
    const keep = process.env.YOULIAN_KEEP ?? folder;
    await call(['evaluate', 'summary', ...year, '--output', join(keep, '汇总.xlsx')], 0);
    const notice = ['evaluate', 'notice', ...year, '--output', join(keep, '通报.docx')];
    expect((await call([...notice, '--criticise', star], 2)).err).toContain('evaluation-criticise-unfit');
    await call([...notice, '--criticise', sun], 0);
    const words = strFromU8(
      unzipSync(readFileSync(join(keep, '通报.docx')))['word/document.xml'] ?? new Uint8Array(),
    );
    expect(words).toContain(sun);
    expect(words).toContain('通报批评');
    const first = readFileSync(join(keep, '通报.docx'));
    await call([...notice, '--criticise', sun, '--force'], 0);
    expect(readFileSync(join(keep, '通报.docx')).equals(first)).toBe(true);
    const letters = await json(['evaluate', 'feedback', ...year, '--output', join(keep, '反馈')], 0);
    expect(shapes['evaluate-feedback'].safeParse(letters).error).toBeUndefined();
    expect(letters.files.map(({ name }: { name: string }) => name)).toEqual([lead, star, moon, sun]);
  });

  it('says so where there is nothing on record, or no rubric', async () => {
    expect((await call(['evaluate', 'results', '--year', '2025'], 2)).err).toContain('evaluation-none');
    expect((await call(['evaluate', 'results', '--year', '26'], 2)).err).toContain('option-value');
    mkdirSync(join(folder, '幼联模板/rubrics'), { recursive: true });
    for (const id of ['a', 'b']) {
      const to = join(folder, `幼联模板/rubrics/${id}.yaml`);
      copyFileSync(join(builtInFolder, 'rubrics/zaozhuang-2021.yaml'), to);
      writeFileSync(to, readFileSync(to, 'utf8').replace('id: zaozhuang-2021', `id: ${id}`));
    }
    const context = testContext(folder, { templateFolders: [join(folder, '幼联模板'), builtInFolder] });
    const words = ['evaluate', 'opinion', star, '--year', '2025', '--text', '好', '--yes'];
    expect(await run(words, context)).toBe(2);
    expect(context.err()).toContain('evaluation-several-rubrics');
  });
});

describe('rubric commands', () => {
  it('lists, shows, lints and copies', async () => {
    const rows = await json(['rubric', 'list'], 0);
    expect(shapes['rubric-list'].safeParse(rows).error).toBeUndefined();
    expect(rows.map(({ id }: { id: string }) => id)).toContain('zaozhuang-2021');
    expect((await call(['rubric', 'show', 'zaozhuang-2021'], 0)).out).toContain('分值和权重由本单位确定');
    const facts = await json(['rubric', 'facts'], 0);
    expect(shapes['rubric-facts'].safeParse(facts).error).toBeUndefined();
    const linted = await json(['rubric', 'lint'], 0);
    expect(shapes['rubric-lint'].safeParse(linted).error).toBeUndefined();
    expect((await call(['rubric', 'new', '新的', '--from', 'zaozhuang-2021'], 2)).err).toContain(
      'rubric-file-name',
    );
    await call(['rubric', 'new', 'yunxi-2026', '--from', 'zaozhuang-2021'], 0);
    const path = join(folder, '幼联模板/rubrics/yunxi-2026.yaml');
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain('id: yunxi-2026\npolicy: zaozhuang-2021');
    await call(['rubric', 'lint', path], 0);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('{ by: self, weight: 20 }', '{ by: self, weight: 10 }'),
    );
    expect((await call(['rubric', 'lint', path], 1)).err).toContain('rubric-sum');
  });
});

describe('ranks', () => {
  it('are shared by equals, and the next one counts all before it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (totals) => {
        const ranks = ranksOf(totals, (one, other) => other - one);
        for (const [index, total] of totals.entries()) {
          expect(ranks[index]).toBe(1 + totals.filter((each) => each > total).length);
        }
      }),
    );
    expect(ranksOf([9, 9, 7], (one, other) => other - one)).toEqual([1, 1, 3]);
    expect(compareOutcomes([], [])).toEqual([]);
  });
});
