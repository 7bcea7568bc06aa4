import {
  cellXml,
  type HostileFile,
  mainNamespace,
  sheetPart,
  sheetXml,
  stringsPart,
  stringsXml,
  stylesPart,
  unharmed,
  victimParts,
  withParts,
  workbookPart,
  workbookXml,
} from './hostile-file.ts';

const dates = `<styleSheet ${mainNamespace}><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>`;
const mebibyte = 1024 * 1024;

/** Sheets whose rows, cells and values are wrong, absurd, or far too many. */
export function hostileCells(): HostileFile[] {
  return [...positions(), ...masses(), ...merges(), ...texts(), ...values()];
}

function rows(name: string, about: string, outcome: HostileFile['outcome'], xml: string): HostileFile {
  return { name: `${name}.xlsx`, about, outcome, make: () => withParts({ [sheetPart]: sheetXml(xml) }) };
}

function positions(): HostileFile[] {
  const numbered = (name: string, number: string, outcome: HostileFile['outcome'] = 'workbook-corrupt') =>
    rows(
      `行号-${name}`,
      `a row of the number “${number}”`,
      outcome,
      `<row r="${number}"><c><v>1</v></c></row>`,
    );
  const addressed = (name: string, address: string, outcome: HostileFile['outcome']) =>
    rows(
      `地址-${name}`,
      `a cell at “${address}”`,
      outcome,
      `<row r="1"><c r="${address}"><v>1</v></c></row>`,
    );
  const bounds = (name: string, range: string): HostileFile => ({
    name: `范围-${name}.xlsx`,
    about: `the sheet says that it spans “${range}”`,
    outcome: unharmed,
    make: () =>
      withParts({
        [sheetPart]: String(victimParts()[sheetPart]).replace(
          '<sheetData>',
          `<dimension ref="${range}"/><sheetData>`,
        ),
      }),
  });
  return [
    numbered('负数', '-1'),
    numbered('十亿', '1000000000', 'workbook-too-large'),
    numbered('二十位', '99999999999999999999'),
    numbered('小数', '1.5'),
    numbered('空', ''),
    numbered('文字', '一'),
    numbered('指数', '1e3'),
    addressed('零行', 'A0', { reads: { A1: 1 } }),
    addressed('倒着写', '1A', { reads: { A1: 1 } }),
    addressed('空', '', { reads: { A1: 1 } }),
    addressed('小写', 'c1', { reads: { C1: 1 } }),
    addressed('四个字母', 'AAAA1', 'workbook-too-large'),
    addressed('一千个字母', `${'Z'.repeat(1000)}1`, 'workbook-too-large'),
    bounds('整张表', 'A1:XFD1048576'),
    bounds('只有一格', 'A1'),
    bounds('倒着', 'XFD1048576:A1'),
    bounds('乱写', '::$%'),
    rows(
      '行列都乱',
      'rows and cells out of order, twice and in two pieces: of two cells for one place the later stands',
      { reads: { A1: 11, B1: 12, A2: 5, C2: 6, A3: 31 } },
      '<row r="3"><c r="A3"><v>31</v></c></row><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>11</v></c></row>' +
        '<row r="2"><c r="C2"><v>6</v></c><c r="A2"><v>4</v></c><c r="A2"><v>5</v></c></row>' +
        '<row r="1"><c r="B1"><v>12</v></c></row>',
    ),
    rows(
      '属性里的行',
      'attributes that hold what looks like rows and the end of the rows',
      { reads: { A1: 1, A2: 2 } },
      '<row r="1" x="&lt;/sheetData>"><c r="A1"><v>1</v></c></row><row r="2" x="<row r=\'1\'/>"><c r="A2"><v>2</v></c></row>',
    ),
  ];
}

