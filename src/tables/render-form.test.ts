import exceljs, { type Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { parseRange } from '../workbook/address.ts';
import type { FormDefinition } from './definition.ts';
import type { FormContent } from './form-layout.ts';
import { loadTable } from './load.ts';
import { renderForm } from './render-form.ts';

const definition = loadTable('application', [builtInTemplates()]) as FormDefinition;
const wording = { words: { area: '云溪市', slogan: '“共建 共享 共成长”' }, labels: {} };

async function render(
  content: Partial<FormContent> = {},
): Promise<{ sheet: Worksheet; cut: readonly string[] }> {
  const { bytes, cut } = await renderForm(definition, { values: {}, wording, ...content });
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  return { sheet: workbook.worksheets[0]!, cut };
}

/** Height of the grid in points. */
const gridHeight = (sheet: Worksheet) =>
  Array.from({ length: 11 }, (_, index) => sheet.getRow(index + 3).height ?? 0).reduce((a, b) => a + b, 0);
/** What a page of A4 holds below the title, within the margins. */
const printed = 668;
const page = definition.rowHeights.reduce((sum, height) => sum + height, 0);

const values = {
  name: '东湖区星星幼儿园',
  size: '9个班270人',
  postcode: '027710',
  legalRepresentative: '苏晓棠',
  phone: '0632-3311234',
  mobile: '13800138000',
  email: 'xingxing_youeryuan@example.com',
  leadName: '云溪市实验幼儿园',
  project: '=园本教研',
};

describe('the application form (附件3)', () => {
  it('is the grid of seven columns and eleven rows under attachment and title', async () => {
    const { sheet } = await render({ values });
    expect(sheet.getCell('A1').value).toBe('附件3');
    expect(sheet.getCell('A2').value).toBe('云溪市幼儿园“共建 共享 共成长”联盟申请表');
    const grid: Record<string, string> = {
      A3: '联盟园基本信息',
      A8: '主导园信息',
      A10: '联盟事宜',
      A12: '推荐单位',
      A13: '推荐意见',
      B3: '单位名称',
      F3: '园所规模',
      B4: '通讯地址',
      F4: '邮政编码',
      B5: '法定代表人',
      D5: '职务',
      F5: '电话',
      B6: '联系人',
      D6: '移动电话',
      F6: '固定电话',
      F7: '业务邮箱',
      B8: '单位名称',
      F8: '电话',
      B9: '联系地址',
      F9: '业务邮箱',
      B10: '联盟项目内容',
      B11: '预期效果',
      C3: '东湖区星星幼儿园',
      G3: '9个班270人',
      G4: '027710',
      C5: '苏晓棠',
      G5: '0632-3311234',
      E6: '13800138000',
      G7: 'xingxing_youeryuan@example.com',
      C8: '云溪市实验幼儿园',
      C10: '=园本教研',
    };
    for (const [address, text] of Object.entries(grid))
      expect([address, sheet.getCell(address).value]).toEqual([address, text]);
    const merges = (sheet.model.merges as unknown as string[]).slice().sort();
    expect(merges).toEqual(
      ['A1:G1', 'A2:G2', 'A3:A7', 'A8:A9', 'A10:A11', 'C3:E3', 'C4:E4', 'B6:B7', 'C6:C7', 'D6:D7', 'E6:E7']
        .concat(['C8:E8', 'C9:E9', 'C10:G10', 'C11:G11', 'B12:G12', 'B13:G13'])
        .sort(),
    );
    expect([sheet.rowCount, sheet.columnCount]).toEqual([13, 7]);
  });

  it('prints on one A4 portrait page', async () => {
    const { sheet } = await render({ values });
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 1,
      printArea: 'A1:G13',
    });
    expect(gridHeight(sheet)).toBeLessThanOrEqual(printed);
  });

  it('has text in every cell, also what looks like a number or a formula', async () => {
    const { sheet } = await render({ values });
    for (const { key, valueAt } of definition.fields) {
      const range = parseRange(valueAt)!;
      const cell = sheet.getCell(range.top + 2, range.left);
      expect([key, cell.numFmt]).toEqual([key, '@']);
      if (key in values) expect([key, cell.type]).toEqual([key, exceljs.ValueType.String]);
    }
  });

  it('leaves room for seal and date at the bottom right until an opinion is given', async () => {
    const empty = (await render({ values })).sheet.getCell('B13');
    expect(empty.text).toMatch(/^（盖章）\s*\n年\s*月\s*日$/u);
    expect(empty.alignment).toMatchObject({ horizontal: 'right', vertical: 'bottom' });
    const given = (await render({ values: { ...values, opinion: '同意推荐。' } })).sheet;
    expect(given.getCell('B13').value).toBe('同意推荐。');
    expect(given.getRow(13).height).toBeGreaterThanOrEqual(130);
  });

  it('takes height from the roomy rows, then the others, then brings the long text alone down', async () => {
    const some = (await render({ values: { ...values, project: '园本教研。'.repeat(50) } })).sheet;
    expect(some.getCell('C10').font.size).toBe(12);
    expect(some.getRow(10).height).toBeGreaterThan(118);
    expect(some.getRow(11).height).toBeLessThan(118);
    expect(gridHeight(some)).toBeLessThanOrEqual(printed);
    expect(some.getRow(3).height).toBe(36);
    const more = (await render({ values: { ...values, project: '园本教研。'.repeat(66) } })).sheet;
    expect(more.getCell('C10').font.size).toBe(12);
    expect(more.getRow(3).height).toBeLessThan(36);
    expect(gridHeight(more)).toBeLessThanOrEqual(printed);
    const long = (await render({ values: { ...values, project: '园本教研。'.repeat(120) } })).sheet;
    expect(long.getCell('C10').font.size).toBeLessThan(12);
    expect(long.getCell('C10').font.size).toBeGreaterThanOrEqual(9);
    for (const at of ['C3', 'C4', 'G3', 'E6']) expect(long.getCell(at).font.size).toBe(12);
    expect(long.getRow(13).height).toBeGreaterThanOrEqual(130);
    expect(gridHeight(long)).toBeLessThanOrEqual(printed);
    const most = await render({ values: { ...values, project: '园本教研。'.repeat(250) } });
    expect(gridHeight(most.sheet)).toBeGreaterThan(page);
    expect(most.cut).toEqual([]);
  });

  it('centres short values and sets names, addresses and long texts a little off the border', async () => {
    const all = Object.fromEntries(definition.fields.map(({ key }) => [key, '文']));
    const { sheet } = await render({ values: all });
    const sides = definition.fields.map(({ key, valueAt }) => {
      const { top, left } = parseRange(valueAt)!;
      const { horizontal, indent } = sheet.getCell(top + 2, left).alignment;
      return [key, horizontal, indent ?? 0];
    });
    const texts = ['name', 'address', 'leadName', 'leadAddress', 'project', 'expectedEffect', 'recommender'];
    expect(sides).toEqual(
      definition.fields.map(({ key }) =>
        [...texts, 'opinion'].includes(key) ? [key, 'left', 1] : [key, 'center', 0],
      ),
    );
  });

  it('says which fields cannot be seen whole', async () => {
    const { cut, sheet } = await render({ values: { ...values, project: '园本教研。'.repeat(1500) } });
    expect(cut).toEqual(['project']);
    expect(sheet.getRow(10).height).toBeLessThanOrEqual(409);
  });

  it('protects titles and labels of a blank, and nothing of a filled form', async () => {
    const blank = (await render({ isBlank: true })).sheet;
    const protection = (blank.model as unknown as { sheetProtection: Record<string, unknown> })
      .sheetProtection;
    expect(protection).toMatchObject({ sheet: true });
    expect(protection).not.toHaveProperty('hashValue');
    expect(blank.getCell('C3').protection?.locked).toBe(false);
    expect(blank.getCell('B3').protection?.locked ?? true).toBe(true);
    const filled = (await render({ values })).sheet;
    expect((filled.model as unknown as { sheetProtection: unknown }).sheetProtection).toBeFalsy();
  });

  it('names the roles as another policy does', async () => {
    const { sheet } = await render({
      wording: { words: {}, labels: { 主导园: '龙头园', 联盟园: '成员园', 联盟: '集团' } },
    });
    expect(['A2', 'A3', 'A8', 'A10', 'B10'].map((at) => sheet.getCell(at).value)).toEqual([
      '幼儿园集团申请表',
      '成员园基本信息',
      '龙头园信息',
      '集团事宜',
      '集团项目内容',
    ]);
  });

  it('gives the same bytes for the same content', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => renderForm(definition, { values, wording, isBlank: true })),
    );
    expect(Buffer.from(one!.bytes).equals(Buffer.from(two!.bytes))).toBe(true);
  });
});
