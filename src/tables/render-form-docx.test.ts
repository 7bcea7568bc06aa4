import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import type { FormDefinition } from './definition.ts';
import { formPages } from './form-page.ts';
import { loadTable } from './load.ts';
import { renderFormsAsWord } from './render-form-docx.ts';

const definition = loadTable('application', [builtInTemplates()]) as FormDefinition;
const wording = { words: { area: '云溪市', slogan: '“共建 共享 共成长”' }, labels: {} };
const values = { name: '东湖区星星幼儿园', mobile: '13800138000', leadName: '云溪市实验幼儿园' };

function render(...forms: Record<string, string>[]) {
  const { bytes, cut } = renderFormsAsWord(
    definition,
    forms.map((each) => ({ values: each, wording })),
  );
  return { xml: strFromU8(unzipSync(bytes)['word/document.xml']!), cut, bytes };
}

const all = (xml: string, pattern: RegExp) => [...xml.matchAll(pattern)].map((match) => match[1] ?? match[0]);

/** The text of each cell, row by row; a cell merged upwards is `^`. */
function cells(xml: string): string[][] {
  return all(xml, /<w:tr>(.*?)<\/w:tr>/gsu).map((row) =>
    all(row, /<w:tc>(.*?)<\/w:tc>/gsu).map((cell) =>
      cell.includes('<w:vMerge/>') ? '^' : all(cell, /<w:t [^>]*>([^<]*)<\/w:t>/gu).join('|'),
    ),
  );
}

describe('the application form in Word (附件3)', () => {
  it('is the grid of seven columns and eleven rows, merged as it should be, on one A4 portrait page', () => {
    const { xml } = render(values);
    expect(cells(xml)).toEqual([
      ['联盟园基本信息', '单位名称', '东湖区星星幼儿园', '园所规模', ''],
      ['^', '通讯地址', '', '邮政编码', ''],
      ['^', '法定代表人', '', '职务', '', '电话', ''],
      ['^', '联系人', '', '移动电话', '13800138000', '固定电话', ''],
      ['^', '^', '^', '^', '^', '业务邮箱', ''],
      ['主导园信息', '单位名称', '云溪市实验幼儿园', '电话', ''],
      ['^', '联系地址', '', '业务邮箱', ''],
      ['联盟事宜', '联盟项目内容', ''],
      ['^', '预期效果', ''],
      ['推荐单位', ''],
      ['推荐意见', '（盖章）|年　　月　　日'],
    ]);
    expect(all(xml, /<w:gridCol /gu)).toHaveLength(7);
    // Each row covers all seven columns.
    for (const row of all(xml, /<w:tr>(.*?)<\/w:tr>/gsu)) {
      const spans = all(row, /<w:tcPr>(.*?)<\/w:tcPr>/gsu).map((cell) =>
        Number(/gridSpan w:val="(\d)"/u.exec(cell)?.[1] ?? 1),
      );
      expect(spans.reduce((sum, each) => sum + each, 0)).toBe(7);
    }
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
    expect(xml).toContain('<w:jc w:val="right"/>');
    expect(all(xml, /<w:t [^>]*>([^<]*)<\/w:t>/gu).slice(0, 2)).toEqual([
      '附件3',
      '云溪市幼儿园“共建 共享 共成长”联盟申请表',
    ]);
  });

  /** Twentieths of a point that a page holds between its margins. */
  const room = 16_838 - 2 * 1_080;
  const heights = (xml: string) => all(xml, /<w:trHeight w:val="(\d+)"/gu).map(Number);

  it.each([
    ['nothing', {}, 0],
    [
      'long texts',
      { project: '联合备课与观摩。'.repeat(80), expectedEffect: '预期效果很好。'.repeat(60) },
      0,
    ],
    [
      'texts beyond all measure',
      { ...values, project: '联合备课'.repeat(2_000), opinion: '同意。'.repeat(2_000) },
      2,
    ],
    ['many lines', { project: '甲\n'.repeat(40) }, 0],
  ])('stays on its page with %s, and says what is cut', (_, given, cutFields) => {
    const { xml, cut } = render(given);
    const title = 24 * 20 + 42 * 20;
    expect(heights(xml).reduce((sum, each) => sum + each, 0) + title + 20).toBeLessThanOrEqual(room);
    expect(cut[0]).toHaveLength(cutFields);
  });

  it('keeps room for seal and date below an opinion', () => {
    expect(cells(render({ opinion: '同意推荐。\n请予支持。' }).xml).at(-1)).toEqual([
      '推荐意见',
      '同意推荐。|请予支持。|（盖章）|年　　月　　日',
    ]);
  });

  it('takes signs of markup for text, lines for paragraphs, and drops what XML forbids', () => {
    const { xml } = render({ project: '<b>&amp; #[x] $a$\r\n𠮷\u0000\u0007\ud800"\t\'' });
    expect(cells(xml)[7]).toEqual(['联盟事宜', '联盟项目内容', '&lt;b&gt;&amp;amp; #[x] $a$|𠮷" \'']);
  });

  it('begins each form on a new page, names every East Asian font, and gives the same bytes', () => {
    const { xml, bytes } = render(values, {}, values);
    expect(all(xml, /<w:tbl>/gu)).toHaveLength(3);
    expect(all(xml, /<w:pageBreakBefore\/>/gu)).toHaveLength(2);
    const runs = all(xml, /<w:r>(.*?)<\/w:r>/gsu);
    expect(runs.filter((run) => !/w:eastAsia="(?:黑体|宋体|方正小标宋简体)"/u.test(run))).toEqual([]);
    expect(Buffer.from(bytes).equals(render(values, {}, values).bytes)).toBe(true);
  });
});

it('lays pages for PDFs out as the Word form, each text once, long addresses breakable', () => {
  const email = 'a_very_long_address_of_the_kindergarten@example.com';
  const { data, cut, texts } = formPages(definition, '申请表', [{ values: { ...values, email }, wording }]);
  const [form] = data.forms as { rows: number[]; cells: { text: string }[] }[];
  expect([form?.rows.length, form?.cells.length, cut]).toEqual([11, 19 * 2 + 3, [[]]]);
  expect(texts[0]).toContain(email);
  expect(form?.cells.some(({ text }) => text.replaceAll('\u200b', '') === email && text !== email)).toBe(
    true,
  );
});
