import { docxParts, makeDocx } from '../make-docx.ts';
import { zipParts } from '../make-xlsx.ts';
import { type HostileFile, unharmed } from './hostile-file.ts';

const mebibyte = 1024 * 1024;
const cell = (text: string, properties = '') =>
  `<w:tc>${properties === '' ? '' : `<w:tcPr>${properties}</w:tcPr>`}<w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
const row = (...cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`;
const table = (...rows: readonly string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;
const word = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;
const head = row(cell('园所名称'), cell('班级数'));
const victim = table(head, row(cell('云溪市东湖区第一幼儿园'), cell('9')));
const asText = { reads: { ...unharmed.reads, B2: '9' } };

/** Word documents, broken or endless. */
export function hostileDocuments(): HostileFile[] {
  const document = (
    name: string,
    about: string,
    outcome: HostileFile['outcome'],
    body: () => string,
    limits: HostileFile['limits'] = {},
  ): HostileFile => ({
    name: `文档-${name}.docx`,
    about,
    outcome,
    ...(Object.keys(limits).length > 0 && { limits }),
    make: () => makeDocx(body()),
  });
  const spoiled = (
    name: string,
    about: string,
    outcome: HostileFile['outcome'],
    spoil: (xml: string) => string | undefined,
  ): HostileFile => ({
    name: `文档-${name}.docx`,
    about,
    outcome,
    make: () => {
      const { 'word/document.xml': xml = '', ...parts } = docxParts(victim);
      const changed = spoil(xml);
      return zipParts({
        ...parts,
        'word/styles.xml': '<styles/>',
        ...(changed === undefined ? {} : { 'word/document.xml': changed }),
      });
    },
  });
  const nested = (depth: number) =>
    '<w:tbl><w:tr><w:tc>'.repeat(depth) + victim + '</w:tc></w:tr></w:tbl>'.repeat(depth);
  return [
    document('嵌套一千层', 'tables a thousand deep', 'workbook-too-large', () => nested(1000)),
    document('嵌套三百层', 'tables three hundred deep', 'workbook-too-large', () => nested(300)),
    document(
      '嵌套又很大',
      'half a megabyte of text three hundred tables deep, not as frames',
      'workbook-too-large',
      () =>
        `<w:tbl><w:tr>${cell('x')}<w:tc>`.repeat(300) +
        `<w:p><w:r><w:t>${'园'.repeat(50_000)}</w:t></w:r></w:p>`.repeat(3) +
        '</w:tc></w:tr></w:tbl>'.repeat(300),
    ),
    document(
      '纵向合并没有开头',
      'a cell continues one above that is not there',
      { reads: { A1: '园所名称', B1: '班级数' } },
      () => table(row(cell('园所名称', '<w:vMerge/>'), cell('班级数', '<w:vMerge w:val="continue"/>'))),
    ),
    document('跨十亿列', 'a cell over a thousand million columns', 'workbook-too-large', () =>
      table(head, row(cell('x', '<w:gridSpan w:val="1000000000"/>'))),
    ),
    document('跨列相加', 'cells that together span half a million columns', 'workbook-too-large', () =>
      table(head, row(...Array.from({ length: 40 }, () => cell('x', '<w:gridSpan w:val="16000"/>')))),
    ),
    document('跨列乱写', 'spans that are no numbers', { reads: { A1: 'a', B1: 'b', C1: 'c' } }, () =>
      table(
        row(
          cell('a', '<w:gridSpan w:val="-5"/>'),
          cell('b', '<w:gridSpan w:val="x"/>'),
          cell('c', '<w:gridSpan w:val="0"/>'),
        ),
      ),
    ),
    document(
      '段落过多',
      'more paragraphs than may be held',
      'workbook-too-large',
      () => `${'<w:p/>'.repeat(11_000)}${victim}`,
      { sortedCells: 10_000 },
    ),
    document('表格过多', 'two thousand tables', 'workbook-too-large', () => `${victim}<w:p/>`.repeat(2000)),
    document('文字八兆', 'a paragraph of 8 megabytes', 'workbook-too-large', () =>
      table(row(cell('x'.repeat(8 * mebibyte)))),
    ),
    document(
      '空段落成串',
      'empty paragraphs by the hundred thousand between two words in a cell: a text of as many lines',
      'workbook-too-large',
      () => table(row(`<w:tc>${word('甲')}${'<w:p/>'.repeat(300_000)}${word('乙')}</w:tc>`)),
    ),
    document(
      '空白成串',
      'a run of blanks between two letters in a text, longer than any text may be',
      'workbook-too-large',
      () => table(row(cell(`x${' '.repeat(mebibyte)}x`))),
    ),
    document(
      '续表不续',
      'tables with lines of 90,000 blanks between them that begin like a heading of the same table',
      { reads: { A1: '甲' } },
      () => `${table(row(cell('甲')))}${word(`（${' '.repeat(90_000)}x`)}`.repeat(20),
    ),
    document(
      '域套域',
      'fields within fields, a hundred thousand deep, with a text in each',
      'workbook-too-large',
      () =>
        table(
          row(
            `<w:tc><w:p>${`${field('begin')}${field('separate')}<w:r><w:t>园</w:t></w:r>`.repeat(100_001)}</w:p></w:tc>`,
          ),
        ),
    ),
    document(
      '下拉项无穷',
      'a drop-down list of two hundred thousand entries',
      { reads: { A1: '末' } },
      () => {
        const entries = `${'<w:listEntry w:val="园"/>'.repeat(200_000)}<w:listEntry w:val="末"/>`;
        const list = `<w:ffData><w:ddList><w:result w:val="200000"/>${entries}</w:ddList></w:ffData>`;
        return table(
          row(
            `<w:tc><w:p><w:r><w:fldChar w:fldCharType="begin">${list}</w:fldChar></w:r>${field('end')}</w:p></w:tc>`,
          ),
        );
      },
    ),
    document('没有表格', 'text only', 'word-no-tables', () => '<w:p><w:r><w:t>通知</w:t></w:r></w:p>'),
    document('表格没有内容', 'a table without rows', 'word-no-tables', () => '<w:tbl/>'),
    spoiled('文档类型声明', 'an external entity', 'workbook-hostile', (xml) =>
      xml.replace('<w:document', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><w:document'),
    ),
    spoiled('截断', 'cut inside a table', 'workbook-corrupt', (xml) => xml.slice(0, xml.indexOf('班级数'))),
    spoiled('标签交错', 'tags that cross', 'workbook-corrupt', (xml) =>
      xml.replace('</w:r></w:p>', '</w:p></w:r>'),
    ),
    spoiled('不是文档', 'another root', 'workbook-corrupt', () => '<x/>'),
    spoiled('缺正文', 'no main part', 'workbook-part-missing', () => undefined),
    spoiled('外部内容', 'content that would be fetched from elsewhere', asText, (xml) =>
      xml.replace(
        '<w:sectPr/>',
        '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/><w:sectPr/>',
      ),
    ),
  ];
}
