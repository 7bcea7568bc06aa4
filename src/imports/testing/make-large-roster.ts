import { creditCheckSign } from '../../tables/fields/codes.ts';
import { cellAddress } from '../../workbook/address.ts';
import { writeStreamedXlsx } from '../../workbook/testing/make-large-xlsx.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const headings = [
  '学校标识码',
  '统一社会信用代码',
  '园所名称',
  '所属区县',
  '所属镇街',
  '通讯地址',
  '办园性质',
  '现类别',
  '班级数',
  '在园幼儿数',
  '园长',
  '联系电话',
];
const districts = ['东湖区', '西岭区', '南浦区', '北原区', '河口县', '青石县'];
const ownerships = ['教育部门办', '集体办', '民办', '事业单位办'];
const categories = ['省级示范', '一类', '二类', '三类'];
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const givenNames = '文静雅丽秀英敏慧芳兰玉华建平晓红海燕春梅';
const signs = '松竹梅荷桂枫柳杏桃棠榕樟槐柏桦榆椿楠梧桐';
/** Kindergartens in one town. */
const townSize = 30;
/** Texts that differ from row to row: codes, name, address, principal, phone. */
const ownTexts = 6;

/**
 * Writes a roster (园所信息表) of any size as an office would send it: 12 columns under one header, valid values, no
 * kindergarten twice; one phone in fifty is written with hyphens, so that there is something to say. The same size
 * gives the same bytes.
 */
export async function writeLargeRoster(path: string, rows: number): Promise<void> {
  const towns = Math.ceil(rows / townSize);
  const repeated = [
    ...headings,
    ...districts,
    ...ownerships,
    ...categories,
    ...Array.from({ length: towns }, (_, index) => townName(index)),
  ];
  await writeStreamedXlsx(path, sheetPieces(rows, repeated), stringPieces(rows, repeated));
}

const sign = (number: number) => signs[number % signs.length] ?? '';
const townName = (index: number) =>
  `${sign(index)}${sign(Math.floor(index / 20))}${sign(Math.floor(index / 400))}镇`;

function* sheetPieces(rows: number, repeated: readonly string[]): Generator<string> {
  const at = new Map(repeated.map((text, index) => [text, index]));
  const shared = (address: string, index: number) => `<c r="${address}" t="s"><v>${index}</v></c>`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}"><dimension ref="A1:L${rows + 1}"/><sheetData>`;
  yield `<row r="1">${headings.map((_, index) => shared(cellAddress(1, index + 1), index)).join('')}</row>`;
  let piece = '';
  for (let index = 0; index < rows; index++) {
    const row = index + 2;
    const town = Math.floor(index / townSize);
    const own = repeated.length + index * ownTexts;
    const word = (text: string | undefined) => at.get(text ?? '') ?? 0;
    piece +=
      `<row r="${row}" spans="1:12">` +
      shared(`A${row}`, own) +
      shared(`B${row}`, own + 1) +
      shared(`C${row}`, own + 2) +
      shared(`D${row}`, word(districts[town % districts.length])) +
      shared(`E${row}`, word(townName(town))) +
      shared(`F${row}`, own + 3) +
      shared(`G${row}`, word(ownerships[(index * 7) % ownerships.length])) +
      shared(`H${row}`, word(categories[(index * 11) % categories.length])) +
      `<c r="I${row}"><v>${3 + (index % 15)}</v></c>` +
      `<c r="J${row}"><v>${(3 + (index % 15)) * 28 + (index % 9)}</v></c>` +
      shared(`K${row}`, own + 4) +
      shared(`L${row}`, own + 5) +
      '</row>';
    if (index % 1000 === 999) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sheetData></worksheet>`;
}

function* stringPieces(rows: number, repeated: readonly string[]): Generator<string> {
  const items = (texts: readonly string[]) => texts.map((text) => `<si><t>${text}</t></si>`).join('');
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="${main}" uniqueCount="${repeated.length + rows * ownTexts}">${items(repeated)}`;
  let piece = '';
  for (let index = 0; index < rows; index++) {
    const mixed = ((index + 1) * 48_271) % 2_147_483_647;
    const town = Math.floor(index / townSize);
    const phone = `138${String(mixed % 100_000_000).padStart(8, '0')}`;
    const credit = `52379902MJ${String(1_000_000 + index).padStart(7, '0')}`;
    const place = `${districts[town % districts.length]}${townName(town)}`;
    const name = `${sign(index)}${sign(Math.floor(index / 20))}${sign(Math.floor(index / 400))}${sign(Math.floor(index / 8000))}`;
    const given = givenNames[mixed % 20] ?? '';
    piece += items([
      String(3_700_000_001 + index),
      credit + creditCheckSign(credit),
      `云溪市${place}${name}幼儿园`,
      `${place}育才路${mixed % 1000}号${index % 40}单元`,
      `${surnames[index % 20]}${given}${index % 3 === 0 ? '' : givenNames[(mixed >> 5) % 20]}`,
      index % 50 === 7 ? `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}` : phone,
    ]);
    if (index % 1000 === 999) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sst>`;
}
