import { makeXlsx } from '../make-xlsx.ts';
import {
  type HostileFile,
  mainNamespace,
  relationshipsXml,
  sheetPart,
  sheetXml,
  stylesPart,
  unharmed,
  victim,
  victimParts,
  withParts,
  workbookPart,
  workbookRelationships,
  workbookXml,
} from './hostile-file.ts';

const relations = [
  ['rIdStyles', 'styles', 'styles.xml'],
  ['rIdStrings', 'sharedStrings', 'sharedStrings.xml'],
] as const;

const mebibyte = 1024 * 1024;

/** Workbooks whose parts refer to one another in ways that none should. */
export function hostilePackages(): HostileFile[] {
  return [...targets(), ...sheets(), ...styles()];
}

function targets(): HostileFile[] {
  const root = '_rels/.rels';
  const toSheet = (
    name: string,
    about: string,
    target: string,
    outcome: HostileFile['outcome'],
  ): HostileFile => ({
    name: `关系-${name}.xlsx`,
    about: `the sheet's relationship ${about}`,
    outcome,
    make: () =>
      withParts({ [workbookRelationships]: relationshipsXml(['rId1', 'worksheet', target], ...relations) }),
  });
  return [
    {
      name: '关系-主部件在外.xlsx',
      about: 'the main part would be a file of this machine: the usual one is taken',
      outcome: unharmed,
      make: () =>
        withParts({ [root]: relationshipsXml(['rId1', 'officeDocument', '../../../../etc/passwd']) }),
    },
    {
      name: '关系-主部件是网址.xlsx',
      about: 'the main part would be fetched: the usual one is taken',
      outcome: unharmed,
      make: () => withParts({ [root]: relationshipsXml(['rId1', 'officeDocument', 'http://127.0.0.1:9/x']) }),
    },
    {
      name: '关系-主部件是它自己.xlsx',
      about: 'the main part is the relationships part itself',
      outcome: 'workbook-part-missing',
      make: () => withParts({ [root]: relationshipsXml(['rId1', 'officeDocument', '_rels/.rels']) }),
    },
    toSheet('往上走', 'climbs out of the container', '../../../../etc/passwd', 'workbook-part-missing'),
    toSheet('绕一圈', 'goes up and down again', '../xl/./worksheets/../worksheets/sheet1.xml', unharmed),
    toSheet('百分号编码', 'is percent-encoded', '/xl/worksheets%2Fsheet1%2Exml', unharmed),
    toSheet(
      '坏的百分号',
      'has a percent sign that encodes nothing',
      'worksheets/%zz.xml',
      'workbook-part-missing',
    ),
    toSheet(
      '网络路径',
      'is a share of another machine',
      '\\\\127.0.0.1\\x\\sheet1.xml',
      'workbook-part-missing',
    ),
    toSheet('空', 'points nowhere', '', 'workbook-part-missing'),
    {
      name: '关系-外部工作表.xlsx',
      about: 'the sheet is external',
      outcome: 'workbook-part-missing',
      make: () =>
        withParts({
          [workbookRelationships]: relationshipsXml(
            ['rId1', 'worksheet', 'http://127.0.0.1:9/sheet1.xml', 'External'],
            ...relations,
          ),
        }),
    },
    {
      name: '关系-外部链接.xlsx',
      about: 'links to other workbooks, which are never followed',
      outcome: unharmed,
      make: () =>
        withParts({
          [workbookRelationships]: relationshipsXml(
            ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
            ...relations,
            ['rId9', 'externalLink', 'externalLinks/externalLink1.xml'],
          ),
          'xl/externalLinks/externalLink1.xml': `<externalLink ${mainNamespace}/>`,
          'xl/externalLinks/_rels/externalLink1.xml.rels': relationshipsXml([
            'rId1',
            'externalLinkPath',
            'file://127.0.0.1/x.xlsx',
            'External',
          ]),
        }),
    },
    {
      name: '关系-五万条.xlsx',
      about: '50,000 relationships',
      outcome: 'workbook-too-large',
      make: () =>
        withParts({
          [workbookRelationships]: relationshipsXml(
            ...Array.from({ length: 50_000 }, (_, index) => [`r${index}`, 'image', 'x.png'] as const),
          ),
        }),
    },
    {
      name: '内容类型不对.xlsx',
      about: 'the content types call everything a picture',
      outcome: unharmed,
      make: () =>
        withParts({
          '[Content_Types].xml': '<Types><Default Extension="xml" ContentType="image/png"/></Types>',
        }),
    },
  ];
}

