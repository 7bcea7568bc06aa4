import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../findings/catalogue.ts';
import type { OfficialDocument } from './document.ts';
import { loadProfile, profileIds } from './load-profile.ts';
import { renderDocument } from './render-document.ts';
import { fullDocument } from './testing/full-document.ts';
import { verifyDocument } from './verify-document.ts';

const standard = loadProfile('standard', ['templates']);

let whole: Uint8Array;
beforeAll(async () => {
  whole = await renderDocument(fullDocument, standard);
});

/** The file with a part of it changed; says so where nothing changed, so that no test passes by itself. */
function change(part: string, edit: (xml: string) => string): Uint8Array {
  const parts = unzipSync(whole);
  const before = strFromU8(parts[part]!);
  const after = edit(before);
  if (after === before) throw new Error(`nothing to change in ${part}`);
  return zipSync({ ...parts, [part]: strToU8(after) });
}

const wrongIn = async (bytes: Uint8Array) =>
  (await verifyDocument(bytes, standard)).filter(({ ok }) => !ok).map(({ what }) => what);

const main = 'word/document.xml';
const replace = (from: string | RegExp, to: string) => (xml: string) => xml.replaceAll(from, to);
const both =
  (...edits: readonly ((xml: string) => string)[]) =>
  (xml: string) =>
    edits.reduce((text, edit) => edit(text), xml);

/** Changes the paragraph that begins with the words, and no other. */
function inParagraph(words: string, from: string | RegExp, to: string) {
  return (xml: string) =>
    xml.replace(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/gsu, (paragraph) => {
      const text = [...paragraph.matchAll(/<w:t\b[^>]*>([^<]*)</gu)].map(([, each]) => each).join('');
      return text.startsWith(words) ? paragraph.replaceAll(from, to) : paragraph;
    });
}

const remove = (words: string) => inParagraph(words, /^.*$/gsu, '');

