import { elementName } from '../xlsx/xml-cursor.ts';

const names = <const Names extends readonly string[]>(...all: Names) =>
  Object.fromEntries(all.map((name) => [name, elementName(name)])) as Record<Names[number], number>;

/** Local names of the elements that matter, as the cursor gives them; prefixes and namespaces differ by writer. */
export const element = names(
  ...(['tbl', 'tr', 'tc', 'p', 'r', 't', 'tab', 'ptab', 'br', 'cr', 'noBreakHyphen', 'sym'] as const),
  ...(['pPr', 'rPr', 'trPr', 'tcPr', 'sdtPr', 'sdt', 'sdtContent', 'showingPlcHdr'] as const),
  ...(['gridSpan', 'gridBefore', 'vMerge', 'hMerge', 'cellDel', 'cellIns', 'hidden', 'vanish'] as const),
  ...(['jc', 'outlineLvl', 'pageBreakBefore', 'sectPr', 'txbxContent'] as const),
  ...(['ins', 'del', 'moveFrom', 'moveTo'] as const),
  ...(['AlternateContent', 'Choice', 'Fallback'] as const),
  ...([
    'fldChar',
    'ffData',
    'checkBox',
    'checkbox',
    'checked',
    'default',
    'ddList',
    'listEntry',
    'result',
  ] as const),
);

/** Elements with nothing in them that is to be read: earlier properties, field codes, deleted text, readings. */
export const unread: ReadonlySet<number> = new Set(
  [
    ...[
      'pPrChange',
      'rPrChange',
      'tblPrChange',
      'tblPrExChange',
      'trPrChange',
      'tcPrChange',
      'tblGridChange',
    ],
    ...[
      'sectPrChange',
      'numberingChange',
      'instrText',
      'delInstrText',
      'delText',
      'fldData',
      'rt',
      'tblGrid',
    ],
  ].map(elementName),
);
