/**
 * What the library that annotates a workbook brings through unharmed. Anything else in a sender's file would be
 * lost on the way, so such a file is not annotated: its sender gets the list of problems alone.
 */

/** Parts that come through, or whose loss nobody sees (calculation chain, printer settings, custom properties). */
const kept: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^_rels\/\.rels$/,
  /^docProps\//,
  /^customXml\//,
  /^xl\/(?:workbook|styles|sharedStrings|calcChain)\.xml$/,
  /^xl\/_rels\/workbook\.xml\.rels$/,
  /^xl\/theme\/(?:theme\d+\.xml|_rels\/)/,
  /^xl\/worksheets\/sheet\d+\.xml$/,
  /^xl\/worksheets\/_rels\/sheet\d+\.xml\.rels$/,
  /^xl\/comments\d+\.xml$/,
  /^xl\/drawings\/vmlDrawing\d+\.vml$/,
  /^xl\/drawings\/(?:_rels\/)?drawing\d+\.xml(?:\.rels)?$/,
  /^xl\/media\/[^/]+\.(?:png|jpe?g|gif)$/i,
  /^xl\/tables\/table\d+\.xml$/,
  /^xl\/printerSettings\//,
];

const lossWords: readonly (readonly [RegExp, string])[] = [
  [/^xl\/(?:charts|chartsheets)\//, '图表'],
  [/^xl\/(?:pivotTables|pivotCache)\//, '数据透视表'],
  [/vbaProject/i, '宏'],
  [/^xl\/cellimages\.xml|^xl\/richData\//i, '嵌在单元格里的图片'],
  [/^xl\/(?:embeddings|activeX|ctrlProps)\//, '控件或嵌入的文件'],
  [/^xl\/media\//, '不常用格式的图片'],
  [/^xl\/externalLinks\//, '引用其他文件的公式'],
  [/^xl\/threadedComments\/|^xl\/persons\//, '带回复的批注'],
];

/** Content of parts that would be lost although the part itself is kept. */
const lostContent: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^xl\/worksheets\/sheet\d+\.xml$/, /<x14:dataValidation\b/, '引用其他工作表的下拉选项'],
  [/^xl\/worksheets\/sheet\d+\.xml$/, /<x14:sparkline\b/, '迷你图'],
  [/^xl\/drawings\/drawing\d+\.xml$/, /<xdr:(?:sp|cxnSp|grpSp|graphicFrame)\b/, '文本框或图形'],
  [/^xl\/drawings\/vmlDrawing\d+\.vml$/, /ObjectType="(?!Note")/, '窗体控件'],
  [/^xl\/workbook\.xml$/, /^(?:<\?xml[^>]*\?>)?\s*<\w+:workbook\b/, '不常见的文件写法'],
];

/** The parts whose content has to be looked into. */
export function isTelling(name: string): boolean {
  return lostContent.some(([part]) => part.test(name));
}

/**
 * What of the sender's file an annotated copy would lose, in words; null where it loses nothing.
 * @param names of all parts @param content of the telling ones, by name
 */
export function whatWouldBeLost(
  names: readonly string[],
  content: ReadonlyMap<string, string>,
): string | null {
  const lost = new Set<string>();
  for (const name of names) {
    if (name.endsWith('/') || kept.some((pattern) => pattern.test(name))) continue;
    lost.add(lossWords.find(([pattern]) => pattern.test(name))?.[1] ?? '不能原样保留的内容');
  }
  for (const [name, text] of content) {
    for (const [part, pattern, words] of lostContent) {
      if (part.test(name) && pattern.test(text)) lost.add(words);
    }
  }
  return lost.size === 0 ? null : [...lost].join('、');
}
