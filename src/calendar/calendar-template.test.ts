import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { inspectCalendarFile, loadCalendarFiles } from './calendar-template.ts';

function write(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'youlian-calendar-')), '2027.yaml');
  writeFileSync(path, text);
  return path;
}

/** All that is wrong with a file, as `line: what was expected`. */
function refusals(text: string): string[] {
  const read = inspectCalendarFile(write(text));
  return 'problems' in read ? read.problems.map(({ line, expected }) => `${line}: ${expected}`) : [];
}

describe('a calendar file', () => {
  it('gives each day of its ranges, in order, and its terms', () => {
    const read = inspectCalendarFile(
      write(`title: 关于2027年部分节假日安排的通知
workdays:
  - { date: 2027-02-20, name: 补春节 }
holidays:
  - { from: 2027-01-01, to: 2027-01-03, name: 元旦 }
closed:
  - { date: 2027-03-09, name: 大雪停课 }
terms:
  - { schoolYear: 2026-2027, number: 2, starts: 2027-02-22, ends: 2027-07-09 }
`),
    );
    if (!('file' in read)) throw new Error('was refused');
    const { file } = read;
    expect(file.source).toBe('关于2027年部分节假日安排的通知');
    expect(file.days).toEqual([
      { date: '2027-01-01', mark: 'off', name: '元旦' },
      { date: '2027-01-02', mark: 'off', name: '元旦' },
      { date: '2027-01-03', mark: 'off', name: '元旦' },
      { date: '2027-02-20', mark: 'work', name: '补春节' },
      { date: '2027-03-09', mark: 'closed', name: '大雪停课' },
    ]);
    expect(file.terms).toEqual([
      { schoolYear: '2026-2027', number: 2, starts: '2027-02-22', ends: '2027-07-09' },
    ]);
  });

  it.each([
    ['a day that is none', 'holidays:\n  - { date: 2027-02-29, name: 春节 }', 3, '应为日期'],
    ['neither day nor range', 'holidays:\n  - { name: 春节 }', 3, 'from 和 to'],
    [
      'a day and a range',
      'closed:\n  - { date: 2027-01-01, from: 2027-01-01, to: 2027-01-02, name: x }',
      3,
      '',
    ],
    ['half a range', 'closed:\n  - { from: 2027-01-01, name: x }', 3, 'from 和 to 两项'],
    ['a range backwards', 'holidays:\n  - { from: 2027-01-03, to: 2027-01-01, name: 元旦 }', 3, '不早于'],
    ['an endless range', 'holidays:\n  - { from: 2026-01-01, to: 2027-01-01, name: 元旦 }', 3, '100 天'],
    [
      'a day that is two things',
      'holidays:\n  - { date: 2027-01-03, name: 元旦 }\nworkdays:\n  - { date: 2027-01-03, name: 补元旦 }',
      5,
      '2027-01-03 写了两次',
    ],
    ['a misspelt list', 'holiday:\n  - { date: 2027-01-03, name: 元旦 }', 1, 'holiday'],
    [
      'overlapping terms',
      'terms:\n  - { schoolYear: 2026-2027, number: 1, starts: 2026-09-01, ends: 2027-02-25 }\n' +
        '  - { schoolYear: 2026-2027, number: 2, starts: 2027-02-22, ends: 2027-07-09 }',
      4,
      '不能重叠',
    ],
    [
      'a term of another year',
      'terms:\n  - { schoolYear: 2026-2027, number: 1, starts: 2025-09-01, ends: 2026-01-20 }',
      3,
      '2026-2027 学年',
    ],
    [
      'a school year of one',
      'terms:\n  - { schoolYear: 2026-2026, number: 1, starts: 2026-09-01, ends: 2026-12-20 }',
      3,
      '相连的两年',
    ],
    [
      'a third term',
      'terms:\n  - { schoolYear: 2026-2027, number: 3, starts: 2026-09-01, ends: 2026-12-20 }',
      3,
      '1、2',
    ],
  ])('refuses %s with the line', (_, text, line, words) => {
    const [first = ''] = refusals(`title: 通知\n${text}\n`);
    expect(first.startsWith(`${line}: `), first).toBe(true);
    expect(first).toContain(words);
  });

  it('tells all that is wrong', () => {
    const days = '  - { date: 2027-02-30, name: 春节 }\n  - { date: 2027-02-31, name: 春节 }\n';
    expect(refusals(`title: 通知\nholidays:\n${days}`)).toHaveLength(2);
    expect(refusals('')).toHaveLength(1);
  });
});

describe('the calendar files of an office', () => {
  const folderWith = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'youlian-calendars-'));
    mkdirSync(join(folder, 'calendars'));
    writeFileSync(join(folder, 'calendars', '2027.yaml'), text);
    return folder;
  };

  it('are read by name, the own before the built-in one', () => {
    const day = (name: string) => `title: ${name}\nclosed:\n  - { date: 2027-03-09, name: ${name} }\n`;
    const layers = loadCalendarFiles([folderWith(day('自己')), folderWith(day('内置'))]);
    expect(layers.map(({ source }) => source)).toEqual(['自己']);
  });

  it('hold no terms, and are refused with the line', () => {
    const term = '  - { schoolYear: 2026-2027, number: 1, starts: 2026-09-01, ends: 2027-01-20 }';
    const load = () => loadCalendarFiles([folderWith(`title: 校历\nterms:\n${term}\n`)]);
    expect(load).toThrow(Failure);
    try {
      load();
    } catch (error) {
      const { code, message } = (error as Failure).finding;
      expect(code).toBe('calendar-invalid');
      expect(message).toMatch(/第 [23] 行.*calendar import/);
    }
  });
});
