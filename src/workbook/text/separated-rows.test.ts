import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordSplitter, SplitFailure, type SplitLimits } from './separated-rows.ts';
import { findSeparator } from './separator.ts';

const limits: SplitLimits = { rows: 1000, columns: 50, textLength: 200 };

function split(pieces: readonly string[], separator = ',', bounds = limits): string[][] {
  const records: string[][] = [];
  const splitter = new RecordSplitter(separator, bounds);
  const take = (fields: string[], row: number) => {
    expect(row).toBe(records.length + 1);
    records.push(fields);
  };
  for (const piece of pieces) splitter.push(piece, take);
  splitter.finish(take);
  return records;
}

function problemOf(text: string, bounds = limits): string | undefined {
  try {
    split([text], ',', bounds);
    return undefined;
  } catch (error) {
    if (!(error instanceof SplitFailure)) throw error;
    return `${error.problem} ${error.row}`;
  }
}

describe('records', () => {
  it.each<[string, string, string[][]]>([
    ['line ends of three kinds', '甲,乙\r\n丙\n丁\r戊,', [['甲', '乙'], ['丙'], ['丁'], ['戊', '']]],
    ['an end without a line end', '甲\n乙', [['甲'], ['乙']]],
    ['an end with one', '甲\n', [['甲']]],
    ['empty lines', '甲\n\n乙', [['甲'], [''], ['乙']]],
    ['ragged rows', '甲,乙,丙\n丁', [['甲', '乙', '丙'], ['丁']]],
    ['nothing', '', []],
    ['a separator alone', ',', [['', '']]],
    ['quotes', '"甲,乙","丙\r\n丁",戊\n己', [['甲,乙', '丙\r\n丁', '戊'], ['己']]],
    ['doubled quotes', '"甲""乙""",""\n', [['甲"乙"', '']]],
    ['a quote within', '5"管,甲"\n', [['5"管', '甲"']]],
    ['words behind a closed quote', '"第一"幼儿园,东湖区', [['第一幼儿园', '东湖区']]],
    ['an empty last field behind a quote', '"甲",', [['甲', '']]],
    ['a blank before a quote', '甲, "乙"', [['甲', ' "乙"']]],
  ])('%s', (_, text, records) => {
    expect(split([text])).toEqual(records);
  });

  it.each([
    ['columns', 'a,'.repeat(50), 'columns 1'],
    ['columns behind a quote', `"a",${'a,'.repeat(50)}`, 'columns 1'],
    ['rows', 'a\n'.repeat(1001), 'rows 1001'],
    ['a long field', `a\n${'b'.repeat(201)}`, 'text-length 2'],
    ['a long field before its end', 'b'.repeat(20_000), 'text-length 1'],
    ['a quote that is not closed', 'a\n"b,c\nd', 'unclosed-quote 2'],
    ['a quote that goes on too long', `a\n"${'b\n'.repeat(200)}"`, 'unclosed-quote 2'],
    ['a quote that a later one closes by accident', 'a\n"b,c\nd,"e"\n', 'unclosed-quote 2'],
  ])('%s: a failure', (_, text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  const field = fc.string({ unit: fc.constantFrom('甲', '乙', 'a', '"', ',', '\t', '\n', '\r', ' ', '𠮷') });
  const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

  /** As any careful program writes it. */
  function written(rows: readonly string[][], separator: string, lineEnd: string): string {
    const cell = (text: string) =>
      /["\n\r]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
    return rows.map((row) => row.map(cell).join(separator) + lineEnd).join('');
  }

  it('whatever is written is read back', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, sep, end) => {
          expect(split([written(rows, sep, end)], sep)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('cuts may fall anywhere', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
        const text = written(rows, ',', end);
        for (let at = 0; at <= text.length; at++) {
          expect(split([text.slice(0, at), text.slice(at)])).toEqual(rows);
        }
        expect(split([...text].flatMap((sign) => sign.split('')))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('any text is either split or refused, with nothing lost where it has no quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 60 }), (text) => {
        let whole: string[][] | undefined;
        try {
          whole = split([text]);
        } catch (error) {
          expect(error).toBeInstanceOf(SplitFailure);
        }
        let pieces: string[][] | undefined;
        try {
          pieces = split(text.split(''));
        } catch (error) {
          expect(error).toBeInstanceOf(SplitFailure);
        }
        expect(pieces).toEqual(whole);
        if (!text.includes('"')) {
          expect(whole?.flat().join('')).toBe(text.replaceAll(/[,\n\r]/g, ''));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('separator', () => {
  it.each([
    ['comma', '名称,区\n甲,乙\n', ',', 0],
    ['tab', '名称\t区\n甲\t乙\n', '\t', 0],
    ['tab among commas in sentences', '名称\t地址\n甲\t育才路,东侧,3号\n乙\t幸福路\n', '\t', 0],
    ['semicolon', '名称;班级;面积\n甲;3;1,5\n乙;4;2,5\n', ';', 0],
    ['bar', '名称|区|类别\n甲|乙|一类,二类\n', '|', 0],
    ['below a title', '园所信息表\n名称,区\n甲,乙\n', ',', 0],
    ['commas inside quotes do not count', '"a,b,c";"d"\n"e,f,g";"h"\n', ';', 0],
    ['full width', '名称，区，类别\n甲，乙，丙\n丁，戊，己\n', '，', 0],
    ['full width in sentences only', '关于名单的说明，请各单位核对\n甲\n乙\n丙\n', ',', 0],
    ['one column', '名称\n甲\n', ',', 0],
    ['said in the first line', 'sep=;\r\n甲;乙,丙\n', ';', 7],
    ['said in quotes', '"sep=|"\n甲|乙\n', '|', 8],
  ])('%s', (_, text, separator, skip) => {
    expect(findSeparator(text, true, limits)).toEqual({ separator, skip });
  });
});