describe('verifyDocument', () => {
  it.each(profileIds(['templates']))('finds nothing wrong with what is made under %s', async (id) => {
    const profile = loadProfile(id, ['templates']);
    const made = await renderDocument(fullDocument, profile);
    const checks = await verifyDocument(made, profile);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.length).toBeGreaterThan(55);
  });

  it.each<[string, Partial<OfficialDocument>]>([
    ['without a seal', { signature: { units: ['云湖区教育局'], date: '2026-10-08', isSealed: false } }],
    [
      'with a long unit',
      { signature: { units: ['云湖区教育局学前教育与民办教育科'], date: '2026-01-02', isSealed: false } },
    ],
    [
      'with a long sealed unit',
      { signature: { units: ['云湖区人民政府教育督导委员会办公室'], date: '2026-01-02', isSealed: true } },
    ],
    [
      'of several units',
      {
        signature: {
          units: ['云湖区教育局', '云湖区财政局', '云湖区民政局'],
          date: '2026-10-08',
          isSealed: true,
        },
      },
    ],
    [
      'of several units without a seal',
      { signature: { units: ['云湖区教育局', '云湖区财政局'], date: '2026-10-08', isSealed: false } },
    ],
    ['with one attachment', { attachments: fullDocument.attachments!.slice(1, 2) }],
    ['with a landscape end', { attachments: fullDocument.attachments!.slice(0, 1) }],
    ['without attachments', { attachments: [] }],
    ['of a title and nothing else', { body: [], attachments: [] }],
  ])('finds nothing wrong with a document %s', async (_, other) => {
    expect(await wrongIn(await renderDocument({ ...fullDocument, ...other }, standard))).toEqual([]);
  });

  it('finds nothing wrong with paragraphs of any style', async () => {
    const body: OfficialDocument['body'] = [
      { kind: 'paragraph', style: 'flush', inlines: ['甲方（主导园）：云湖区星星幼儿园'] },
      { kind: 'paragraph', inlines: ['双方商定如下。'] },
      { kind: 'paragraph', style: 'centred', inlines: ['第一条'] },
      { kind: 'paragraph', style: 'right', inlines: ['单位：所'] },
      ...fullDocument.body.filter(({ kind }) => kind === 'table'),
      { kind: 'paragraph', style: 'note', inlines: ['数据截至九月底。'] },
      { kind: 'paragraph', style: 'note', inlines: ['不含小学附设幼儿园。'] },
      { kind: 'page-break' },
      { kind: 'paragraph', inlines: ['一行\n又一行，\u202e长名称𠮷幼儿园。'] },
    ];
    expect(await wrongIn(await renderDocument({ ...fullDocument, body }, standard))).toEqual([]);
  });

  it('asks nothing of parts that a document does not have', async () => {
    const bare = await renderDocument({ title: '通知', body: [] }, standard);
    const checks = await verifyDocument(bare, standard);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.some(({ what }) => /附件|版记|署名|表/u.test(what))).toBe(false);
  });

  it.each<[string, string, (xml: string) => string]>([
    [
      '纸张',
      main,
      both(
        replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="16838"'),
        replace('w:right="1474"', 'w:right="1808"'),
      ),
    ],
    [
      '上边距',
      main,
      (xml) =>
        xml.replace(
          /w:top="2098"([^>]*)w:bottom="1980"([^>]*)w:footer="(\d+)"/gu,
          (_, one, two, footer) =>
            `w:top="2400"${one}w:bottom="1678"${two}w:footer="${Number(footer) - 302}"`,
        ),
    ],
    [
      '左边距',
      main,
      both(replace('w:left="1587"', 'w:left="1900"'), replace('w:right="1474"', 'w:right="1161"')),
    ],
    ['版心宽', main, replace('w:right="1474"', 'w:right="1400"')],
    ['版心高', main, replace('w:bottom="1980"', 'w:bottom="1900"')],
    ['每页行数', main, replace('w:linePitch="580"', 'w:linePitch="600"')],
    ['每行字数', main, replace(/w:charSpace="-\d+"/gu, 'w:charSpace="0"')],
    ['正文行距', 'word/styles.xml', replace('w:line="580"', 'w:line="700"')],
    ['标题字体', main, inParagraph('关于2026年', '方正小标宋简体', '宋体')],
    ['标题字号', main, inParagraph('关于2026年', 'w:sz w:val="44"', 'w:sz w:val="48"')],
    ['标题居中', main, inParagraph('关于2026年', '<w:jc w:val="center"/>', '<w:jc w:val="left"/>')],
    ['标题不加粗', main, inParagraph('关于2026年', 'w:b w:val="false"', 'w:b w:val="true"')],
    ['主送机关位置', main, inParagraph('各镇', '：', ':')],
    ['主送机关字体', main, inParagraph('各镇', '仿宋_GB2312', '宋体')],
    ['主送机关字号', main, inParagraph('各镇', 'w:sz w:val="32"', 'w:sz w:val="28"')],
    ['正文字体', main, inParagraph('现将本季度', '仿宋_GB2312', '楷体_GB2312')],
    ['正文字号', main, inParagraph('现将本季度', 'w:sz w:val="32"', 'w:sz w:val="28"')],
    [
      '正文首行',
      main,
      inParagraph('现将本季度', /<w:ind [^>]*>/gu, '<w:ind w:firstLineChars="0" w:firstLine="0"/>'),
    ],
    ['一级标题字体', main, inParagraph('一、总体', '黑体', '仿宋_GB2312')],
    ['一级标题字号', main, inParagraph('一、总体', 'w:sz w:val="32"', 'w:sz w:val="36"')],
    [
      '一级标题首行',
      main,
      inParagraph('一、总体', /<w:ind [^>]*>/gu, '<w:ind w:firstLineChars="0" w:firstLine="0"/>'),
    ],
    ['二级标题字体', main, inParagraph('（一）', '楷体_GB2312', '黑体')],
    ['三级标题字体', main, inParagraph('1.月', '仿宋_GB2312', '黑体')],
    ['四级标题字体', main, inParagraph('（1）', '仿宋_GB2312', '宋体')],
    ['中文字体', main, inParagraph('特此通报', / w:eastAsia="[^"]*"/gu, ' w:eastAsiaTheme="minorEastAsia"')],
    [
      '文字颜色',
      main,
      inParagraph('特此通报', '<w:sz w:val="32"/>', '<w:color w:val="0000FF"/><w:sz w:val="32"/>'),
    ],
    ['发文字号', main, inParagraph('云教', '〔2026〕7号', '[2026]07号')],
    ['附件说明样式', main, inParagraph('附件：1', '汇总表', '汇总表。')],
    ['附件说明位置', main, inParagraph('附件：1', /<w:ind [^>]*>/gu, '<w:ind w:leftChars="0" w:left="0"/>')],
    [
      '附件说明上空一行',
      main,
      (xml) => xml.replace(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>(?=<w:p>(?:(?!<\/w:p>).)*附件：1)/su, ''),
    ],
    ['附件说明字体', main, inParagraph('附件：1', '仿宋_GB2312', '黑体')],
    ['附件说明', main, both(remove('附件：1'), remove('2. 未完成'), remove('3. 另一份'))],
    ['成文日期写法', main, inParagraph('2026年10月8日', '10月8日', '10月08日')],
    [
      '成文日期位置',
      main,
      inParagraph('2026年10月8日', /<w:ind [^>]*>/gu, '<w:ind w:rightChars="0" w:right="0"/>'),
    ],
    [
      '署名位置',
      main,
      inParagraph('云湖区教育局', /<w:ind w:rightChars[^>]*>/gu, '<w:ind w:rightChars="0" w:right="0"/>'),
    ],
    ['署名和日期字体', main, inParagraph('2026年10月8日', '仿宋_GB2312', '宋体')],
    ['附件另面编排', main, replace('<w:pageBreakBefore/>', '')],
    ['附件标识字体', main, inParagraph('附件1', '黑体', '宋体')],
    ['附件标识位置', main, inParagraph('附件1', '附件1', '附件1：')],
    [
      '附件标题',
      main,
      (xml) => xml.replace(/(附件2<\/w:t><\/w:r><\/w:p>)<w:p>(?:(?!<\/w:p>).)*<\/w:p>/su, '$1'),
    ],
    ['版记字体', main, inParagraph('抄送', '仿宋_GB2312', '宋体')],
    ['版记字号', main, inParagraph('抄送', 'w:sz w:val="28"', 'w:sz w:val="32"')],
    ['版记首末条分隔线', main, replace('w:sz="8"', 'w:sz="18"')],
    ['版记中间分隔线', main, replace('w:sz="6"', 'w:sz="12"')],
    [
      '版记左右空字',
      main,
      inParagraph(
        '云湖区教育局办公室',
        /<w:ind [^>]*>/gu,
        '<w:ind w:leftChars="0" w:left="0" w:rightChars="100" w:right="316"/>',
      ),
    ],
    ['印发日期', main, inParagraph('云湖区教育局办公室', '日印发', '日')],
    ['版记位置', main, replace('<wp:align>bottom</wp:align>', '<wp:align>top</wp:align>')],
    ['表头重复', main, replace('<w:tblHeader/>', '')],
    ['表格宽度', main, (xml) => xml.replace(/<w:tblW ([^>]*)w:w="8845"/u, '<w:tblW $1w:w="12000"')],
    ['表格字号', main, inParagraph('第一联盟', 'w:sz w:val="24"', 'w:sz w:val="44"')],
    ['页码', main, replace(/<w:footerReference w:type="even"[^>]*>/gu, '')],
    ['页码字体字号', 'word/footer1.xml', replace('宋体', '黑体')],
    ['页码样式', 'word/footer1.xml', replace(/ ?— ?/gu, '')],
    ['页码位置', 'word/settings.xml', replace('<w:evenAndOddHeaders/>', '')],
    ['页码离版心', main, replace(/w:footer="\d+"/gu, 'w:footer="500"')],
  ])('finds %s, and nothing else, where it is wrong', async (what, part, edit) => {
    expect(await wrongIn(change(part, edit))).toEqual([what]);
  });
});

