import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ooxmlProblems } from '../documents/testing/validate-ooxml.ts';
import { type PaperDesk, paperDesk } from './testing/paper-desk.ts';
import { wordTemplate } from './testing/word-template.ts';

/** An office's own kind: a YAML and a template in 幼联模板/papers, nothing else. */
async function office(template: string | Uint8Array, fields: string, more = 'subject: group') {
  const desk = await paperDesk();
  const folder = join(desk.folder, '幼联模板', 'papers');
  mkdirSync(folder, { recursive: true });
  const file = typeof template === 'string' ? '名册.md' : '名册.docx';
  writeFileSync(join(folder, file), template);
  const text = `id: members\nname: 成员名册\n${more}\ntemplate: ${file}\nfields:\n${fields}\n`;
  writeFileSync(join(folder, 'members.yaml'), text);
  return desk;
}

const make = (desk: PaperDesk, ...words: readonly string[]) =>
  desk.play('document', 'make', '成员名册', '--group', '东湖联盟', ...words, '-o', '名册.docx', '--force');

const codes = (err: string) => [...err.matchAll(/（([a-z-]+)）/g)].map(([, code]) => code);

const remark = '  - { name: 备注, ask: 备注 }';

describe("an office's own kind with a Word template", () => {
  const roll = wordTemplate([
    '{{集体.名称}}成员名册（{{集体.周期起|日期}}起）',
    '{{#如果 集体.成员数 > 2}}成员较多，共{{集体.成员数|几}}所：{{成员.名称|连接 2 所}}。{{/如果}}',
    '{{#如果 没有 成员}}没有成员。{{/如果}}',
    [
      ['序号', '名称', '班级数'],
      ['{{#每个 成员 为 园}}{{序号}}', '{{园.名称}}', '{{园.班级数|默认 —}}{{/每个}}'],
    ],
    '备注：{{备注}}',
  ]);

  it('is filled in, loops in tables too, with values as they are, and the same bytes each time', async () => {
    const desk = await office(roll, remark);
    const hostile = '{{集体.名称}} <w:p/> & | # 𠮷\\n第二行';
    const { exit, err } = await make(desk, '--field', `备注=${hostile}`);
    expect(exit, err).toBe(0);
    expect(ooxmlProblems(desk.bytes('名册.docx'))).toEqual([]);
    expect(desk.text('名册.docx')).toBe(`东湖联盟成员名册（2026年1月1日起）
成员较多，共三所：东湖区星星幼儿园、东湖区𠮷野幼儿园等3所。
| 序号 | 名称 | 班级数 |
| 1 | 东湖区星星幼儿园 | — |
| 2 | 东湖区𠮷野幼儿园 | 6 |
| 3 | 东湖区经济技术开发区第一实验学校附属湖滨新城阳光幼儿园 | 6 |
备注：{{集体.名称}} <w:p/> & | # 𠮷 第二行
`);
    const first = Buffer.from(desk.bytes('名册.docx'));
    await make(desk, '--field', `备注=${hostile}`);
    expect(first.equals(Buffer.from(desk.bytes('名册.docx')))).toBe(true);
  });

  it('lists what it left blank', async () => {
    const desk = await office(roll, remark);
    const { exit, err } = await make(desk);
    expect([exit, codes(err)]).toEqual([0, ['paper-field-blank']]);
    expect(desk.text('名册.docx')).toContain('备注：＿＿');
  });

  it.each([
    ['联系人{{联系仁}}', '没有“联系仁”这个字段'],
    ['{{#每个 成员}}{{名秤}}{{/每个}}', '是不是“名称”'],
    ['{{集体.名称|大写}}', '没有“大写”这种格式'],
    ['{{集体.名称', '“{{”后面缺少“}}”'],
    ['集体.名称}}', '“}}”前面缺少“{{”'],
    ['{{#如果 集体.名称}}甲', '没有结束'],
    ['甲{{/如果}}', '前面没有'],
    ['{{#如果 集体.名称}}甲{{#否则}}乙{{/如果}}', '不能用 {{#否则}}'],
    ['{{#如果 集体.名称 >}}甲{{/如果}}', '条件没有写完'],
  ])('names the place of a mistake: %s', async (text, expected) => {
    const { exit, err } = await make(await office(wordTemplate(['标题', text]), remark));
    expect([exit, codes(err)[0]]).toEqual([2, 'paper-template-tag']);
    expect(err).toContain(expected);
  });

  it('refuses a file that is none of Word, and a value that does not fit its format', async () => {
    const foreign = await make(await office(Uint8Array.from([1, 2, 3]), remark));
    expect([foreign.exit, codes(foreign.err)]).toEqual([2, ['document-unreadable']]);
    const loop = strFromU8(
      unzipSync(wordTemplate(['{{#每个 成员}}{{名称}}{{/每个}}']))['word/document.xml']!,
    );
    const inControl = loop
      .replace('<w:p>', '<w:sdt><w:sdtContent><w:p>')
      .replace('</w:p>', '</w:p></w:sdtContent></w:sdt>');
    const controlled = zipSync({ ...unzipSync(roll), 'word/document.xml': strToU8(inControl) });
    const broken = await make(await office(controlled, remark));
    expect([broken.exit, codes(broken.err)]).toEqual([2, ['paper-template-broken']]);
    expect(broken.err).toContain('内容控件');
    const unfit = await make(await office(wordTemplate(['{{集体.名称|日期}}']), remark));
    expect([unfit.exit, codes(unfit.err)]).toEqual([2, ['paper-template-value']]);
  });
});

