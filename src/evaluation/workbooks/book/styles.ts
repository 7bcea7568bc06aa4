/** How cells look, and whether something may be typed into them. */
interface Style {
  readonly font: keyof typeof fonts;
  readonly fill?: keyof typeof fills;
  readonly border?: 'thin' | 'below';
  readonly align: 'left' | 'center' | 'right';
  readonly vertical?: 'top';
  readonly format?: keyof typeof formats;
  readonly isInput?: true;
  readonly indent?: true;
  readonly onOneLine?: true;
}

const song = (size: number) => `<sz val="${size}"/><name val="宋体"/><charset val="134"/>`;
const black = (size: number) => `<sz val="${size}"/><name val="黑体"/><charset val="134"/>`;

const fonts = {
  body: song(10.5),
  small: song(9),
  grey: `<sz val="9"/><color rgb="FF595959"/><name val="宋体"/><charset val="134"/>`,
  title: `<sz val="20"/><name val="方正小标宋简体"/><charset val="134"/>`,
  heading: black(10.5),
  section: black(12),
  total: black(14),
  link: `<u/><sz val="10.5"/><color rgb="FF1F4E9E"/><name val="宋体"/><charset val="134"/>`,
} as const;

const fills = {
  heading: 'FFF2F2F2',
  /** Something is to be typed here. */
  input: 'FFFFFBE6',
  /** Filled in from the ledger. */
  fact: 'FFE4EEF8',
  /** The sheet computes it. */
  result: 'FFEDF5E9',
} as const;

const formats = { text: 49, score: 164, points: 0, count: 1, percent: 166 } as const;

const cell = { border: 'thin' } as const;

const styles = {
  title: { font: 'title', align: 'center' },
  subtitle: { font: 'section', align: 'center' },
  info: { font: 'body', align: 'left', format: 'text' },
  remark: { font: 'grey', align: 'left', format: 'text' },
  section: { ...cell, font: 'heading', fill: 'heading', align: 'left', format: 'text' },
  heading: { ...cell, font: 'heading', fill: 'heading', align: 'center', format: 'text' },
  code: { ...cell, font: 'body', align: 'center', format: 'text' },
  text: { ...cell, font: 'body', align: 'left', format: 'text' },
  small: { ...cell, font: 'small', align: 'left', format: 'text' },
  label: { ...cell, font: 'heading', align: 'center', format: 'text' },
  points: { ...cell, font: 'body', align: 'center', format: 'points' },
  count: { ...cell, font: 'body', align: 'center', format: 'count' },
  blocked: { ...cell, font: 'grey', fill: 'heading', align: 'center', format: 'text' },
  fact: { ...cell, font: 'body', fill: 'fact', align: 'center', format: 'score' },
  factText: { ...cell, font: 'small', fill: 'fact', align: 'left', format: 'text' },
  result: { ...cell, font: 'body', fill: 'result', align: 'center', format: 'score' },
  resultText: { ...cell, font: 'body', fill: 'result', align: 'center' },
  resultCount: { ...cell, font: 'body', fill: 'result', align: 'center', format: 'count' },
  percent: { ...cell, font: 'body', fill: 'result', align: 'center', format: 'percent' },
  total: { ...cell, font: 'total', fill: 'result', align: 'center', format: 'score' },
  grade: { ...cell, font: 'total', fill: 'result', align: 'center' },
  score: { ...cell, font: 'body', fill: 'input', align: 'center', format: 'points', isInput: true },
  answer: { ...cell, font: 'body', fill: 'input', align: 'center', isInput: true },
  note: { ...cell, font: 'small', fill: 'input', align: 'left', format: 'text', isInput: true },
  opinion: {
    ...cell,
    font: 'body',
    fill: 'input',
    align: 'left',
    vertical: 'top',
    format: 'text',
    isInput: true,
  },
  signature: { font: 'body', align: 'left', format: 'text' },
  link: { ...cell, font: 'link', align: 'center', format: 'text' },
} as const satisfies Record<string, Style>;

export type StyleName = keyof typeof styles;

const names = Object.keys(styles) as StyleName[];

/** The number of a style in the file. */
export const styleNumbers = Object.fromEntries(names.map((name, index) => [name, index + 1])) as Record<
  StyleName,
  number
>;

/** Whether something may be typed into a cell of the style. */
export function isInput(name: StyleName): boolean {
  return 'isInput' in styles[name];
}

/** Colour rules by their number in the file: fills, and for what is wrong a red font too. */
const colours = {
  wrong:
    '<font><color rgb="FF9C0006"/></font><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor rgb="FFFFC7CE"/></patternFill></fill>',
  blank:
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFE699"/><bgColor rgb="FFFFE699"/></patternFill></fill>',
  good: '<fill><patternFill patternType="solid"><fgColor rgb="FFC6E0B4"/><bgColor rgb="FFC6E0B4"/></patternFill></fill>',
  middling:
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/><bgColor rgb="FFFFF2CC"/></patternFill></fill>',
} as const;

export const colourNumbers = Object.fromEntries(
  Object.keys(colours).map((name, index) => [name, index]),
) as Record<keyof typeof colours, number>;

/** `xl/styles.xml`; the same for all our workbooks. */
export const stylesXml = renderStyles();

function renderStyles(): string {
  const fontNames = Object.keys(fonts);
  const fillNames = Object.keys(fills);
  const plain = `<sz val="11"/><name val="宋体"/><charset val="134"/>`;
  const fontXml = [plain, ...Object.values(fonts)].map((each) => `<font>${each}</font>`);
  const fillXml = Object.values(fills).map(
    (argb) =>
      `<fill><patternFill patternType="solid"><fgColor rgb="${argb}"/><bgColor indexed="64"/></patternFill></fill>`,
  );
  const line = (side: string, style: string) => `<${side} style="${style}"><color rgb="FF000000"/></${side}>`;
  const thin = ['left', 'right', 'top', 'bottom'].map((side) => line(side, 'thin')).join('');
  const xfs = names.map((name) => {
    const style: Style = styles[name];
    const indent = style.indent ? ' indent="1"' : '';
    const alignment = `<alignment horizontal="${style.align}" vertical="${style.vertical ?? 'center'}" wrapText="1"${indent}/>`;
    const font = fontNames.indexOf(style.font) + 1;
    const fill = style.fill === undefined ? 0 : fillNames.indexOf(style.fill) + 2;
    const border = style.border === undefined ? 0 : 1;
    const format = style.format === undefined ? 0 : formats[style.format];
    return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">${alignment}<protection locked="${style.isInput ? 0 : 1}"/></xf>`;
  });
  const count = (element: string, elements: readonly string[]) =>
    `<${element} count="${elements.length}">${elements.join('')}</${element}>`;
  const numbers = [
    '<numFmt numFmtId="164" formatCode="0.00"/>',
    '<numFmt numFmtId="166" formatCode="0.0%"/>',
  ];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${count('numFmts', numbers)}${count('fonts', fontXml)}${count('fills', ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>', ...fillXml])}${count('borders', ['<border><left/><right/><top/><bottom/><diagonal/></border>', `<border>${thin}<diagonal/></border>`])}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${count('cellXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', ...xfs])}<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>${count(
    'dxfs',
    Object.values(colours).map((each) => `<dxf>${each}</dxf>`),
  )}</styleSheet>`;
}
