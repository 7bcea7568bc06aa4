import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { loadDictionaries, loadDictionary, loadDistrictNames, loadTable, loadTables } from './load.ts';
import { recognise } from './recognise.ts';
import { memorySheet } from './testing/memory-sheet.ts';
import { builtInTemplates } from './testing/read-sheet.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A template folder of an office with these files. */
function office(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-templates-'));
  folders.push(folder);
  for (const kind of ['tables', 'dictionaries']) mkdirSync(join(folder, kind));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return [folder, ...builtInTemplates];
}

function failure(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('no failure');
}

const table = `id: visits
kind: list
name: 来访表
title: 来访表
attachment: ""
titleWords: [来访]
print: { orientation: portrait, titleSize: 18, headerSize: 11, bodySize: 11, rowHeight: 20 }
parents: {}
columns:
  - { key: guest, path: [姓名], synonyms: [], type: personName, required: true, width: 10 }
  - { key: from, path: [单位], synonyms: [], type: text, width: 20 }
footer: []
`;

describe('templates', () => {
  test('all built-in tables and their dictionaries can be loaded', () => {
    const tables = loadTables(builtInTemplates);
    expect(tables.map(({ id }) => id)).toEqual([
      'activity-plan',
      'activity-record',
      'alliance-list',
      'application',
      'attendance',
      'dispatch',
      'fund',
      'indicators',
      'inspection',
      'leadership',
      'posting',
      'roster',
      // Registers come last.
      'finance-decisions',
      'governance',
      'growth-records',
      'office-rules',
      'party-building',
      'party-organisations',
      'plans-and-debriefs',
      'shared-resources',
      'typical-cases',
      'weak-kindergartens',
    ]);
    for (const each of tables) {
      const fields = each.kind === 'list' ? each.columns : each.fields;
      const dictionaries = loadDictionaries(each, builtInTemplates);
      for (const { dictionary } of fields) if (dictionary) expect(dictionaries.has(dictionary)).toBe(true);
    }
    expect(loadDistrictNames(builtInTemplates).suffixes).toContain('教体局');
  });

  test('the office’s own file goes before the built-in one, and adds tables', () => {
    const own = office({
      'tables/visits.yaml': table,
      'dictionaries/category.yaml':
        'id: category\nname: 类别\nopen: false\nterms: [{ term: 甲, synonyms: [] }]\n',
    });
    expect(loadTables(own).map(({ id }) => id)).toContain('visits');
    expect(loadDictionary('category', own).terms).toHaveLength(1);
    expect(loadDictionary('category', builtInTemplates).terms.length).toBeGreaterThan(5);
    const shandong = loadDictionary('category', builtInTemplates).terms.filter(
      ({ region }) => region === '37',
    );
    const meant = (text: string) => shandong.find(({ synonyms }) => synonyms.includes(text))?.term;
    expect(['省一类', '省二类', '省三类'].map(meant)).toEqual(['一类', '二类', '三类']);
    expect(loadDictionary('category', own)).toBe(loadDictionary('category', own));
  });

  test('template-missing', () => {
    expect(failure(() => loadTable('nowhere', builtInTemplates)).finding.code).toBe('template-missing');
    expect(failure(() => loadDictionary('nowhere', builtInTemplates)).finding.code).toBe('template-missing');
  });

  test.each([
    ['a wrong kind', table.replace('width: 10', 'width: 宽'), '第 10 行第 86 列', '应为数字'],
    ['an unknown type', table.replace('personName', 'person'), '第 10 行第 51 列', 'longText'],
    ['a slip in a name', table.replace('titleWords', 'titelWords'), '第 1 行', '“titleWords”'],
    ['a part too many', `${table}extra: 1\n`, '第 1 行', '“extra”'],
    ['broken YAML', table.replace('[姓名]', '[姓名'), '第 10 行', 'YAML'],
    ['a key twice', table.replace('key: from', 'key: guest'), '第 11 行', '重复'],
    ['another id than the file', table.replace('id: visits', 'id: visit'), '第 1 行第 5 列', 'visits'],
    ['a dictionary that is not said', table.replace('type: text', 'type: term'), '第 11 行', 'dictionary'],
    ['a parent nobody has', table.replace('parents: {}', 'parents: { 主导园: [] }'), '第 8 行', '上层'],
    ['no list or form', table.replace('kind: list', 'kind: leaf'), '第 2 行第 7 列', 'list'],
    ['an empty file', '', '第 1 行第 1 列', ''],
  ])('%s is told with its place', (_name, text, place, expected) => {
    const own = office({ 'tables/visits.yaml': text });
    const { finding, exitCode } = failure(() => loadTable('visits', own));
    expect(finding.code).toBe('template-invalid');
    expect(finding.file).toBe(join(own[0] ?? '', 'tables/visits.yaml'));
    expect(finding.message).toContain(place);
    expect(finding.message).toContain(expected);
    expect(exitCode).toBe(2);
  });

  test('a wording of two terms is told', () => {
    const own = office({
      'dictionaries/category.yaml':
        'id: category\nname: 类别\nopen: true\nterms:\n  - { term: 甲, synonyms: [] }\n  - { term: 乙, synonyms: [甲] }\n',
    });
    const { finding } = failure(() => loadDictionary('category', own));
    expect(finding.code).toBe('template-invalid');
    expect(finding.message).toContain('第 6 行');
  });

  test('two tables that fit equally well are ambiguous until one is named', async () => {
    const own = office({
      'tables/visits.yaml': table,
      'tables/guests.yaml': table.replace('visits', 'guests'),
    });
    const sheet = memorySheet([
      ['姓名', '单位'],
      ['邓淇', '云溪市教育局'],
    ]);
    const both = await recognise(sheet, loadTables(own));
    expect(both.findings.map(({ code }) => code)).toEqual(['table-ambiguous']);
    const one = await recognise(sheet, loadTables(own), { only: 'guests' });
    expect(one.locations.map((location) => location.table)).toEqual(['guests']);
  });
});