function masses(): HostileFile[] {
  const count = 1_048_576;
  return [
    {
      name: '一百万行只有格式.xlsx',
      about: '1,048,576 rows of formatting only, and one value',
      outcome: { reads: { C1000000: 7 } },
      make: () => {
        const all = Array.from(
          { length: count },
          (_, index) => `<row r="${index + 1}" ht="15" customHeight="1"/>`,
        );
        all[999_999] = '<row r="1000000"><c r="B1000000" s="1"/><c r="C1000000"><v>7</v></c></row>';
        return withParts({ [sheetPart]: sheetXml(all.join('')) });
      },
      large: true,
    },
    {
      name: '一万六千列只有格式.xlsx',
      about: '16,384 formatted columns in each of 50 rows, and one value in the last',
      outcome: { reads: { XFD50: 7 } },
      make: () => {
        const cells = '<c s="1"/>'.repeat(16_383);
        const all = Array.from(
          { length: 50 },
          (_, index) =>
            `<row r="${index + 1}">${cells}${index === 49 ? '<c><v>7</v></c>' : '<c s="1"/>'}</row>`,
        );
        const columns = Array.from(
          { length: 16_384 },
          (_, index) => `<col min="${index + 1}" max="${index + 1}" hidden="1"/>`,
        );
        return withParts({ [sheetPart]: sheetXml(all.join(''), '', `<cols>${columns.join('')}</cols>`) });
      },
    },
    {
      name: '列数过多.xlsx',
      about: 'a row of 20,000 cells without addresses',
      outcome: 'workbook-too-large',
      make: () =>
        withParts({ [sheetPart]: sheetXml(`<row r="1">${'<c><v>1</v></c>'.repeat(20_000)}</row>`) }),
    },
    {
      name: '一格重复二十万次.xlsx',
      about: 'one row with 200,000 cells, all for A1: the last stands',
      outcome: { reads: { A1: 7 } },
      make: () => {
        const noisy = Array.from(
          { length: 200_000 },
          (_, index) => `<c r="A1"><v>${(index * 7919) % 1_000_003}</v></c>`,
        );
        return withParts({
          [sheetPart]: sheetXml(`<row r="1">${noisy.join('')}<c r="A1"><v>7</v></c></row>`),
        });
      },
    },
    {
      name: '一行拆成十万段.xlsx',
      about: 'row 1 in 100,000 pieces of one cell each, in 5,000 columns: the last of each column stands',
      outcome: {
        reads: Object.fromEntries(
          Array.from({ length: 5000 }, (_, index) => [`${letters(index + 1)}1`, 95_000 + index]),
        ),
      },
      make: () => {
        const pieces = Array.from(
          { length: 100_000 },
          (_, index) => `<row r="1"><c r="${letters((index % 5000) + 1)}1"><v>${index}</v></c></row>`,
        );
        return withParts({ [sheetPart]: sheetXml(pieces.join('')) });
      },
      large: true,
    },
    {
      name: '一行文字过多.xlsx',
      about: 'a row of 2,000 cells that refer by turns to two texts of 90,000 characters',
      outcome: 'workbook-too-large',
      make: () =>
        withParts({
          [sheetPart]: sheetXml(`<row>${quotes(2000).join('')}</row>`),
          [stringsPart]: longTexts(),
        }),
    },
    {
      name: '长文字引用几百次.xlsx',
      about: 'two texts of 90,000 characters that 200 rows refer to by turns',
      outcome: { rows: 200 },
      make: () => quotedTexts(200),
    },
    {
      name: '长文字引用过多.xlsx',
      about:
        'two texts of 90,000 characters that rows refer to by turns, more often than all text may be long',
      outcome: 'workbook-too-large',
      limits: { sheetTextLength: 10_000_000 },
      make: () => quotedTexts(200),
    },
    {
      name: '乱序又有长文字.xlsx',
      about: 'rows out of order, each with a text of 90,000 characters: they would all be held',
      outcome: 'workbook-rows-disordered',
      make: () => {
        const all = Array.from(
          { length: 1000 },
          (_, index) => `<row r="${1000 - index}"><c t="s"><v>${index % 2 === 0 ? 0 : 16_384}</v></c></row>`,
        );
        return withParts({ [sheetPart]: sheetXml(all.join('')), [stringsPart]: longTexts() });
      },
    },
  ];
}

/** Two long texts whose numbers share one place of the reader's cache. */
function longTexts(): string {
  const fill = '<si><t>x</t></si>'.repeat(16_383);
  return stringsXml(`<si><t>${'甲'.repeat(90_000)}</t></si>${fill}<si><t>${'乙'.repeat(90_000)}</t></si>`);
}

/** Cells that refer by turns to two long texts; every text is made anew for each. */
function quotes(cells: number): string[] {
  return Array.from({ length: cells }, (_, index) => `<c t="s"><v>${index % 2 === 0 ? 0 : 16_384}</v></c>`);
}