function sheets(): HostileFile[] {
  const named = (name: string, about: string, title: string): HostileFile => ({
    name: `表名-${name}.xlsx`,
    about: `a sheet name ${about}`,
    outcome: unharmed,
    make: () => makeXlsx([{ ...victim, name: title }]),
  });
  return [
    named('一千字', 'of a thousand characters', '东'.repeat(1000)),
    named('标记', 'that looks like markup and a format', '<sheet name="x"/>{part}%s$(id)'),
    named('空', 'that is empty', ''),
    {
      name: '表名-控制字符.xlsx',
      about: 'a sheet name with line ends and the escape that clears a terminal',
      outcome: unharmed,
      make: () =>
        withParts({ [workbookPart]: workbookXml('<sheet name="甲&#10;乙&#27;[2J&#7;" r:id="rId1"/>') }),
    },
    {
      name: '表名相同.xlsx',
      about: 'two sheets of one name',
      outcome: unharmed,
      make: () => makeXlsx([victim, victim]),
    },
    {
      name: '工作表过多.xlsx',
      about: 'one sheet beyond the most',
      outcome: 'workbook-too-large',
      limits: { sheets: 200 },
      make: () => {
        const count = 201;
        const ids = Array.from({ length: count }, (_, index) => index + 1);
        const parts = Object.fromEntries(ids.map((id) => [`xl/worksheets/sheet${id}.xml`, sheetXml('')]));
        return withParts({
          ...parts,
          [workbookPart]: workbookXml(ids.map((id) => `<sheet name="${id}" r:id="r${id}"/>`).join('')),
          [workbookRelationships]: relationshipsXml(
            ...ids.map((id) => [`r${id}`, 'worksheet', `worksheets/sheet${id}.xml`] as const),
          ),
        });
      },
    },
    {
      name: '全部隐藏.xlsx',
      about: 'all sheets are hidden, deeply, and so are their rows and columns',
      outcome: unharmed,
      make: () =>
        makeXlsx([
          { ...victim, visibility: 'veryHidden', hiddenRows: [1, 2], hiddenColumns: [1, 2] },
          { ...victim, name: '又一个', visibility: 'hidden' },
        ]),
    },
    {
      name: '名称三十万个.xlsx',
      about: '300,000 defined names that nobody reads',
      outcome: unharmed,
      make: () =>
        withParts({
          [workbookPart]: workbookXml('<sheet name="表" r:id="rId1"/>').replace(
            '</workbook>',
            `<definedNames>${'<definedName name="x">#REF!</definedName>'.repeat(300_000)}</definedNames></workbook>`,
          ),
        }),
    },
    {
      name: '结构部件过大.xlsx',
      about:
        'a workbook part of megabytes of noise: relationships and names of any size would fill the memory',
      outcome: 'workbook-too-large',
      limits: { structureBytes: mebibyte },
      make: () => {
        const junk = Array.from({ length: 2 }, (_, index) => {
          const part = Buffer.from(
            Uint8Array.from({ length: 768 * 1024 }, (_, at) => (at * (index + 7) * 2_654_435_761) >>> 24),
          );
          return `<!--${part.toString('base64')}-->`;
        });
        return withParts({ [workbookPart]: workbookXml('<sheet name="表" r:id="rId1"/>', junk.join('')) });
      },
    },
  ];
}

function styles(): HostileFile[] {
  const styled = (formats: string, cells: string) => ({
    [stylesPart]: `<styleSheet ${mainNamespace}>${formats}</styleSheet>`,
    [sheetPart]: sheetXml(`<row r="1">${cells}</row>`),
  });
  const formatted = (code: string) =>
    styled(
      `<numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>`,
      '<c r="A1" s="1"><v>44271</v></c>',
    );
  return [
    {
      name: '样式-两百万种.xlsx',
      about: 'two million cell formats',
      outcome: 'workbook-too-large',
      make: () => withParts(styled(`<cellXfs>${'<xf/>'.repeat(2_000_000)}</cellXfs>`, '')),
    },
    {
      name: '样式-不存在.xlsx',
      about: 'cells of formats that do not exist',
      outcome: { reads: { A1: 1, B1: 2, C1: 3 } },
      make: () =>
        withParts(
          styled(
            '<cellXfs><xf numFmtId="-7"/><xf numFmtId="x"/></cellXfs>',
            '<c r="A1" s="99999999"><v>1</v></c><c r="B1" s="-1"><v>2</v></c><c r="C1" s="1"><v>3</v></c>',
          ),
        ),
    },
    {
      name: '样式-格式没有闭合.xlsx',
      about: 'a number format of 200,000 opening brackets and quotes',
      outcome: { reads: { A1: 44271 } },
      make: () => withParts(formatted(`${'['.repeat(100_000)}${'&quot;'.repeat(100_001)}`)),
    },
    {
      name: '样式-格式极长.xlsx',
      about: 'a number format of a million letters, each the beginning of a code',
      outcome: { reads: { A1: 44271 } },
      make: () => withParts(formatted('AGE'.repeat(350_000))),
    },
    {
      name: '样式-六百个长格式.xlsx',
      about: '600 number formats of 50,000 characters each: they would be held in memory',
      outcome: unharmed,
      make: () => {
        const long = 'y'.repeat(50_000);
        const formats = Array.from(
          { length: 600 },
          (_, index) => `<numFmt numFmtId="${200 + index}" formatCode="${index}${long}"/>`,
        );
        const parts = victimParts();
        return withParts({
          ...parts,
          [stylesPart]: `<styleSheet ${mainNamespace}><numFmts>${formats.join('')}</numFmts></styleSheet>`,
        });
      },
    },
  ];
}
