import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAddress } from '../address.ts';
import type { CellRange, Workbook } from '../sheet.ts';
import {
  cell,
  centred,
  type MakeDocxOptions,
  makeDocx,
  paragraph,
  row,
  run,
  table,
  wordTable,
} from '../testing/make-docx.ts';
import { makeXlsx } from '../testing/make-xlsx.ts';
import { oddDocuments } from '../testing/odd-documents.ts';
import { allRows, valuesOf, withWorkbook } from '../testing/read-cells.ts';

/** Sheets as `{name: {A1: value}}`, with the codes of what was odd. */
async function readSheets(workbook: Workbook) {
  const sheets: Record<string, Record<string, unknown>> = {};
  for (const sheet of workbook.sheets) sheets[sheet.name] = valuesOf(await allRows(sheet));
  return {
    sheets,
    findings: workbook.findings.map(({ code, sheet, cell }) => [code, sheet, cell].filter(Boolean)),
  };
}

const read = (body: string, options?: MakeDocxOptions) => withWorkbook(makeDocx(body, options), readSheets);

/** The text of one cell with this content. */
async function readCell(content: string) {
  const { sheets, findings } = await read(table(row(cell(content))));
  return { text: sheets.表1?.A1, findings };
}

const text = async (content: string) => (await readCell(content)).text;
const merges = (body: string) =>
  withWorkbook(makeDocx(body), ({ sheets }) => sheets[0]!.merges.map(rangeText));
const rangeText = ({ top, left, bottom, right }: CellRange) =>
  `${cellAddress(top, left)}:${cellAddress(bottom, right)}`;

