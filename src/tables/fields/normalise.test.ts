import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue, type FindingCode } from '../../findings/catalogue.ts';
import type { CellContent } from '../../workbook/sheet.ts';
import type { FieldType } from '../definition.ts';
import type { Dictionary } from '../dictionary.ts';
import { creditCheckSign } from './codes.ts';
import { normalise } from './normalise.ts';

const kinds: Dictionary = {
  id: 'kinds',
  name: '性质',
  open: true,
  terms: [
    { term: '公办', synonyms: ['公立'] },
    { term: '县（区）级示范', synonyms: ['县级示范'] },
    { term: '普惠性民办', synonyms: ['民办普惠'], inclusive: true },
  ],
};
const dictionaries = new Map([
  ['kinds', kinds],
  ['closed', { ...kinds, id: 'closed', open: false }],
]);

const text = (value: string): CellContent => ({ type: 'text', value });
const number = (value: number): CellContent => ({ type: 'number', value });

function read(type: FieldType, content: CellContent | string, required = false, dictionary = 'kinds') {
  return normalise(
    typeof content === 'string' ? text(content) : content,
    { key: 'field', type, required, ...(type === 'term' ? { dictionary } : {}) },
    { dictionaries },
  );
}

/** Value, then the codes of what was said. */
type Case = [
  type: FieldType,
  input: CellContent | string,
  value: string | number | boolean | undefined,
  ...codes: FindingCode[],
];

