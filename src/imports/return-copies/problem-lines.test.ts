import { describe, expect, it } from 'vitest';
import { makeFinding } from '../../findings/catalogue.ts';
import { cellsInWords, inOrder, joinAlike } from './problem-lines.ts';
import { listProblems, type Problem } from './problem-list.ts';

const problem = (
  cell: string,
  level: Problem['level'] = '请核对',
  value = '已开办',
  sheet = '园所',
): Problem => ({
  sheet,
  cell,
  value,
  message: `“${value}”不在词表里。`,
  remedy: '请改。',
  level,
});

describe('lines of the list of problems', () => {
  it('puts first what must be corrected, then goes sheet by sheet and row by row', () => {
    const problems = [
      problem('B12', '请核对', '甲', '二'),
      problem('W7', '须改正', '乙'),
      problem('A10'),
      problem('AA2'),
      problem('B2'),
      problem('', '请核对', '全文', ''),
      problem('A1', '须改正', '丙', '二'),
    ];
    expect(inOrder(problems, ['园所', '二']).map(({ sheet, cell }) => `${sheet}${cell}`)).toEqual([
      '园所W7',
      '二A1',
      '',
      '园所B2',
      '园所AA2',
      '园所A10',
      '二B12',
    ]);
  });

  it('draws the same problem of one column together, and no other', () => {
    const lines = joinAlike([
      problem('C5'),
      problem('D5'),
      problem('C6'),
      problem('C6'),
      problem('C7', '请核对', '在办'),
      problem('C8', '须改正'),
      problem('C9', '请核对', '已开办', '二'),
      problem('', '请核对', '已开办', ''),
      problem('C12'),
    ]);
    expect(lines.map(({ cells }) => cells)).toEqual([
      ['C5', 'C6', 'C12'],
      ['D5'],
      ['C7'],
      ['C8'],
      ['C9'],
      [],
    ]);
    expect(lines.map(cellsInWords)).toEqual(['C5 等 3 处：C6、C12', 'D5', 'C7', 'C8', 'C9', '']);
  });

  it('lists the cells as far as they fit', () => {
    const [alike] = joinAlike(Array.from({ length: 60 }, (_, index) => problem(`C${index + 5}`)));
    expect(cellsInWords(alike!)).toBe('C5 等 60 处：C6—C64');
    const [apart] = joinAlike(Array.from({ length: 60 }, (_, index) => problem(`C${index * 2 + 5}`)));
    expect(cellsInWords(apart!)).toMatch(/^C5 等 60 处：C7、C9、.+……$/);
    expect(cellsInWords(apart!).length).toBeLessThan(70);
  });

  it('speaks to the sender, who has no such program', () => {
    const [unknown, again] = listProblems([
      makeFinding('table-unknown', { sheet: '一', tables: '园所信息表', headings: '甲、乙' }),
      makeFinding('town-without-district', { value: '城关镇' }),
    ]);
    expect(unknown?.remedy).toMatch(/^请核对是否发错了文件.+再交回。$/);
    expect(again?.remedy).toBe('请补上所属区县，再交回。');
  });
});