describe('text of a cell', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['runs are joined', paragraph(run('云溪市') + run('实验', '<w:b/>') + run('幼儿园')), '云溪市实验幼儿园'],
    ['paragraphs and breaks are lines', paragraph('甲\n乙') + paragraph('丙'), '甲\n乙\n丙'],
    ['blank paragraphs around are nothing', paragraph('') + paragraph('甲') + paragraph(''), '甲'],
    [
      'tabs, hyphens',
      paragraph(
        '<w:r><w:t>甲</w:t><w:tab/><w:t>05</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/><w:t>2\u00ad3</w:t></w:r>',
      ),
      '甲\t05-123',
    ],
    [
      'a tab stop is no tab',
      paragraph(run('甲'), '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'),
      '甲',
    ],
    [
      'blanks count only where they are to be kept',
      paragraph('<w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> 乙</w:t></w:r>'),
      '甲 乙',
    ],
    [
      'entities and character data',
      paragraph('<w:r><w:t>甲&amp;乙<![CDATA[<丙>]]></w:t></w:r>'),
      '甲&乙<丙>',
    ],
    [
      'deleted text is gone, inserted there',
      paragraph(`<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>${run('新')}</w:ins>`),
      '新',
    ],
    [
      'moved text is where it went',
      paragraph(`<w:moveFrom>${run('甲')}</w:moveFrom>${run('乙')}<w:moveTo>${run('甲')}</w:moveTo>`),
      '乙甲',
    ],
    [
      'a deleted paragraph end joins the lines',
      paragraph(run('甲'), '<w:rPr><w:del/></w:rPr>') + paragraph('乙'),
      '甲乙',
    ],
    [
      'earlier properties are not those of now',
      paragraph(
        '<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>',
      ),
      '甲',
    ],
    [
      'hidden text is left out',
      paragraph(run('甲') + run('密', '<w:vanish/>') + run('乙', '<w:vanish w:val="0"/>')),
      '甲乙',
    ],
    [
      'a simple field gives its result',
      paragraph(`<w:fldSimple w:instr=" DATE ">${run('2021年')}</w:fldSimple>`),
      '2021年',
    ],
    [
      'a field gives its result and not its code',
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF 1</w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>里</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      '果',
    ],
    [
      'links, smart tags and custom marks are transparent',
      paragraph(
        `<w:hyperlink>${run('a@b.cn')}</w:hyperlink><w:smartTag>${run('甲')}</w:smartTag><w:customXml>${run('乙')}</w:customXml>`,
      ),
      'a@b.cn甲乙',
    ],
    [
      'a content control gives what it holds',
      paragraph(`<w:sdt><w:sdtPr/><w:sdtContent>${run('民办')}</w:sdtContent></w:sdt>`),
      '民办',
    ],
    [
      'an unfilled content control is blank',
      paragraph(
        `${run('甲')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('单击此处输入文字。')}</w:sdtContent></w:sdt>${run('乙')}`,
      ),
      '甲乙',
    ],
    [
      'a ticked box',
      paragraph(
        `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r></w:sdtContent></w:sdt>${run('是')}`,
      ),
      '☑是',
    ],
    [
      'a box left free',
      paragraph(
        `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>${run('☐')}</w:sdtContent></w:sdt>${run('否')}`,
      ),
      '☐否',
    ],
    [
      'a box around a paragraph',
      `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="true"/></w14:checkbox></w:sdtPr><w:sdtContent>${paragraph('☒')}</w:sdtContent></w:sdt>`,
      '☑',
    ],
    [
      'an old form field, ticked',
      paragraph(
        `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>${run('是')}`,
      ),
      '☑是',
    ],
    [
      'an old form field, free',
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      '☐',
    ],
    [
      'an old drop-down field',
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="公办"/><w:listEntry w:val="民办"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      '民办',
    ],
    [
      'an old text field',
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>九</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      '九',
    ],
    [
      'ticks of symbol fonts',
      paragraph(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings" w:char="00A8"/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
      ),
      '√□',
    ],
    [
      'a text box once, though it is written twice',
      paragraph(
        `${run('甲')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>${paragraph('盒')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${paragraph('盒')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      '盒\n甲',
    ],
    [
      'only a fall-back',
      paragraph(
        `<w:r><mc:AlternateContent><mc:Fallback>${'<w:t>甲</w:t>'}</mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      '甲',
    ],
    [
      'a phonetic guide is no text',
      paragraph(
        '<w:r><w:ruby><w:rt><w:r><w:t>qí</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>淇</w:t></w:r></w:rubyBase></w:ruby></w:r>',
      ),
      '淇',
    ],
    ['a formula', paragraph('<m:oMath xmlns:m="urn:m"><m:r><m:t>x+1</m:t></m:r></m:oMath>'), 'x+1'],
    [
      'measures of a drawing are no text',
      paragraph(
        '<w:r><w:drawing><wp:anchor xmlns:wp="urn:wp"><wp:posOffset>123</wp:posOffset></wp:anchor></w:drawing><w:t>甲</w:t></w:r>',
      ),
      '甲',
    ],
  ];
  it.each(cases)('%s', async (_, content, expected) => {
    expect(await text(content)).toBe(expected);
  });

  it('says that changes were taken as accepted, once', async () => {
    const { findings } = await readCell(paragraph(`<w:ins>${run('甲')}</w:ins><w:ins>${run('乙')}</w:ins>`));
    expect(findings).toEqual([['word-changes-accepted']]);
  });

  it('says where hidden text was left out, and nothing of hidden blanks', async () => {
    const { findings } = await readCell(paragraph(run('甲') + run('密', '<w:vanish/>')));
    expect(findings).toEqual([['word-hidden-text', '表1', 'A1']]);
    expect((await readCell(paragraph(run('甲') + run(' ', '<w:vanish/>')))).findings).toEqual([]);
  });

  it('joins a table in a cell, and says so', async () => {
    const inner = wordTable([
      ['园长', '甲'],
      ['电话', '乙'],
    ]);
    const { sheets, findings } = await read(table(row(cell('左') + cell(inner + paragraph('后')))));
    expect(sheets.表1).toEqual({ A1: '左', B1: '园长\t甲\n电话\t乙\n后' });
    expect(findings).toEqual([['word-table-in-cell', '表1', 'B1']]);
  });

  it('does not let a field that is left open swallow the next cell', async () => {
    const open = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>码</w:t></w:r>');
    const { sheets } = await read(
      paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + table(row(cell(open) + cell('乙'))),
    );
    expect(sheets.表1).toEqual({ B1: '乙' });
  });
});