const accepted: Case[] = [
  ['text', ' 东湖区　人民路１２号 ', '东湖区 人民路12号'],
  ['text', '东湖区\n人民路', '东湖区人民路'],
  ['text', '云\u200b溪\u00a0市', '云溪 市'],
  ['text', '第一，第二（附）', '第一，第二（附）'],
  ['text', number(6), '6'],
  ['text', number(0.1 + 0.2), '0.3'],
  ['longText', '　一、共研　\r\n\r\n\r\n\r\n二、共享\n', '一、共研\n\n二、共享'],
  ['name', '云溪市 第１幼儿园(东湖园)', '云溪市第1幼儿园（东湖园）'],
  ['name', '云溪市\n实验幼儿园\n（北园）', '云溪市实验幼儿园（北园）'],
  ['name', 'Happy Day 幼儿园', 'Happy Day幼儿园'],
  ['name', '阳光幼儿园（东湖小区）', '阳光幼儿园（东湖小区）'],
  ['name', '阳光幼儿园东校区', '阳光幼儿园东校区'],
  ['name', '第一幼儿园', '第一幼儿园'],
  ['name', '⽅圆幼⼉园', '方圆幼儿园'],
  ['name', '东湖区石门镇中心\n幼儿园', '东湖区石门镇中心幼儿园'],
  ['sequence', number(3), '3'],
  ['sequence', '（一）', '(一)'],
  ['sequence', { type: 'error', value: '#REF!' }, undefined],
  ['integer', number(12), 12],
  ['integer', number(11.999999999999998), 12],
  ['integer', '１２', 12],
  ['integer', '12.0', 12],
  ['integer', '0', 0],
  ['integer', '12 个', 12, 'value-normalised'],
  ['integer', '1,234', 1234, 'value-normalised'],
  ['integer', '十二', 12, 'value-normalised'],
  ['integer', '一百零五', 105, 'value-normalised'],
  ['integer', '两百人', 200, 'value-normalised'],
  ['integer', '一百二十', 120, 'value-normalised'],
  ['name', '普惠园丁幼儿园', '普惠园丁幼儿园'],
  ['name', '中心幼儿园', '中心幼儿园'],
  ['name', '机关幼儿园', '机关幼儿园'],
  ['longitude', number(117.3219), 117.3219],
  ['longitude', ' 117.3219 ', 117.3219],
  ['longitude', 'E117.1°', 117.1, 'value-normalised'],
  ['longitude', `117°19'23"`, 117.3230556, 'value-normalised'],
  ['longitude', '东经117度19分23秒', 117.3230556, 'value-normalised'],
  ['latitude', '34°48′36″N', 34.81, 'value-normalised'],
  ['latitude', '北纬34.81', 34.81, 'value-normalised'],
  ['yesNo', '是', true],
  ['yesNo', '√', true],
  ['yesNo', '✓', true],
  ['yesNo', '有', true],
  ['yesNo', 'y', true],
  ['yesNo', number(1), true],
  ['yesNo', 'TRUE', true],
  ['yesNo', { type: 'boolean', value: false }, false],
  ['yesNo', '×', false],
  ['yesNo', '无', false],
  ['yesNo', 'ｘ', false],
  ['yesNo', number(0), false],
  ['term', '公办', '公办'],
  ['term', ' 公 办 ', '公办'],
  ['term', '县(区)级示范', '县（区）级示范'],
  ['term', '民办普惠', '普惠性民办', 'value-normalised'],
  ['term', '军民共建', '军民共建', 'term-unknown'],
  ['identityCode', '2137000001', '2137000001'],
  ['identityCode', '２１３７０００００１', '2137000001'],
  ['identityCode', number(2137000001), '2137000001'],
  ['identityCode', '’2137000001', '2137000001'],
  ['creditCode', '‘91350100M000100Y43', '91350100M000100Y43'],
  ['creditCode', '91350100M000100Y43', '91350100M000100Y43'],
  ['creditCode', '91350100m000100y43', '91350100M000100Y43', 'value-normalised'],
  ['phone', '13800008000', '13800008000'],
  ['phone', number(13800008123), '13800008123'],
  ['phone', '’13800008000', '13800008000'],
  ['phone', '13911000000', '13911000000'],
  ['phone', '+86 138-0000-8000', '13800008000', 'value-normalised'],
  ['phone', '8613800008000', '13800008000', 'value-normalised'],
  ['phone', '013800008000', '13800008000', 'value-normalised'],
  ['phone', '０６３２－３３１２３４５', '0632-3312345'],
  ['phone', '(0632)3312345', '0632-3312345', 'value-normalised'],
  ['phone', '+86-0632-3312345', '0632-3312345', 'value-normalised'],
  ['phone', '02112345678', undefined, 'phone-invalid'],
  ['phone', '021-62345678-801', '021-62345678转801', 'value-normalised'],
  ['phone', '400-123-4567', '400-123-4567'],
  ['phone', '3312345', '3312345', 'phone-without-area'],
  ['phone', '13800008000/0632-3312345', '13800008000、0632-3312345', 'value-normalised'],
  ['phone', '13800008000 13900009000', '13800008000、13900009000', 'value-normalised'],
  ['phone', '13800008000、13900009000', '13800008000、13900009000'],
  ['phone', '138****8000', undefined, 'value-masked'],
  ['phone', '138xxxx8000', undefined, 'value-masked'],
  ['postcode', '277100', '277100'],
  ['postcode', number(277100), '277100'],
  ['email', ' yy @ example.com', 'yy@example.com'],
  ['email', 'mailto:yy@example.com', 'yy@example.com', 'value-normalised'],
  ['district', '东湖区 教体局', '东湖区 教体局'],
  ['date', { type: 'date', value: '2021-03-16T00:00:00', serial: 44271 }, '2021-03-16'],
  ['date', '2021.3.16', '2021-03-16'],
  ['date', '2021年3月16日', '2021-03-16'],
  ['date', '2021 年 3 月 16 日', '2021-03-16'],
  ['date', '20210316', '2021-03-16'],
  ['date', number(20210316), '2021-03-16'],
  ['date', '2021/3/16 00:00:00', '2021-03-16'],
  ['date', '二〇二一年三月十六日', '2021-03-16'],
  ['date', '二○二一年十二月三十一日', '2021-12-31'],
  ['date', number(44271), '2021-03-16', 'value-normalised'],
  ['date', '2021-03', '2021-03-01', 'date-without-day'],
  ['date', '2021年3月', '2021-03-01', 'date-without-day'],
  ['decimal', '4.25', 4.25],
  ['decimal', number(0.1 + 0.2), 0.3],
  ['decimal', ' １，２００．５ ', 1200.5, 'value-normalised'],
  ['decimal', '4.25平方米', 4.25, 'value-normalised'],
  ['decimal', '0', 0],
  ['percentage', '95%', 95],
  ['percentage', ' ９５．５ ％', 95.5],
  ['percentage', number(95), 95],
  ['percentage', '95', 95],
  ['percentage', number(0.95), 95, 'value-normalised'],
  ['percentage', '0.955', 95.5, 'value-normalised'],
  ['percentage', number(0.07 * 3), 21, 'value-normalised'],
  ['percentage', number(0), 0],
  ['percentage', '1%', 1],
  ['percentage', number(100), 100],
  ['percentage', '120%', 120],
  ['percentage', '百分之95', 95, 'value-normalised'],
  ['percentage', '8‰', 0.8, 'value-normalised'],
  ['personName', '邓 淇', '邓淇'],
  ['personName', '邓　淇', '邓淇'],
  ['personName', 'John  Smith', 'John Smith'],
  ['personName', '买买提•艾力', '买买提·艾力', 'value-normalised'],
  ['personName', '邓淇（代）', '邓淇（代）', 'person-remark'],
  ['personName', '邓淇园长', '邓淇园长', 'person-remark'],
  ['personName', '邓淇２', '邓淇2', 'person-remark'],
  ['personName', '邓淇、李明', '邓淇、李明', 'person-several'],
  ['role', '副 组 长：', '副组长'],
  ['role', '组员', '成员', 'value-normalised'],
  ['role', '顾问', '顾问', 'role-unknown'],
];

