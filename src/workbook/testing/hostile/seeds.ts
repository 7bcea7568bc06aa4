import { makeDocx } from '../make-docx.ts';
import { type MadeSheet, makeXlsx } from '../make-xlsx.ts';
import { otherFormat } from './old-workbooks.ts';

const rich: MadeSheet = {
  name: '园所信息表',
  rows: [
    ['附件：园所信息表'],
    ['园所名称', '班级数', '成立日期', '是否普惠', '备注'],
    ['云溪市东湖区第一幼儿园', 9, { date: '2021-03-16' }, true, { formula: 'B3*30', value: 270 }],
    ['青石县第二幼儿园', 12.5, { number: 0.25, format: 'h:mm' }, false, { error: '#REF!' }],
    ['A&B<C>_x0041_', -1e-7, { formula: 'NOW()' }, null, '填报人：王'],
  ],
  merges: ['A1:E1', 'A4:A5'],
  hiddenRows: [4],
  hiddenColumns: [5],
};

const cell = (text: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
const document =
  '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>联盟名单</w:t></w:r></w:p><w:tbl>' +
  `<w:tr>${cell('主导园', '<w:gridSpan w:val="2"/>')}${cell('联盟园', '<w:vMerge w:val="restart"/>')}</w:tr>` +
  `<w:tr>${cell('园所名称')}${cell('责任人')}${cell('', '<w:vMerge/>')}</w:tr>` +
  `<w:tr>${cell('东湖区第一幼儿园')}${cell('邓　淇')}${cell('南浦区幼儿园')}</w:tr></w:tbl>` +
  '<w:p><w:r><w:t>填报人：</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>';

const text =
  '园所名称,班级数,"地址，\n两行"\r\n云溪市东湖区第一幼儿园,9,"育才路""1""号"\r\n青石县第二幼儿园,12,\r\n';

/** Good files of every format, which the fuzzing harms; those that the library reads take longer. */
export function fuzzSeeds(): Readonly<Record<string, Buffer>> {
  return {
    'xlsx 共享文字': makeXlsx([rich, { name: '二', rows: [[1], ['x']], visibility: 'hidden' }]),
    'xlsx 内联文字与前缀': makeXlsx([rich], { inlineStrings: true, prefix: 'x', date1904: true }),
    docx: makeDocx(document),
    'csv UTF-8': Buffer.from(`\ufeff${text}`),
    'csv UTF-16': Buffer.from(`\ufeff${text}`, 'utf16le'),
    xls: otherFormat('biff8'),
    'xls 5.0': otherFormat('biff5'),
    ods: otherFormat('ods'),
    xlsb: otherFormat('xlsb'),
    'xml 2003': otherFormat('xlml'),
    网页: otherFormat('html'),
    tsv: Buffer.from(text.replaceAll(',', '\t')),
  };
}
