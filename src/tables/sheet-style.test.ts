import { describe, expect, it } from 'vitest';
import { cellText, printedText, relabel, sheetName } from './sheet-style.ts';

describe('relabel', () => {
  const labels = { 主导园: '龙头园', 联盟园: '成员园', 联盟: '集团' };
  it.each([
    ['主导园', '龙头园'],
    ['联盟园基本信息', '成员园基本信息'],
    ['幼儿园联盟名单', '幼儿园集团名单'],
    ['联盟园联盟', '成员园集团'],
    ['序号', '序号'],
  ])('%s becomes %s', (text, expected) => expect(relabel(text, labels)).toBe(expected));

  it('does not replace what it has put in', () => {
    expect(relabel('主导园和联盟园', { 主导园: '联盟园', 联盟园: '主导园' })).toBe('联盟园和主导园');
  });

  it('takes names literally and leaves the text alone without names', () => {
    expect(relabel('区（市）', { '区（市）': '县' })).toBe('县');
    expect(relabel('a.c abc', { 'a.c': 'x' })).toBe('x abc');
    expect(relabel('主导园', {})).toBe('主导园');
  });
});

describe('cellText', () => {
  it.each([
    ['=1+1', '=1+1'],
    ['甲\r\n乙\r丙', '甲\n乙\n丙'],
    ['甲\u0000\u000b乙\ufffe', '甲乙'],
    ['甲\ud800乙', '甲乙'],
    ['_x0041_', '_x005F_x0041_'],
    ['a_x', 'a_x'],
  ])('%j becomes %j', (text, expected) => expect(cellText(text)).toBe(expected));

  it('keeps within what Excel takes', () => {
    expect(cellText('园'.repeat(40_000))).toHaveLength(32_767);
  });
});

it('prints yes and no, and nothing for the unknown', () => {
  expect([true, false, null, undefined, 0, ''].map(printedText)).toEqual(['是', '否', '', '', '0', '']);
});

it('makes names that Excel takes for a sheet', () => {
  expect(sheetName("'a/b:c[d]*?\\e'")).toBe('abcde');
  expect(sheetName('')).toBe('表');
  expect(sheetName('园'.repeat(40))).toHaveLength(31);
});