const rejected: Case[] = [
  ['text', { type: 'date', value: '2021-06-09', serial: 44356 }, undefined, 'value-kind'],
  ['text', number(1.2345678901234e18), undefined, 'number-truncated'],
  ['longText', number(-1e15), undefined, 'number-truncated'],
  ['text', '1.23457E+18', undefined, 'number-truncated'],
  ['text', '2021/6/9', undefined, 'value-kind'],
  ['text', '6月9日', undefined, 'value-kind'],
  ['text', '#REF!', undefined, 'cell-error'],
  ['name', '＃N/A', undefined, 'cell-error'],
  ['personName', '#DIV/0!', undefined, 'cell-error'],
  ['integer', '########', undefined, 'cell-error'],
  ['name', number(12), undefined, 'value-kind'],
  ['name', '以上数据截至2021年9月1日', undefined, 'name-invalid'],
  ['name', '（以下空白）', undefined, 'name-invalid'],
  ['name', '以上共12所幼儿园', undefined, 'name-invalid'],
  ['name', '12所', undefined, 'name-invalid'],
  ['name', '××幼儿园', undefined, 'name-invalid'],
  ['name', '东湖区某某幼儿园', undefined, 'name-invalid'],
  ['name', '云溪市XX幼儿园', undefined, 'name-invalid'],
  ['name', '一、城区', undefined, 'name-invalid'],
  ['name', '（二）民办园', undefined, 'name-invalid'],
  ['name', '西岭区', undefined, 'name-invalid'],
  ['name', '湖滨街道', undefined, 'name-invalid'],
  ['name', '民办园部分', undefined, 'name-invalid'],
  ['name', '云溪市幼儿园园所信息表', undefined, 'name-invalid'],
  ['name', '★为新建园', undefined, 'name-invalid'],
  ['name', '公办园请写明举办者。', undefined, 'name-invalid'],
  ['name', '12', undefined, 'name-invalid'],
  ['name', '东湖幼儿园、西岭幼儿园', undefined, 'name-several'],
  ['name', '东湖幼儿园\n西岭幼儿园', undefined, 'name-several'],
  ['name', '民办园', undefined, 'name-invalid'],
  ['name', '公办幼儿园', undefined, 'name-invalid'],
  ['name', '普惠性民办', undefined, 'name-invalid'],
  ['name', '其中：普惠', undefined, 'name-invalid'],
  ['name', '平均', undefined, 'name-invalid'],
  ['name', '(空)', undefined, 'name-invalid'],
  ['integer', '一百二', undefined, 'integer-unclear'],
  ['integer', '三百五人', undefined, 'integer-unclear'],
  ['integer', '两百两', undefined, 'integer-unclear'],
  ['integer', '约12', undefined, 'integer-invalid'],
  ['integer', '12.5', undefined, 'integer-invalid'],
  ['integer', number(12.5), undefined, 'integer-invalid'],
  ['integer', number(-3), undefined, 'integer-invalid'],
  ['integer', '-3', undefined, 'integer-invalid'],
  ['integer', '10-12', undefined, 'integer-invalid'],
  ['integer', '95%', undefined, 'integer-invalid'],
  ['integer', '1,23', undefined, 'integer-invalid'],
  ['integer', '3个月', undefined, 'integer-invalid'],
  ['integer', { type: 'date', value: '1900-01-12', serial: 12 }, undefined, 'value-kind'],
  ['longitude', number(34.81), undefined, 'coordinates-swapped'],
  ['latitude', number(117.32), undefined, 'coordinates-swapped'],
  ['latitude', 'E117.32', undefined, 'coordinates-swapped'],
  ['longitude', number(0), undefined, 'coordinate-invalid'],
  ['longitude', number(1173219), undefined, 'coordinate-invalid'],
  ['longitude', '117.32,34.81', undefined, 'coordinate-invalid'],
  ['longitude', '117°61′', undefined, 'coordinate-invalid'],
  ['longitude', 'W117.32', undefined, 'coordinate-invalid'],
  ['yesNo', '部分', undefined, 'yes-no-invalid'],
  ['yesNo', '/', undefined, 'yes-no-invalid'],
  ['yesNo', number(2), undefined, 'yes-no-invalid'],
  ['term', number(1), undefined, 'value-kind'],
  ['term', '12', undefined, 'term-not-allowed'],
  ['identityCode', '137000001', undefined, 'code-lost-zero'],
  ['identityCode', number(137000001), undefined, 'code-lost-zero'],
  ['identityCode', '1.38E+10', undefined, 'number-truncated'],
  ['identityCode', number(2.13e9), undefined, 'number-truncated'],
  ['identityCode', '21370000012', undefined, 'code-invalid'],
  ['identityCode', 'A137000001', undefined, 'code-invalid'],
  ['creditCode', '91350100M000100Y44', undefined, 'credit-code-check'],
  ['creditCode', '91350100M000100Y4', undefined, 'credit-code-invalid'],
  ['creditCode', '370402123456789', undefined, 'credit-code-invalid'],
  ['creditCode', '91350100I000100Y43', undefined, 'credit-code-invalid'],
  ['creditCode', '9.13701E+17', undefined, 'number-truncated'],
  ['creditCode', number(913701000000000000), undefined, 'number-truncated'],
  ['phone', number(1.38e10), undefined, 'number-truncated'],
  ['phone', number(13800100000), undefined, 'number-truncated'],
  ['phone', '1.38E+10', undefined, 'number-truncated'],
  ['phone', '13800000000', undefined, 'number-truncated'],
  ['phone', '1380000800', undefined, 'phone-invalid'],
  ['phone', '138000080001', undefined, 'phone-invalid'],
  ['phone', '邓淇13800008000', undefined, 'phone-invalid'],
  ['phone', number(6323312345), undefined, 'code-lost-zero'],
  ['phone', '632-3312345', undefined, 'code-lost-zero'],
  ['postcode', number(10020), undefined, 'code-lost-zero'],
  ['postcode', '2771000', undefined, 'code-invalid'],
  ['email', '无邮箱@', undefined, 'email-invalid'],
  ['date', '2021-02-29', undefined, 'date-invalid'],
  ['date', '2021-13', undefined, 'date-invalid'],
  ['date', '21.3.16', undefined, 'date-invalid'],
  ['date', '3/16/2021', undefined, 'date-invalid'],
  ['date', '20210230', undefined, 'date-invalid'],
  ['date', number(5), undefined, 'date-invalid'],
  ['decimal', number(-1), undefined, 'decimal-invalid'],
  ['decimal', '约4', undefined, 'decimal-invalid'],
  ['decimal', '3万元', undefined, 'decimal-invalid'],
  ['decimal', '85%', undefined, 'decimal-invalid'],
  ['decimal', '3-4', undefined, 'decimal-invalid'],
  ['percentage', number(1), undefined, 'percentage-unclear'],
  ['percentage', '1', undefined, 'percentage-unclear'],
  ['percentage', number(120), undefined, 'percentage-invalid'],
  ['percentage', number(-5), undefined, 'percentage-invalid'],
  ['percentage', '约95%', undefined, 'percentage-invalid'],
  ['percentage', '90%-95%', undefined, 'percentage-invalid'],
  ['percentage', '9500%', undefined, 'percentage-invalid'],
  ['percentage', { type: 'date', value: '1900-04-04', serial: 95 }, undefined, 'value-kind'],
  ['personName', '邓淇13800008000', undefined, 'person-name-invalid'],
  ['personName', number(3), undefined, 'value-kind'],
  ['role', number(3), undefined, 'value-kind'],
  ['integer', { type: 'error', value: '#REF!' }, undefined, 'cell-error'],
];