describe('what cannot be verified', () => {
  const codeOf = async (bytes: Uint8Array) => {
    try {
      await verifyDocument(bytes, standard, '甲.docx');
    } catch (error) {
      if (error instanceof Failure) return `${error.finding.code}: ${error.finding.message}`;
      throw error;
    }
    return 'nothing';
  };
  const ole = (name: string) =>
    Uint8Array.from([
      ...Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      ...new Uint8Array(120),
      ...Buffer.from(`${name}\0`, 'utf16le'),
    ]);
  const parts = () => unzipSync(whole);
  const nested = `${'<w:p>'.repeat(5000)}${'</w:p>'.repeat(5000)}`;
  const declared = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>';

  it.each<[string, () => Uint8Array, string]>([
    ['an empty file', () => new Uint8Array(), 'document-unreadable'],
    ['an encrypted one', () => ole('EncryptedPackage'), 'document-unreadable: 这个文件设了打开密码'],
    ['an old one', () => ole('WordDocument'), 'document-unreadable: 这个文件是旧版 Word 文档'],
    ['a PDF', () => strToU8('%PDF-1.7\n'), 'document-unreadable: 这个文件是PDF'],
    ['a text', () => strToU8('关于通知'), 'document-unreadable'],
    [
      'a workbook',
      () =>
        zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': strToU8('<workbook/>') }),
      'document-unreadable',
    ],
    ['half a file', () => whole.slice(0, whole.length / 2), 'workbook-corrupt'],
    ['broken XML', () => zipSync({ ...parts(), [main]: strToU8('<w:document') }), 'workbook-corrupt'],
    ['another root', () => zipSync({ ...parts(), [main]: strToU8('<a/>') }), 'workbook-corrupt'],
    ['a document type', () => zipSync({ ...parts(), [main]: strToU8(declared) }), 'workbook-hostile'],
    [
      'endless nesting',
      () =>
        zipSync({
          ...parts(),
          [main]: strToU8(strFromU8(parts()[main]!).replace('<w:body>', `<w:body>${nested}`)),
        }),
      'workbook-hostile',
    ],
    [
      'too much to unpack',
      () => zipSync({ ...parts(), [main]: new Uint8Array(30 * 1024 * 1024) }),
      'workbook-',
    ],
  ])('says so of %s', async (_, make, code) => {
    expect(await codeOf(make())).toContain(code);
  });

  it.each<[string, string]>([
    ['nothing at all', '<w:document xmlns:w="w"/>'],
    ['an empty body', '<w:document xmlns:w="w"><w:body/></w:document>'],
    [
      'odd numbers',
      '<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:ind w:left="x"/><w:spacing w:line="-"/></w:pPr><w:r><w:rPr><w:sz w:val="?"/></w:rPr><w:t>甲</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="0" w:h="-1"/><w:docGrid w:type="lines" w:linePitch="0"/></w:sectPr></w:body></w:document>',
    ],
    ['a table of nothing', '<w:document xmlns:w="w"><w:body><w:tbl/></w:body></w:document>'],
  ])('measures %s without falling over', async (_, xml) => {
    const checks = await verifyDocument(zipSync({ ...parts(), [main]: strToU8(xml) }), standard);
    expect(checks.some(({ ok }) => !ok)).toBe(true);
  });

  it('takes styles that stand on themselves', async () => {
    const circle = change(
      'word/styles.xml',
      replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Title"/>'),
    );
    await expect(verifyDocument(circle, standard)).resolves.toBeDefined();
  });
});