/** A row for each of them. */
function quotedTexts(rows: number): Buffer {
  const all = quotes(rows).map((cell) => `<row>${cell}</row>`);
  return withParts({ [sheetPart]: sheetXml(all.join('')), [stringsPart]: longTexts() });
}

function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? letters(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

function merges(): HostileFile[] {
  const merged = (
    name: string,
    about: string,
    ranges: readonly string[],
    outcome: HostileFile['outcome'] = unharmed,
    limits: HostileFile['limits'] = {},
  ): HostileFile => ({
    name: `合并-${name}.xlsx`,
    about: `merges ${about}`,
    outcome,
    ...(Object.keys(limits).length > 0 && { limits }),
    make: () =>
      withParts({
        [sheetPart]: String(victimParts()[sheetPart]).replace(
          '</sheetData>',
          `</sheetData><mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`,
        ),
      }),
  });
  return [
    merged('整张表', 'that cover the whole sheet', ['A1:XFD1048576']),
    merged(
      '整张表很多次',
      'that cover the whole sheet, a thousand of them',
      Array.from({ length: 1000 }, () => 'A1:XFD1048576'),
    ),
    merged('互相重叠', 'that overlap', ['A1:B2', 'B2:C3', 'A1:A9', 'A1:B2']),
    merged('乱写', 'that are none', [
      '',
      'A1:',
      ':',
      'A0:B0',
      'ZZZZ1:ZZZZ2',
      'A1:B99999999',
      '#REF!',
      'B2:A1',
    ]),
    merged(
      '过多',
      'beyond the most',
      Array.from({ length: 1001 }, (_, index) => `A${index + 1}:B${index + 1}`),
      'workbook-too-large',
      { merges: 1000 },
    ),
  ];
}

function texts(): HostileFile[] {
  const reference = (name: string, index: string, outcome: HostileFile['outcome'] = 'workbook-corrupt') =>
    rows(
      `文字编号-${name}`,
      `a reference to the shared text “${index}”`,
      outcome,
      `<row r="1"><c r="A1" t="s"><v>${index}</v></c></row>`,
    );
  return [
    reference('负数', '-1'),
    reference('极大', '1000000000'),
    reference('超出三十二位', '4294967296'),
    reference('小数', '0.5'),
    reference('非数', 'NaN'),
    reference('文字', '园'),
    reference('空', '', { reads: {} }),
    reference('指数', '1e0', { reads: { A1: '班级数' } }),
    {
      name: '共享文字数目不实.xlsx',
      about: 'the shared strings say that there are four thousand million of them',
      outcome: unharmed,
      make: () => {
        const content = String(victimParts()[stringsPart]);
        return withParts({
          [stringsPart]: content.replace(/uniqueCount="\d+"/, 'count="-1" uniqueCount="4294967295"'),
        });
      },
    },
    {
      name: '文字三万二千七百六十八.xlsx',
      about: 'a text one character longer than Excel allows',
      outcome: { reads: { A1: '园'.repeat(32_768) } },
      make: () => withParts({ [sheetPart]: cellXml(`<v>${'园'.repeat(32_768)}</v>`) }),
    },
    {
      name: '文字膨胀.xlsx',
      about: 'a text of 8 megabytes in a cell, which looks like a bomb',
      outcome: 'workbook-hostile',
      limits: { ratioFromBytes: 4 * mebibyte },
      make: () => withParts({ [sheetPart]: cellXml(`<v>${'x'.repeat(8 * mebibyte)}</v>`) }),
    },
    {
      name: '文字八兆.xlsx',
      about: 'a text of 8 megabytes in a cell, little enough not to look like a bomb',
      outcome: 'workbook-too-large',
      make: () => withParts({ [sheetPart]: cellXml(`<v>${'x'.repeat(8 * mebibyte)}</v>`) }),
    },
    {
      name: '公式一兆.xlsx',
      about: 'a formula of a million characters',
      outcome: 'workbook-too-large',
      make: () => withParts({ [sheetPart]: cellXml(`<f>${'1+'.repeat(500_000)}1</f><v>1</v>`, '') }),
    },
    {
      name: '公式注入.xlsx',
      about: 'texts that would run a program if anybody made formulas of them; they stay texts',
      outcome: { reads: { A1: "=cmd|'/C calc'!A0", B1: '@SUM(1)', C1: '+1', D1: '-1', E1: 0 } },
      make: () =>
        withParts({
          [sheetPart]: sheetXml(
            `<row r="1"><c r="A1" t="s"><v>0</v></c>${['@SUM(1)', '+1', '-1']
              .map((text, index) => `<c r="${'BCD'[index]}1" t="inlineStr"><is><t>${text}</t></is></c>`)
              .join('')}<c r="E1"><f>cmd|'/C calc'!A0</f><v>0</v></c></row>`,
          ),
          [stringsPart]: stringsXml("<si><t>=cmd|'/C calc'!A0</t></si>"),
        }),
    },
    rows(
      '共享公式成环',
      'shared formulas that refer to themselves, to none and to each other',
      { reads: { A1: 1, B1: 2, C1: 3 } },
      '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:XFD1048576">A1+B1</f><v>1</v></c>' +
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c><c r="C1"><f t="shared" si="-9">C1</f><v>3</v></c></row>',
    ),
  ];
}

function values(): HostileFile[] {
  const cells = (items: readonly string[], attributes = '') =>
    sheetXml(`<row r="1">${items.map((item) => `<c${attributes}><v>${item}</v></c>`).join('')}</row>`);
  return [
    {
      name: '数值越界.xlsx',
      about:
        'numbers that no double holds, and words where numbers belong: they stay as texts, never become others',
      outcome: {
        reads: {
          A1: '1e309',
          B1: '-1e999999999',
          C1: 'NaN',
          D1: 'Infinity',
          E1: '0x1F',
          F1: '1,234',
          G1: '--5',
          H1: '.',
          I1: '１２',
          J1: 0,
          K1: 5e-324,
          L1: 12345678901234567000,
          M1: 7,
        },
      },
      make: () =>
        withParts({
          [sheetPart]: cells([
            '1e309',
            '-1e999999999',
            'NaN',
            'Infinity',
            '0x1F',
            '1,234',
            '--5',
            '.',
            '１２',
            '-0',
            '5e-324',
            '12345678901234567890',
            ' 7 ',
          ]),
        }),
    },
    {
      name: '日期离谱.xlsx',
      about: 'day numbers before the first and after the last day stay numbers',
      outcome: {
        reads: {
          A1: -1,
          B1: '1899-12-31',
          C1: '1900-02-28',
          D1: '1900-03-01',
          E1: '9999-12-31',
          F1: 2_958_466,
          G1: 1e300,
          H1: -1e300,
        },
      },
      make: () =>
        withParts({
          [stylesPart]: dates,
          [sheetPart]: cells(['-1', '0', '60', '61', '2958465', '2958466', '1e300', '-1e300'], ' s="1"'),
        }),
    },
    {
      name: '日期离谱-一九〇四.xlsx',
      about: 'the same in the calendar that begins in 1904',
      outcome: { reads: { A1: -1, B1: '1904-01-01', C1: '9999-12-31', D1: 2_957_004 } },
      make: () =>
        withParts({
          [stylesPart]: dates,
          [workbookPart]: workbookXml('<sheet name="表" r:id="rId1"/>', '<workbookPr date1904="1"/>'),
          [sheetPart]: cells(['-1', '0', '2957003', '2957004'], ' s="1"'),
        }),
    },
    {
      name: '日期文字离谱.xlsx',
      about: 'dates as text that are no dates',
      outcome: { reads: { A1: '2021-02-30', B1: '9999-99-99', C1: '2021-03-16T25:00', D1: '-0001-01-01' } },
      make: () =>
        withParts({
          [sheetPart]: cells(['2021-02-30', '9999-99-99', '2021-03-16T25:00', '-0001-01-01'], ' t="d"'),
        }),
    },
    rows(
      '类型不明',
      'types that do not exist, booleans that are none, errors that are none',
      { reads: { A1: 5, B1: '园', C1: false, D1: '#没有!', E1: 'x' } },
      '<row r="1"><c t="zz"><v>5</v></c><c t="zz"><v>园</v></c><c t="b"><v>2</v></c><c t="e"><v>#没有!</v></c>' +
        '<c t="inlineStr"><is><is/><t>x</t><rPh><t>y</t></rPh></is></c></row>',
    ),
  ];
}