describe('normalise', () => {
  test.each([...accepted, ...rejected])('%s %j → %s %s', (type, input, value, ...codes) => {
    const result = read(type, input);
    expect(result.value).toEqual(value);
    expect(result.findings.map(({ code }) => code)).toEqual(codes);
  });

  test('every refusal is an error, every acceptance is not', () => {
    for (const [type, input, value] of [...accepted, ...rejected]) {
      const result = read(type, input);
      const errors = result.findings.filter(({ code }) => catalogue[code].severity === 'error');
      if (value !== undefined) expect(errors).toEqual([]);
    }
    for (const [type, input] of rejected) {
      expect(read(type, input).findings.map(({ code }) => catalogue[code].severity)).toContain('error');
    }
  });

  test('a closed dictionary takes its own words only', () => {
    expect(read('term', '军民共建', false, 'closed').findings[0]?.code).toBe('term-not-allowed');
    expect(read('term', '公立', false, 'closed').value).toBe('公办');
  });

  test.each(['/', '无', '-', '—', '——', '暂无', '／'])('%s says nothing', (sign) => {
    expect(read('phone', sign)).toEqual({ findings: [{ code: 'value-placeholder' }] });
    expect(read('integer', sign).value).toBeUndefined();
    expect(read('name', sign, true).findings[0]?.code).toBe('value-required');
  });

  test('blanks say nothing, unless the field is required', () => {
    expect(read('text', ' \u3000\u00a0\n')).toEqual({ findings: [] });
    expect(read('name', '  ', true).findings[0]?.code).toBe('value-required');
    expect(read('personName', '邓*', true).findings[0]?.code).toBe('value-required');
  });

  test('the worked example of the credit code', () => {
    expect(creditCheckSign('91350100M000100Y4')).toBe('3');
    expect(creditCheckSign('91350100I000100Y4')).toBeUndefined();
  });
});

