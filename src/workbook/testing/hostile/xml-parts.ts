import {
  cellXml,
  type HostileFile,
  mainNamespace,
  noise,
  relationshipsXml,
  sheetPart,
  sheetXml,
  stringsPart,
  stringsXml,
  stylesPart,
  unharmed,
  victimParts,
  withParts,
  workbookPart,
  workbookRelationships,
  workbookXml,
} from './hostile-file.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const mebibyte = 1024 * 1024;

/** Parts whose XML is broken, tricky, endless or in another encoding. */
export function hostileXml(): HostileFile[] {
  return [...documentTypes(), ...mixtures(), ...encodings(), ...shapes()];
}

/** The victim's part with something put before its root element. */
function before(part: string, text: string): Buffer {
  return withParts({
    [part]: String(victimParts()[part]).replace(/^<\?xml[^>]*>\n?/, `${declaration}${text}`),
  });
}

function documentTypes(): HostileFile[] {
  const inside = (place: string, part: string): HostileFile => ({
    name: `文档类型声明-${place}.xlsx`,
    about: `a document type with an external entity in ${part}`,
    outcome: 'workbook-hostile',
    make: () => before(part, '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'),
  });
  const laughs = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
  );
  return [
    inside('工作簿', workbookPart),
    inside('关系', workbookRelationships),
    inside('样式', stylesPart),
    inside('共享文字', stringsPart),
    {
      name: '十亿个笑.xlsx',
      about: 'billion laughs: entities that stand for a thousand million words',
      outcome: 'workbook-hostile',
      make: () =>
        withParts({
          [stringsPart]: `<!DOCTYPE sst [<!ENTITY l0 "哈">${laughs.join('')}]>${stringsXml('<si><t>&l9;</t></si>')}`,
        }),
    },
    {
      name: '参数实体.xlsx',
      about: 'a parameter entity that fetches a document type from elsewhere',
      outcome: 'workbook-hostile',
      make: () => before(sheetPart, '<!DOCTYPE x [<!ENTITY % d SYSTEM "http://127.0.0.1:9/x.dtd"> %d;]>'),
    },
    {
      name: '文档类型声明在后.xlsx',
      about: 'a document type among the rows, where only the fast first scan passes',
      outcome: 'workbook-hostile',
      make: () => withParts({ [sheetPart]: sheetXml('<row r="1"/><!DOCTYPE x><row r="2"/>') }),
    },
    {
      name: '未定义的实体.xlsx',
      about: 'entities that nothing defines stay as they stand',
      outcome: { reads: { A1: '甲&nbsp;乙&evil;' } },
      make: () => withParts({ [sheetPart]: cellXml('<v>甲&nbsp;乙&evil;</v>') }),
    },
    {
      name: '引入外部文件.xlsx',
      about: 'XInclude and a style sheet instruction: never followed',
      outcome: { reads: { A1: '甲' } },
      make: () =>
        withParts({
          [sheetPart]: `<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>${cellXml(
            '<v>甲<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/></v>',
          )}`,
        }),
    },
  ];
}

function mixtures(): HostileFile[] {
  return [
    {
      name: '文字节与注释.xlsx',
      about: 'CDATA, comments and instructions in the middle of values',
      outcome: { reads: { A1: '甲乙<b>&amp;丙', B1: 125, C1: '丁戊' } },
      make: () =>
        withParts({
          [sheetPart]: sheetXml(
            '<row r="1"><c r="A1" t="str"><v>甲<!-- 注 -->乙<![CDATA[<b>&amp;]]><?php exit ?>丙</v></c>' +
              '<c r="B1"><v>1<!-- 9 -->2<![CDATA[5]]></v></c><!-- <c r="B1"><v>9</v></c> -->' +
              '<c r="C1" t="s"><v>0</v></c></row>',
          ),
          [stringsPart]: stringsXml('<!-- <si><t>假</t></si> --><si><t>丁<![CDATA[戊]]></t></si>'),
        }),
    },
    {
      name: '注释里的行.xlsx',
      about: 'rows and the end of the rows stand in comments and CDATA, to mislead the first scan',
      outcome: { reads: { A1: 1, A2: 2 } },
      make: () =>
        withParts({
          [sheetPart]: sheetXml(
            '<row r="1"><c r="A1"><v>1</v></c></row><!-- </sheetData><row r="9"> -->' +
              '<row r="2"><c r="A2"><v>2</v></c><![CDATA[<row r="1">]]></row>',
          ),
        }),
    },
    {
      name: '控制字符.xlsx',
      about: 'characters that XML cannot hold, written as escapes and references',
      outcome: { reads: { A1: '甲\u0000乙\u001b[2J', B1: '_x0041_', C1: '&#0;&#1114112;' } },
      make: () =>
        withParts({
          [sheetPart]: sheetXml(
            '<row r="1"><c r="A1" t="str"><v>甲_x0000_乙_x001B_[2J</v></c>' +
              '<c r="B1" t="str"><v>_x005F_x0041_</v></c><c r="C1" t="str"><v>&#0;&#1114112;</v></c></row>',
          ),
        }),
    },
    {
      name: '半个字符.xlsx',
      about: 'halves of surrogate pairs, as references and escapes; a whole pair of escapes is a character',
      outcome: { reads: { A1: '甲\ufffd乙', B1: '丙\ufffd丁', C1: '😀', D1: '\ufffd' } },
      make: () =>
        withParts({
          [sheetPart]: sheetXml(
            '<row r="1"><c r="A1" t="str"><v>甲&#xD800;乙</v></c><c r="B1" t="str"><v>丙_xDC00_丁</v></c>' +
              '<c r="C1" t="str"><v>_xD83D__xDE00_</v></c><c r="D1" t="s"><v>0</v></c></row>',
          ),
          [stringsPart]: stringsXml('<si><t>_xD800_</t></si>'),
        }),
    },
  ];
}

