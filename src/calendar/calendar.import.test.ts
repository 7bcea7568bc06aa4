import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { openWorkbook } from '../workbook/open.ts';
import { makeDocx } from '../workbook/testing/make-docx.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-calendar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = readonly (string | number | null)[];
let ledgers = 0;

/** A desk with a ledger of its own, in the autumn of 2026. */
async function desk() {
  ledgers += 1;
  const ledgerPath = join(folder, `${ledgers}.db`);
  const type = async (...argv: readonly string[]) => {
    const context = testContext(folder, { ledgerPath, now: () => new Date('2026-11-22T01:00:00Z') });
    const exit = await run(argv, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const change = async (...argv: readonly string[]) => {
    const { exit, out, err } = await type('calendar', ...argv, '--yes', '--json');
    const printed = JSON.parse(out) as { error?: { code: string } };
    if (printed.error)
      return { exit, err, codes: [printed.error.code], cells: [], effects: [], operation: null };
    const report = shapes['calendar-change'].parse(printed);
    return {
      exit,
      err,
      codes: report.findings.map(({ code }) => code),
      cells: report.findings.map(({ cell }) => cell),
      effects: [
        ...report.days.map(({ date, kind, effect }) => `${date} ${kind} ${effect}`),
        ...report.terms.map(
          (term) => `${term.schoolYear}:${term.number} ${term.starts} ${term.ends} ${term.effect}`,
        ),
      ],
      operation: report.operation,
    };
  };
  const bring = (rows: readonly Row[], ...options: readonly string[]) => {
    writeFileSync(join(folder, '校历.xlsx'), makeXlsx([{ name: '表', rows: [...rows] }]));
    return change('import', '校历.xlsx', ...options);
  };
  const days = async (from: string, to: string) => {
    const { out } = await type('calendar', 'show', '--year', '2026-2027', '--json');
    const record = shapes.calendar.parse(JSON.parse(out));
    return record.days
      .filter(({ date }) => from <= date && date <= to)
      .map(({ date, kind, name, certain }) => `${date} ${kind} ${name} ${certain}`);
  };
  await type(
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
  return { type, change, bring, days };
}

const head: Row = ['日期', '类型', '说明'];
const notice: readonly Row[] = [
  ['国务院办公厅关于2027年部分节假日安排的通知'],
  head,
  ['1月1日至3日', '放假', '元旦'],
  ['2027-02-05至2027-02-12', '放假', '春节'],
  ['2027年2月20日、2月28日', '上班', '补春节'],
  ['2027.5.1-5.5', '放假', '劳动节'],
  ['2027/5/8', '调休上班', '补劳动节'],
  ['2027年10月1日（星期五）—7日，共7天', '放假', '国庆节'],
  ['填报人：', null, null],
];

describe('importing a calendar table', () => {
  it('makes a year certain whose notice it brings, and can be undone', async () => {
    const { bring, days, type } = await desk();
    expect(await days('2027-05-03', '2027-05-03')).toEqual(['2027-05-03 school null false']);
    const { exit, codes, effects, operation } = await bring(notice);
    expect({ exit, codes }).toEqual({ exit: 0, codes: [] });
    expect(effects).toContain('2027-01-03 off inserted');
    expect(effects).toHaveLength(3 + 8 + 2 + 5 + 1 + 7);
    expect(await days('2027-05-03', '2027-05-08')).toEqual([
      '2027-05-03 holiday 劳动节 true',
      '2027-05-04 holiday 劳动节 true',
      '2027-05-05 holiday 劳动节 true',
      '2027-05-06 school null true',
      '2027-05-07 school null true',
      '2027-05-08 makeup 补劳动节 true',
    ]);
    const { out } = await type('history', 'show', String(operation), '--json');
    expect(out).toContain('校历.xlsx');
    expect((await bring(notice)).operation).toBeNull();
    expect((await type('undo', String(operation), '--yes')).exit).toBe(0);
    expect(await days('2027-05-03', '2027-05-03')).toEqual(['2027-05-03 school null false']);
  });

  it('takes columns of first and last days, real dates, terms, and changes what it knew', async () => {
    const { bring } = await desk();
    const columns: Row = ['开始日期', '结束日期', '类别', '备注'];
    const { exit, codes, effects } = await bring([
      ['2026—2027学年校历'],
      columns,
      ['2026年9月2日', '2027年1月22日', '第一学期', null],
      ['2月22日', '7月9日', '学期', '第二学期'],
      ['2026-12-10', null, '停课', '大雪'],
      [20261212, null, '补课', null],
    ]);
    expect({ exit, codes }).toEqual({ exit: 0, codes: [] });
    expect(effects).toEqual([
      '2026-12-10 closed inserted',
      '2026-12-12 work inserted',
      '2026-2027:1 2026-09-02 2027-01-22 inserted',
      '2026-2027:2 2027-02-22 2027-07-09 inserted',
    ]);
    const again = await bring([
      columns,
      ['2026年9月1日', '2027年1月22日', '第一学期', null],
      ['2026-12-10', '2026-12-11', '放假', '大雪'],
    ]);
    expect(again.effects).toEqual([
      '2026-12-10 off updated',
      '2026-12-11 off inserted',
      '2026-2027:1 2026-09-01 2027-01-22 updated',
    ]);
  });

  it.each<[string, Row, string, string | null]>([
    ['a day that is none', ['2027-02-29', '放假', '春节'], 'calendar-date-invalid', 'A3'],
    ['words', ['春节期间', '放假', '春节'], 'calendar-date-invalid', 'A3'],
    ['a date without a year', ['3月9日', '停课', '大雪'], 'calendar-date-invalid', 'A3'],
    ['a blank', [null, '停课', '大雪'], 'calendar-date-invalid', 'A3'],
    ['a range backwards', ['2027-03-09至2027-03-01', '停课', '大雪'], 'calendar-date-invalid', 'A3'],
    ['a range over half a year', ['2027-01-01至2027-07-01', '放假', '误'], 'calendar-date-invalid', 'A3'],
    ['a kind that is none', ['2027-03-09', '开会', '大雪'], 'calendar-kind-unknown', 'B3'],
    ['no kind', ['2027-03-09', null, '大雪'], 'calendar-kind-unknown', 'B3'],
    ['a day said two ways', ['2026-12-10', '上班', '补课'], 'calendar-day-contradiction', 'A3'],
    ['a term of another year', ['2026-09-01至2027-12-20', '第一学期', null], 'calendar-term-invalid', 'A3'],
    ['a term of one day', ['2026-09-01', '第一学期', null], 'calendar-term-invalid', 'A3'],
    ['a term over another', ['2027-01-10至2027-07-09', '第二学期', null], 'calendar-terms-overlap', 'A4'],
    ['a term in the wrong half', ['2026-09-01至2027-01-10', '第二学期', null], 'calendar-term-invalid', 'A3'],
  ])('leaves out %s, and takes the rest', async (_, row, code, cell) => {
    const { bring } = await desk();
    const rows = [head, ['2026-12-10', '停课', '大雪'], row, ['2026-09-01至2027-01-20', '学期', null]];
    const { exit, codes, cells, effects } = await bring(rows as Row[]);
    expect({ exit, codes, cells }).toEqual({ exit: 1, codes: [code], cells: [cell] });
    expect(effects).toContain('2026-12-10 closed inserted');
    if (code !== 'calendar-terms-overlap') {
      expect(effects).toContain('2026-2027:1 2026-09-01 2027-01-20 inserted');
    }
  });

  it('takes days of the school year alone where one is named', async () => {
    const { bring } = await desk();
    const rows = [head, ['3月9日', '停课', '大雪'], ['2027-10-08', '停课', '停电']];
    const { exit, codes, cells, effects } = await bring(rows as Row[], '--year', '2026-2027');
    expect({ exit, codes, cells }).toEqual({ exit: 1, codes: ['calendar-outside-year'], cells: ['A3'] });
    expect(effects).toEqual(['2027-03-09 closed inserted']);
  });

  it('says what changes nothing, and what is not all of a year', async () => {
    const { bring } = await desk();
    const { exit, codes, cells } = await bring([
      head,
      ['2026-08-10', '停课', '台风'],
      ['2027-01-01', '放假', '元旦'],
    ]);
    expect({ exit, codes, cells }).toEqual({
      exit: 0,
      codes: ['calendar-day-in-vacation', 'calendar-year-incomplete'],
      cells: ['A2', null],
    });
  });

  it('refuses a file without such a table, and a school year that is none', async () => {
    const { bring, type } = await desk();
    expect(await bring([['园所', '地址']])).toMatchObject({ exit: 2, codes: ['calendar-no-table'] });
    expect(await bring([head], '--year', '2026-2028')).toMatchObject({ exit: 2, codes: ['option-value'] });
    expect((await type('calendar', 'import', '没有.yaml', '--yes')).err).toContain('file-not-found');
  });

  it('reads merged kinds, notes below, and tables of Word', async () => {
    const { change, days } = await desk();
    const rows: Row[] = [
      head,
      ['2026-12-10', '停课', '大雪'],
      ['2026-12-11', null, '大雪'],
      ['2027-01-23至2027-02-21', '寒假', null],
      ['2027-07-10至2027-08-31', '假期', '暑假'],
      ['说明：以2027年的通知为准', null, null],
    ];
    writeFileSync(join(folder, '合并.xlsx'), makeXlsx([{ name: '表', rows, merges: ['B2:B3', 'A6:C6'] }]));
    const merged = await change('import', '合并.xlsx');
    expect(merged).toMatchObject({
      exit: 0,
      effects: ['2026-12-10 closed inserted', '2026-12-11 closed inserted'],
    });
    expect(merged.err).toContain('读了 4 行：收下 2 行，没有收 0 行，略过 2 行');
    const word = [head, ['2026年12月12日', '补课', '补大雪'], ['12月13日', '补课', '补大雪']];
    const table = word
      .map(
        (cells) =>
          `<w:tr>${cells.map((text) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`).join('')}</w:tr>`,
      )
      .join('');
    writeFileSync(join(folder, '校历.docx'), makeDocx(`<w:tbl>${table}</w:tbl>`));
    const { exit, codes, effects, err } = await change('import', '校历.docx');
    expect({ exit, codes, effects }).toEqual({
      exit: 1,
      codes: ['calendar-date-invalid'],
      effects: ['2026-12-12 work inserted'],
    });
    expect(err).toContain('校历.docx 表1 第3行第1列：');
    expect(await days('2026-12-12', '2026-12-12')).toEqual(['2026-12-12 makeup 补大雪 true']);
  });

  it('refuses a sheet that is no calendar for its length', async () => {
    const { bring } = await desk();
    const rows = Array.from({ length: 2001 }, (_, index) => [index]);
    expect(await bring(rows)).toMatchObject({ exit: 2, codes: ['workbook-too-large'] });
  });

  it('takes a calendar file too', async () => {
    const { change, days } = await desk();
    writeFileSync(
      join(folder, '停课.yaml'),
      'title: 停课通知\nclosed:\n  - { date: 2026-12-10, name: 大雪 }\n',
    );
    expect(await change('import', '停课.yaml')).toMatchObject({
      exit: 0,
      effects: ['2026-12-10 closed inserted'],
    });
    expect(await days('2026-12-10', '2026-12-10')).toEqual(['2026-12-10 closed 大雪 true']);
    writeFileSync(
      join(folder, '停课.yaml'),
      'title: 通知\nclosed:\n  - { date: 昨天, name: 雪 }\n  - { date: 今天 }\n',
    );
    const { exit, codes, err } = await change('import', '停课.yaml');
    expect({ exit, codes }).toEqual({ exit: 2, codes: ['calendar-invalid'] });
    expect(err).toContain('第 4 行');
  });
});

describe('days by hand', () => {
  it('are entered, and taken out again', async () => {
    const { change, days } = await desk();
    const marked = await change('mark', '2026-12-10至11日', '--as', '停课', '--name', '大雪');
    expect(marked.effects).toEqual(['2026-12-10 closed inserted', '2026-12-11 closed inserted']);
    expect((await change('mark', '2026-10-11', '--as', '上班', '--name', '补课')).exit).toBe(0);
    expect(await days('2026-10-10', '2026-10-11')).toEqual([
      '2026-10-10 makeup 补国庆节 true',
      '2026-10-11 makeup 补课 true',
    ]);
    const removed = await change('remove', '2026-12-10', '2026-12-20');
    expect(removed.effects).toEqual(['2026-12-10 closed removed']);
    expect(await days('2026-12-10', '2026-12-11')).toEqual([
      '2026-12-10 school null true',
      '2026-12-11 closed 大雪 true',
    ]);
  });

  it('are refused where they are none, or far too many', async () => {
    const { change } = await desk();
    for (const days of ['2026-13-01', '2026-01-01至2026-12-31', '昨天']) {
      expect(await change('mark', days, '--as', '停课', '--name', '误')).toMatchObject({
        exit: 2,
        codes: ['option-value'],
      });
    }
  });
});

describe('calendar show', () => {
  it('prints months with week numbers, marks and what is provisional', async () => {
    const { type } = await desk();
    const { out } = await type('calendar', 'show', '--month', '2026-10');
    expect(out).toContain(`── 2026年10月
周次     一    二    三    四    五    六    日
第5周                       1假   2假   3假   4假
第6周     5假   6假   7假   8     9    10班  11
`);
    expect(out).toContain('1日至7日国庆节放假；10日上课（补国庆节）');
    expect(out).not.toContain('还没有公布');
    const may = await type('calendar', 'show', '--month', '2027年5月');
    expect(may.out).toContain(
      '第11周                                  1假*  2假*\n第12周    3*    4*    5*    6 ',
    );
    expect(may.out).toContain('2027年的放假安排还没有公布');
    expect((await type('calendar', 'show', '--month', '2026-12')).out).toContain(
      '2027年的放假安排还没有公布',
    );
  });

  it('gives each day of the terms once, with its week', async () => {
    const { type } = await desk();
    await type('office', 'set', '--term', '2026-2027:2=2027-02-22..2027-07-09');
    const { out } = await type('calendar', 'show', '--year', '2026-2027', '--term', '2', '--json');
    const record = shapes.calendar.parse(JSON.parse(out));
    expect(record).toMatchObject({ from: '2027-02-22', to: '2027-07-09', unpublishedYears: ['2027'] });
    expect(record.terms).toMatchObject([{ number: 2, assumed: false, weeks: 20 }]);
    expect(record.days).toHaveLength(138);
    expect(record.days.at(-1)).toMatchObject({ date: '2027-07-09', week: 20, term: 2 });
    expect(record.days.filter(({ kind }) => kind === 'school' || kind === 'makeup')).toHaveLength(
      record.terms[0]?.schoolDays ?? 0,
    );
  });

  it('prints a sheet for each term, with its weeks, notes and what is provisional', async () => {
    const { type } = await desk();
    await type('calendar', 'mark', '2026-12-10', '--as', '停课', '--name', '大雪', '--yes');
    await type('calendar', 'show', '--output', '校历看.xlsx', '--force');
    const workbook = await openWorkbook(join(folder, '校历看.xlsx'));
    const texts: string[][] = [];
    for (const sheet of workbook.sheets) {
      const found: string[] = [];
      for await (const row of sheet.rows()) {
        found.push(
          row.cells
            .map(({ content }) => String(content.value))
            .join(' ')
            .trim(),
        );
      }
      texts.push(found);
    }
    await workbook.close();
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['第1学期', '第2学期']);
    const [first = [], second = []] = texts;
    expect(first[0]).toContain('云溪市教育局2026-2027学年第一学期校历');
    expect(first.find((line) => line.includes('10/1假'))).toMatch(
      /5 28 29 30 10\/1假 2假 3假 4假 10月1日至4日国庆节放假/,
    );
    expect(first.find((line) => line.includes('10停'))).toContain('12月10日停课（大雪）');
    expect(first.find((line) => line.includes('10班'))).toContain('10月10日上课（补国庆节）');
    expect(second.find((line) => line.includes('5假*'))).toContain('4月5日清明放假（暂定）');
    expect(second.at(-1)).toContain('2027年的放假安排还没有公布');
  });

  it('makes the same printable workbook each time', async () => {
    const { type } = await desk();
    const { readFileSync } = await import('node:fs');
    const made = async (name: string) => {
      expect((await type('calendar', 'show', '--output', name, '--force')).exit).toBe(0);
      return readFileSync(join(folder, name));
    };
    const first = await made('校历一.xlsx');
    expect((await made('校历二.xlsx')).equals(first)).toBe(true);
  });

  it('reads the calendar files of the office', async () => {
    const { type } = await desk();
    const own = join(folder, '模板');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(own, 'calendars'), { recursive: true });
    writeFileSync(
      join(own, 'calendars', '2027.yaml'),
      'title: 通知\nholidays:\n  - { date: 2027-01-01, name: 元旦 }\n  - { date: 2027-05-01, name: 劳动节 }\n' +
        '  - { date: 2027-10-01, name: 国庆节 }\n',
    );
    const { openLedger } = await import('../ledger/open-ledger.ts');
    const { openCalendar } = await import('./open-calendar.ts');
    const context = testContext(folder, { ledgerPath: join(folder, `${ledgers}.db`) });
    const ledger = openLedger(context);
    const calendar = await openCalendar(ledger, [own, ...context.templateFolders]);
    ledger.close();
    expect(calendar.isCertain('2027-06-01')).toBe(true);
    expect(calendar.dayOf('2027-06-09').kind).toBe('school');
    expect((await type('calendar', 'show', '--month', '2027-13')).exit).toBe(2);
  });
});