const types: FieldType[] = [
  'text',
  'longText',
  'name',
  'sequence',
  'integer',
  'longitude',
  'latitude',
  'yesNo',
  'term',
  'identityCode',
  'creditCode',
  'phone',
  'postcode',
  'email',
  'district',
  'date',
  'personName',
  'role',
];
const signs =
  '０1２3 9.,-—/、：:（）()°′″年月日十二百 园幼儿邓淇是否√×ABＣx@\n\u3000\u200b\u00a0*+86转公办无"\'';
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...signs), maxLength: 24 }),
  fc.string({ unit: 'grapheme', maxLength: 24 }),
  fc.constantFrom(
    ...[...accepted, ...rejected].flatMap(([, input]) => (typeof input === 'string' ? [input] : [])),
  ),
);
const anyContent: fc.Arbitrary<CellContent> = fc.oneof(
  anyText.map(text),
  fc.double().map(number),
  fc.integer().map(number),
  fc.boolean().map((value): CellContent => ({ type: 'boolean', value })),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date): CellContent => ({ type: 'date', value: date.toISOString().slice(0, 10), serial: 1 })),
  fc.constant<CellContent>({ type: 'error', value: '#N/A' }),
);
const asContent = (value: string | number | boolean): CellContent =>
  typeof value === 'string'
    ? text(value)
    : typeof value === 'number'
      ? number(value)
      : { type: 'boolean', value };