function encodings(): HostileFile[] {
  const sheet = () => String(victimParts()[sheetPart]);
  const strings = () => String(victimParts()[stringsPart]);
  const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
  const bad = (name: string, about: string, bytes: Buffer): HostileFile => ({
    name: `编码-${name}.xlsx`,
    about: `shared strings that are no UTF-8: ${about}`,
    outcome: 'workbook-corrupt',
    make: () => {
      const whole = Buffer.from(strings());
      const at = whole.indexOf('第一幼儿园');
      return withParts({ [stringsPart]: Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at)]) });
    },
  });
  return [
    {
      name: '编码-统一码小端.xlsx',
      about: 'parts in UTF-16 with a mark: a good file',
      outcome: unharmed,
      make: () =>
        withParts({
          [sheetPart]: Buffer.from(`\ufeff${sheet()}`, 'utf16le'),
          [stringsPart]: Buffer.from(`\ufeff${strings()}`, 'utf16le'),
        }),
    },
    {
      name: '编码-统一码大端无标记.xlsx',
      about: 'parts in big-endian UTF-16 without a mark: a good file',
      outcome: unharmed,
      make: () => withParts({ [sheetPart]: bigEndian(sheet()), [stringsPart]: bigEndian(strings()) }),
    },
    {
      name: '编码-统一码只有半个.xlsx',
      about: 'UTF-16 that ends in the middle of a unit',
      outcome: 'workbook-corrupt',
      make: () => withParts({ [stringsPart]: Buffer.from(`\ufeff${strings()}`, 'utf16le').subarray(0, -1) }),
    },
    {
      name: '编码-声明不实.xlsx',
      about: 'UTF-8 that calls itself UTF-16, as some programs write it: a good file',
      outcome: unharmed,
      make: () => withParts({ [stringsPart]: strings().replace('UTF-8', 'utf-16') }),
    },
    {
      name: '编码-国标码.xlsx',
      about: 'a part in GBK that says so: a good file',
      outcome: unharmed,
      make: () => {
        const [head, tail] = strings().replace('UTF-8', 'gbk').split('云溪市东湖区第一幼儿园') as [
          string,
          string,
        ];
        const name = Buffer.from('d4c6cfaacad0b6abbafec7f8b5dad2bbd3d7b6f9d4b0', 'hex');
        const heading = Buffer.from('d4b0cbf9c3fbb3c6', 'hex');
        const count = Buffer.from('b0e0bcb6cafd', 'hex');
        const [start, middle, rest] = head.split(/园所名称|班级数/) as [string, string, string];
        return withParts({
          [stringsPart]: Buffer.concat([
            Buffer.from(start),
            heading,
            Buffer.from(middle),
            count,
            Buffer.from(rest),
            name,
            Buffer.from(tail),
          ]),
        });
      },
    },
    bad('断开的字', 'a character without its last byte', Buffer.from([0xe5, 0x9b])),
    bad('过长的写法', 'a slash in two bytes', Buffer.from([0xc0, 0xaf])),
    bad('代理字符', 'half of a surrogate pair', Buffer.from([0xed, 0xa0, 0x80])),
    bad('国标码冒充', 'GBK that does not say so', Buffer.from('d4b0cbf9c3fbb3c6', 'hex')),
    bad('孤立的后续字节', 'a continuation byte alone', Buffer.from([0x80])),
    {
      name: '编码-坏在远处.xlsx',
      about: 'a bad byte far inside a sheet that is read in many chunks',
      outcome: 'workbook-corrupt',
      make: () => {
        const whole = Buffer.from(
          sheetXml(
            Array.from(
              { length: 60_000 },
              (_, row) => `<row r="${row + 1}"><c t="str"><v>东湖区第${row}幼儿园</v></c></row>`,
            ).join(''),
          ),
        );
        const at = whole.indexOf('第45678幼');
        whole[at + 1] = 0x2e;
        return withParts({ [sheetPart]: whole });
      },
    },
  ];
}

