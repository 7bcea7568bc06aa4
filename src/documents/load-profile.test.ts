import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import { loadProfile, profileIds } from './load-profile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  mkdirSync(join(folder, 'documents'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const standard = readFileSync('templates/documents/standard.yaml', 'utf8');

function failureOf(id: string, text: string | undefined): Failure {
  if (text !== undefined) writeFileSync(join(folder, 'documents', `${id}.yaml`), text);
  try {
    loadProfile(id, [folder, 'templates']);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('loadProfile', () => {
  it('reads the profiles that come along', () => {
    expect(profileIds(['templates'])).toEqual(['compact', 'standard']);
    expect(loadProfile('standard', ['templates']).margins).toEqual({
      top: 37,
      bottom: 35,
      left: 28,
      right: 26,
    });
  });

  it('takes from the base what a variant does not say', () => {
    const [base, variant] = [loadProfile('standard', ['templates']), loadProfile('compact', ['templates'])];
    expect(variant.fonts.body).toEqual(base.fonts.body);
    expect(variant.fonts.title.font).toBe('华文中宋');
    expect(variant.grid).toEqual({ lines: 24, characters: 28, linePitch: 28 });
    expect(variant.pageNumber).toEqual({ ...base.pageNumber, format: '{page}', side: 'centre' });
  });

  it("prefers the office's own file", () => {
    const own = standard.replace('left: 28, right: 26', 'left: 27, right: 27');
    writeFileSync(join(folder, 'documents', 'standard.yaml'), own);
    expect(loadProfile('standard', [folder, 'templates']).margins.left).toBe(27);
  });

  it('names what exists where a profile is missing', () => {
    const { finding } = failureOf('none', undefined);
    expect(finding.code).toBe('profile-missing');
    expect(finding.message).toContain('compact、standard');
    expect(failureOf('../standard', undefined).finding.code).toBe('profile-missing');
  });

  it.each<[string, string, string]>([
    ['a key that is none', standard.replace('id: standard', 'id: own\ncolour: red'), '第'],
    ['a size of text', standard.replace('id: standard', 'id: own').replace('size: 48', 'size: 大'), '数字'],
    ['another id', standard, '文件名'],
    [
      'too many lines',
      standard.replace('id: standard', 'id: own').replace('lines: 22,', 'lines: 30, linePitch: 29,'),
      '超出了版心高度',
    ],
    [
      'lines too close',
      standard.replace('id: standard', 'id: own').replace('lines: 22', 'lines: 60'),
      '小于正文的字号',
    ],
    [
      'characters too close',
      standard.replace('id: standard', 'id: own').replace('characters: 28', 'characters: 40'),
      '叠在一起',
    ],
    ['no room', standard.replace('id: standard', 'id: own').replace('left: 28', 'left: 150'), '版心只有'],
    [
      'a page format without number',
      standard.replace('id: standard', 'id: own').replace('— {page} —', '页'),
      '{page}',
    ],
    ['a circle', 'id: own\nname: 甲\nextends: own\n', '绕回'],
    ['an unknown base', 'id: own\nname: 甲\nextends: nothing\n', 'compact、standard'],
    ['nothing', '', '空'],
    ['broken notation', 'id: own\n name: [', '写法'],
  ])('tells the place of %s', (_, text, words) => {
    const { finding } = failureOf('own', text);
    expect(finding.code).toBe('profile-invalid');
    expect(finding.message).toContain(words);
    expect(finding.file).toContain('own.yaml');
  });
});