describe("an office's own kind in plain text", () => {
  it('is laid out like the built-in ones', async () => {
    const desk = await office(
      '# {{集体.名称}}名册\n{{#每个 成员}}\n+ {{名称}}\n{{/每个}}\n备注：{{备注}}',
      remark,
    );
    const { exit, err } = await make(desk, '--field', '备注=无');
    expect(exit, err).toBe(0);
    expect(desk.text('名册.docx')).toContain('东湖联盟名册\n\n1.东湖区星星幼儿园\n2.东湖区𠮷野幼儿园');
    const listed = JSON.parse((await desk.play('document', 'list', '成员名册', '--json')).out);
    expect(listed).toMatchObject([{ id: 'members', own: true, fields: [{ name: '备注' }] }]);
  });

  it('replaces a built-in template by one of the same name', async () => {
    const desk = await office('x', remark);
    writeFileSync(join(desk.folder, '幼联模板/papers/agreement.md'), '# 本单位的协议\n{{甲方}}');
    expect((await desk.play('document', 'make', '协议', '--group', '东湖联盟', '-o', '协议.docx')).exit).toBe(
      0,
    );
    expect(desk.text('协议.docx')).toContain('本单位的协议');
  });

  it.each([
    ['  - { name: 备注 }', '至少写一个'],
    ['  - { name: 备 注, ask: 甲 }', '不含空格和标点'],
    ['  - { name: 备注, ask: 甲 }\n  - { name: 备注, ask: 乙 }', '重复'],
    ['  - { name: 备注, ask: 甲, 必填: true }', '没有“必填”这一项'],
  ])('says where its YAML is wrong: %s', async (fields, expected) => {
    const desk = await office('x', fields);
    const { exit, err } = await desk.play(
      'document',
      'make',
      'members',
      '--group',
      '东湖联盟',
      '-o',
      'x.docx',
    );
    expect([exit, codes(err)]).toEqual([2, ['paper-invalid']]);
    expect(err).toContain(expected);
    // The others are listed all the same.
    const listed = await desk.play('document', 'list', '--json');
    expect([listed.exit, JSON.parse(listed.out)]).toEqual([1, expect.objectContaining({ length: 11 })]);
  });

  it('says which fact a field cannot come from', async () => {
    const desk = await office('x', '  - { name: 备注, from: 集休.名称 }');
    const { exit, err } = await make(desk);
    expect([exit, codes(err)]).toEqual([2, ['paper-source-unknown']]);
    expect(err).toContain('集体');
  });
});