describe('normalise, whatever stands in the cell', () => {
  test.each(types)('%s: never throws, and normalising a normalised value gives itself', (type) => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const first = read(type, content);
        if (first.value === undefined) return;
        const second = read(type, asContent(first.value));
        expect(second.value).toEqual(first.value);
        expect(second.findings.map(({ code }) => code)).not.toContain('value-normalised');
      }),
      { numRuns: 400 },
    );
  });

  test.each<FieldType>(['phone', 'identityCode', 'creditCode', 'postcode', 'integer', 'name', 'text'])(
    '%s: digits never change without a word',
    (type) => {
      const digitsOf = (value: string) => value.normalize('NFKC').replace(/\D/g, '');
      fc.assert(
        fc.property(anyText, (input) => {
          const { value, findings } = read(type, input);
          if (value === undefined || findings.some(({ code }) => code === 'value-normalised')) return;
          // 12.0 is 12; everything else keeps its digits.
          const written = type === 'integer' ? input.normalize('NFKC').replace(/[.]0+\s*$/, '') : input;
          const same =
            type === 'integer'
              ? Number(digitsOf(written)) === value
              : digitsOf(String(value)) === digitsOf(written);
          expect(same).toBe(true);
        }),
        { numRuns: 500 },
      );
    },
  );

  test('a rejected value is never also taken', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types.filter((type) => type !== 'sequence')),
        anyContent,
        fc.boolean(),
        (type, content, required) => {
          const { value, findings } = read(type, content, required);
          const error = findings.some(({ code }) => catalogue[code].severity === 'error');
          if (error) expect(value).toBeUndefined();
          if (required && !error) expect(value).toBeDefined();
        },
      ),
      { numRuns: 800 },
    );
  });
});

test.each([
  ['1380000800', '像手机号码，却有 10 位，应为 11 位'],
  ['13800008000、138000080001', '“138000080001”像手机号码，却有 12 位，应为 11 位'],
  ['0632-1234567', '区号 0632 后面的号码以 1 开头，固定电话不会以 0 或 1 开头'],
  ['0632-331234', '区号 0632 后面有 6 位，应为 7 或 8 位'],
  ['331234', '有 6 位，手机应为 11 位，固定电话除区号外应为 7 或 8 位'],
  ['邓淇13800008000', '夹有号码以外的字'],
  ['问老师', '里没有数字'],
])('says why %s is no phone number', (value, problem) => {
  expect(read('phone', value).findings).toEqual([{ code: 'phone-invalid', parameters: { problem } }]);
});