describe('grid', () => {
  const span = (columns: number) => `<w:gridSpan w:val="${columns}"/>`;
  const restart = '<w:vMerge w:val="restart"/>';
  const goesOn = '<w:vMerge w:val="continue"/>';

  it('places cells over their columns, and merges as Word shows them', async () => {
    const body = table(
      row(cell('甲', span(2)) + cell('乙', restart)) +
        row(cell('丙') + cell('丁') + cell('看不见', goesOn)) +
        row(cell('戊', span(2)) + cell('', '<w:vMerge/>')),
    );
    expect((await read(body)).sheets.表1).toEqual({ A1: '甲', C1: '乙', A2: '丙', B2: '丁', A3: '戊' });
    expect((await merges(body)).sort()).toEqual(['A1:B1', 'A3:B3', 'C1:C3']);
  });

  it('leaves columns free before and after', async () => {
    const body = table(
      row(cell('甲') + cell('乙') + cell('丙')) +
        row(cell('丁'), '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    );
    expect((await read(body)).sheets.表1).toEqual({ A1: '甲', B1: '乙', C1: '丙', B2: '丁' });
  });

  it('joins cells merged the old way, over columns and rows', async () => {
    const first = '<w:hMerge w:val="restart"/>';
    const more = '<w:hMerge w:val="continue"/>';
    const body = table(
      row(cell('甲', first + restart) + cell('', more + restart) + cell('乙')) +
        row(cell('', first + goesOn) + cell('', more + goesOn) + cell('丙')),
    );
    expect((await read(body)).sheets.表1).toEqual({ A1: '甲', C1: '乙', C2: '丙' });
    expect(await merges(body)).toEqual(['A1:B2']);
  });

  it('takes a cell that continues nothing, or one of another width, for itself', async () => {
    const body = table(
      row(cell('甲', goesOn) + cell('乙', restart)) + row(cell('丙', goesOn) + cell('丁', span(2) + goesOn)),
    );
    expect((await read(body)).sheets.表1).toEqual({ A1: '甲', B1: '乙', B2: '丁' });
    expect(await merges(body)).toEqual(['A1:A2', 'B2:C2']);
  });

  it('drops deleted rows and cells, keeps hidden rows as such', async () => {
    const body = table(
      row(cell('甲') + cell('乙', '<w:cellDel/>') + cell('丙')) +
        row(cell('删'), '<w:del w:id="1"/>') +
        row(cell('隐'), '<w:hidden/>'),
    );
    const { sheets, findings } = await read(body);
    expect(sheets.表1).toEqual({ A1: '甲', B1: '丙', A2: '隐' });
    expect(findings).toEqual([['word-changes-accepted']]);
    const hidden = await withWorkbook(makeDocx(body), async ({ sheets: [sheet] }) =>
      (await allRows(sheet!)).map((each) => each.hidden),
    );
    expect(hidden).toEqual([false, true]);
  });

  it('finds rows and cells inside content controls', async () => {
    const control = (inner: string) => `<w:sdt><w:sdtPr/><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
    const body = control(table(control(row(control(cell('甲')) + cell('乙'))) + row(cell('丙'))));
    expect((await read(body)).sheets.表1).toEqual({ A1: '甲', B1: '乙', A2: '丙' });
  });

  /** A table of any size with merges that do not overlap. */
  const tables = fc
    .record({
      rows: fc.integer({ min: 1, max: 7 }),
      columns: fc.integer({ min: 1, max: 6 }),
      tries: fc.array(fc.tuple(fc.nat(6), fc.nat(5), fc.nat(3), fc.nat(3)), { maxLength: 6 }),
      texts: fc.array(fc.stringMatching(/^[甲乙0-9 <&]{0,4}$/), { minLength: 42, maxLength: 42 }),
    })
    .map(({ rows, columns, tries, texts }) => {
      const owner = new Map<string, number>();
      const ranges: CellRange[] = [];
      for (const [top, left, height, width] of tries) {
        const range = { top: top + 1, left: left + 1, bottom: top + 1 + height, right: left + 1 + width };
        if (range.bottom > rows || range.right > columns || (height === 0 && width === 0)) continue;
        const places: string[] = [];
        for (let r = range.top; r <= range.bottom; r++) {
          for (let c = range.left; c <= range.right; c++) places.push(`${r},${c}`);
        }
        if (places.some((place) => owner.has(place))) continue;
        for (const place of places) owner.set(place, ranges.length);
        ranges.push(range);
      }
      const values = Array.from({ length: rows }, (_, r) =>
        Array.from({ length: columns }, (__, c) => {
          const range = ranges[owner.get(`${r + 1},${c + 1}`) ?? -1];
          const covered = range && (range.top !== r + 1 || range.left !== c + 1);
          const value = texts[r * 6 + c] ?? '';
          return covered || value === '' ? null : value;
        }),
      );
      return { values, merges: ranges.map(rangeText) };
    });

  it('reads any table as the workbook of the same cells', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ values, merges: ranges }) => {
        const outcome = async (bytes: Buffer) =>
          withWorkbook(bytes, async ({ sheets: [sheet] }) => ({
            values: valuesOf(await allRows(sheet!)),
            merges: sheet!.merges.map(rangeText).sort(),
          }));
        const workbook = await outcome(makeXlsx([{ name: '表', rows: values, merges: ranges }]));
        expect(await outcome(makeDocx(wordTable(values, ranges)))).toEqual(workbook);
      }),
      { numRuns: 60 },
    );
  });
});

describe('tables of a document', () => {
  const list = (...names: string[]) =>
    wordTable([['序号', '园名'], ...names.map((name, index) => [String(index + 1), name])]);

  it('stand each on a sheet of its own, with the text around them over their whole width', async () => {
    const body =
      paragraph('名单', centred) +
      paragraph('填报单位：甲') +
      paragraph('') +
      list('乙') +
      paragraph('填报人：丙　日期：2021年3月16日');
    const { sheets } = await read(body);
    expect(sheets).toEqual({
      表1: {
        A1: '名单',
        A2: '填报单位：甲',
        A3: '序号',
        B3: '园名',
        A4: '1',
        B4: '乙',
        A5: '填报人：丙　日期：2021年3月16日',
      },
    });
    expect(await merges(body)).toEqual(['A1:B1', 'A2:B2', 'A5:B5']);
  });

  const between = async (gap: string) => {
    const { sheets } = await read(list('甲') + gap + list('乙'));
    return Object.fromEntries(
      Object.entries(sheets).map(([name, cells]) => [
        name,
        Object.values(cells).filter((value) => !['序号', '园名', '1', '甲', '乙'].includes(String(value))),
      ]),
    );
  };

  it.each([
    [
      'at a page break',
      paragraph('甲下') + paragraph('<w:r><w:br w:type="page"/></w:r>') + paragraph('乙上'),
    ],
    [
      'at a break within the line',
      paragraph(`${run('甲下')}<w:r><w:br w:type="page"/></w:r>`) + paragraph('乙上'),
    ],
    ['where a page begins', paragraph('甲下') + paragraph(run('乙上'), '<w:pageBreakBefore/>')],
    [
      'at a section break',
      paragraph(run('甲下'), '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>') + paragraph('乙上'),
    ],
  ])('part the text between them %s', async (_, gap) => {
    expect(await between(gap)).toEqual({ 表1: ['甲下'], 表2: ['乙上'] });
  });

  it.each([
    [
      'a title',
      paragraph('填报人：子') + paragraph('共建联盟', centred) + paragraph('填报单位：丑'),
      ['填报人：子'],
      ['共建联盟', '填报单位：丑'],
    ],
    [
      'a heading',
      paragraph('说明一') + paragraph(run('第二部分'), '<w:outlineLvl w:val="0"/>'),
      ['说明一'],
      ['第二部分'],
    ],
    [
      'an annex number',
      paragraph('以上属实') + paragraph('附件2') + paragraph('名单'),
      ['以上属实'],
      ['附件2', '名单'],
    ],
    [
      'signature lines',
      paragraph('填报人：子') + paragraph('日　期：2021.3.1') + paragraph('填报单位：丑'),
      ['填报人：子', '日　期：2021.3.1'],
      ['填报单位：丑'],
    ],
    ['signature lines alone', paragraph('注：以上均为公办园'), ['注：以上均为公办园'], []],
    ['other lines', paragraph('西岭区'), [], ['西岭区']],
  ])('part the text between them by %s', async (_, gap, below, above) => {
    expect(await between(gap)).toEqual({ 表1: below, 表2: above });
  });

  it('are one where a page cuts them in two', async () => {
    const rest = wordTable([['2', '乙']]);
    const { sheets } = await read(
      list('甲') + paragraph('') + paragraph('（续表）') + rest + paragraph('填报人：丙'),
    );
    expect(sheets).toEqual({
      表1: { A1: '序号', B1: '园名', A2: '1', B2: '甲', A3: '2', B3: '乙', A4: '填报人：丙' },
    });
  });

  it('stay two with the header again, with other columns, or with text between', async () => {
    expect(Object.keys((await read(list('甲') + paragraph('') + list('乙'))).sheets)).toEqual(['表1', '表2']);
    expect(
      Object.keys((await read(list('甲') + paragraph('') + wordTable([['2', '乙', '丙']]))).sheets),
    ).toEqual(['表1', '表2']);
    expect(
      Object.keys((await read(list('甲') + paragraph('说明') + wordTable([['2', '乙']]))).sheets),
    ).toEqual(['表1', '表2']);
  });

  it('take signature lines in from a table that only aligns them', async () => {
    const signatures = wordTable([
      ['填报人：', '丙', '日期：', '2021.3.16'],
      ['审核人：', '丁', null, null],
    ]);
    const { sheets } = await read(
      paragraph('名单') + list('甲') + paragraph('') + signatures + paragraph('第二份', centred) + list('乙'),
    );
    expect(sheets).toEqual({
      表1: {
        ...{ A1: '名单', A2: '序号', B2: '园名', A3: '1', B3: '甲' },
        ...{ A4: '填报人：　丙　日期：　2021.3.16', A5: '审核人：　丁' },
      },
      表3: { A1: '第二份', A2: '序号', B2: '园名', A3: '1', B3: '乙' },
    });
    expect(Object.keys((await read(signatures)).sheets)).toEqual(['表1']);
    const unit = wordTable([['填报单位：子', '单位：人']]);
    expect((await read(paragraph('名单') + unit + list('甲'))).sheets.表2).toMatchObject({
      ...{ A1: '名单', A2: '填报单位：子　单位：人', A3: '序号' },
    });
  });

  it('are found in a frame, and in a text box', async () => {
    const frame = table(row(cell(paragraph('名单') + list('甲') + paragraph(''))));
    expect((await read(frame)).sheets).toEqual({
      表1: { A1: '名单', A2: '序号', B2: '园名', A3: '1', B3: '甲' },
    });
    const box = paragraph(
      `<w:r><w:pict><v:textbox><w:txbxContent>${list('甲')}${paragraph('')}</w:txbxContent></v:textbox></w:pict></w:r>`,
    );
    expect((await read(box)).sheets).toEqual({ 表1: { A1: '序号', B1: '园名', A2: '1', B2: '甲' } });
  });

  it('take no more of a long text than the page they stand on', async () => {
    const pages = Array.from({ length: 40 }, (_, index) => paragraph(`第${index}段`)).join('');
    const { sheets } = await read(
      `${pages}${paragraph('<w:r><w:br w:type="page"/></w:r>')}${paragraph('附件1')}${list('甲')}${pages}`,
    );
    const values = Object.values(sheets.表1!);
    expect(values.slice(0, 2)).toEqual(['附件1', '序号']);
    expect(values).toHaveLength(1 + 4 + 12);
  });

  it('say where a cell stands', async () => {
    const body = paragraph('名单') + list('甲') + wordTable([['2', '乙']]) + paragraph('填报人：丙');
    const words = await withWorkbook(makeDocx(body), ({ sheets: [sheet] }) =>
      ['A1', 'A2', 'B3', 'B4', 'A5'].map((address) => sheet!.describeCell!(address)),
    );
    expect(words).toEqual([
      '表1 上方的文字',
      '表1 第1行第1列',
      '表1 第2行第2列',
      '表2 第1行第2列',
      '表1 下方的文字',
    ]);
  });
});

describe('documents', () => {
  const body = wordTable([['甲', '乙']]);
  it.each([
    ['strict', { strict: true }],
    ['with another prefix', { prefix: 'ns0' }],
    ['without a prefix', { prefix: '' }],
    ['with its main part elsewhere', { mainPart: 'word/document2.xml' }],
  ] as const)('are read %s', async (_, options) => {
    expect((await read(body, options)).sheets).toEqual({ 表1: { A1: '甲', B1: '乙' } });
  });

  it('are read without headers, footers, notes and comments', async () => {
    const parts = {
      'word/header1.xml': '<w:hdr xmlns:w="w"><w:tbl/></w:hdr>',
      'word/comments.xml': '<w:comments xmlns:w="w"/>',
    };
    const inner = table(row(cell(paragraph(`${run('甲')}<w:r><w:footnoteReference w:id="2"/></w:r>`))));
    const { sheets } = await read(`${inner}<w:sectPr><w:headerReference w:type="default"/></w:sectPr>`, {
      parts,
    });
    expect(sheets).toEqual({ 表1: { A1: '甲' } });
  });

  it('tell their kind and hash', async () => {
    await withWorkbook(
      makeDocx(body),
      (workbook) => {
        expect(workbook).toMatchObject({ format: 'docx', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      },
      { name: '误称.xlsx' },
    );
  });

  const spoiled: readonly (readonly [string, string, string])[] = [
    ['without a table', paragraph('没有表'), 'word-no-tables'],
    ['with a wrong order of tags', '<w:tbl><w:tr></w:tbl></w:tr>', 'workbook-corrupt'],
    ['cut', '<w:tbl><w:tr>', 'workbook-corrupt'],
    [
      'nested too deep',
      '<w:tbl><w:tr><w:tc>'.repeat(400) + '</w:tc></w:tr></w:tbl>'.repeat(400),
      'workbook-too-large',
    ],
    ['with an absurd span', table(row(cell('甲', '<w:gridSpan w:val="2000000000"/>'))), 'workbook-too-large'],
    [
      'with a cell of too much text',
      table(row(cell(paragraph('园'.repeat(60_000)).repeat(2)))),
      'workbook-too-large',
    ],
    ['with a text too long', table(row(cell('园'.repeat(100_001)))), 'workbook-too-large'],
  ];
  it.each(spoiled)('are refused %s', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ finding: { code } });
  });

  it('are refused beyond the cells that can be held', async () => {
    const bytes = makeDocx(table(row(cell('甲').repeat(20))));
    const opened = withWorkbook(bytes, () => undefined, { limits: { sortedCells: 30 } });
    await expect(opened).rejects.toMatchObject({ finding: { code: 'workbook-too-large' } });
  });

  it('give windows of their rows', async () => {
    const many = wordTable(Array.from({ length: 30 }, (_, index) => [`行${index + 1}`]));
    await withWorkbook(makeDocx(many), async ({ sheets: [sheet] }) => {
      expect((await sheet!.window(3, 5)).map(({ number }) => number)).toEqual([3, 4, 5]);
    });
  });
});

it.each(oddDocuments())('the fixture of $code is as it is made', async ({ code, name, bytes }) => {
  const path = join(import.meta.dirname, '../../../fixtures/findings', code, name);
  expect(bytes.equals(await readFile(path))).toBe(true);
});