function shapes(): HostileFile[] {
  const broken = (name: string, about: string, part: string, content: string | Uint8Array): HostileFile => ({
    name: `不合规范-${name}.xlsx`,
    about,
    outcome: 'workbook-corrupt',
    make: () => withParts({ [part]: content }),
  });
  const depth = 300_000;
  return [
    broken('没有闭合', 'the sheet is cut inside a tag', sheetPart, `${sheetXml('').slice(0, -5)}`),
    broken('多一个闭合', 'a closing tag too many', sheetPart, `${sheetXml('')}</worksheet>`),
    broken(
      '共享文字截断',
      'the shared strings are cut inside an item',
      stringsPart,
      `<sst ${mainNamespace}><si><t>园`,
    ),
    broken('样式截断', 'the styles are cut', stylesPart, `<styleSheet ${mainNamespace}><cellXfs><xf`),
    broken('工作簿截断', 'the workbook part is cut', workbookPart, workbookXml('').slice(0, -9)),
    broken('空部件', 'the sheet part is empty', sheetPart, ''),
    broken('乱码部件', 'the sheet part is noise', sheetPart, noise(5000)),
    broken(
      '属性无引号',
      'attribute values without quotes',
      sheetPart,
      sheetXml('<row r=1><c><v>1</v></c></row>'),
    ),
    broken(
      '孤立小于号',
      'a < that begins nothing',
      sheetPart,
      sheetXml('<row r="1"><c><v>1 < 2</v></c></row>'),
    ),
    broken('怪声明', 'a declaration that is none', sheetPart, `<!ELEMENT x ANY>${sheetXml('')}`),
    broken(
      '两段行数据',
      'rows in two places: which of them count?',
      sheetPart,
      sheetXml('', '<sheetData><row r="1"><c><v>1</v></c></row></sheetData>'),
    ),
    broken(
      '文字套文字',
      'an item of the shared strings inside another',
      stringsPart,
      stringsXml('<si><si><t>甲</t></si></si><si><t>乙</t></si><si><t>丙</t></si>'),
    ),
    {
      name: '嵌套三十万层.xlsx',
      about: 'elements 300,000 deep, in the sheet, the strings and the workbook part',
      outcome: { reads: { A1: '园所名称' } },
      make: () => {
        const nest = '<a>'.repeat(depth) + '</a>'.repeat(depth);
        return withParts({
          [sheetPart]: sheetXml(`<row r="1">${nest}<c r="A1" t="s"><v>0</v></c></row>`, nest),
          [stringsPart]: stringsXml(`<si>${nest}<t>园所名称</t></si>`),
          [workbookPart]: workbookXml('<sheet name="表" r:id="rId1"/>', nest),
        });
      },
    },
    {
      name: '嵌套没有尽头.xlsx',
      about: 'elements three million deep that are never closed',
      outcome: 'workbook-corrupt',
      make: () => withParts({ [sheetPart]: sheetXml('<a>'.repeat(3_000_000)) }),
    },
    {
      name: '属性没有尽头.xlsx',
      about: 'an attribute of eight megabytes',
      outcome: 'workbook-too-large',
      make: () => withParts({ [sheetPart]: sheetXml(`<row r="1" x="${'x'.repeat(8 * mebibyte)}"/>`) }),
    },
    {
      name: '注释没有尽头.xlsx',
      about: 'a comment of eight megabytes',
      outcome: 'workbook-too-large',
      make: () => withParts({ [sheetPart]: sheetXml(`<!--${'x'.repeat(8 * mebibyte)}-->`) }),
    },
    {
      name: '标签名没有尽头.xlsx',
      about: 'an element whose name is eight megabytes long',
      outcome: 'workbook-too-large',
      make: () => withParts({ [sheetPart]: sheetXml(`<${'x'.repeat(8 * mebibyte)}/>`) }),
    },
    {
      name: '十万个属性.xlsx',
      about: 'a hundred thousand attributes on one cell',
      outcome: { reads: { A1: 7 } },
      make: () => {
        const attributes = Array.from({ length: 100_000 }, (_, index) => ` a${index}=""`).join('');
        return withParts({ [sheetPart]: cellXml('<v>7</v>', attributes) });
      },
    },
    {
      name: '注释无穷.xlsx',
      about: 'four hundred thousand comments before a single row',
      outcome: { reads: { A1: 7 } },
      make: () =>
        withParts({
          [sheetPart]: sheetXml(`${'<!---->'.repeat(400_000)}<row r="1"><c r="A1"><v>7</v></c></row>`),
        }),
    },
    {
      name: '关系成环.xlsx',
      about: 'the workbook is its own sheet',
      outcome: 'workbook-corrupt',
      make: () =>
        withParts({ [workbookRelationships]: relationshipsXml(['rId1', 'worksheet', 'workbook.xml']) }),
    },
  ];
}
