import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { origins } from './testing/canonical.ts';
import { cityDesk, districtDesk, pack, receive } from './testing/districts.ts';

/** What a district keeps besides its roster, as sheets: a table of each kind. */
const sheets: Readonly<Record<string, string>> = {
  派驻: `跟岗派驻台账
姓名,单位,派驻类型,派出园,派驻园,开始日期,结束日期,联盟名称
罗静,东湖区实验幼儿园,支教,东湖区实验幼儿园,东湖区阳光幼儿园,2026-03-01,2026-06-30,东湖区教育集团
`,
  督导: `督导整改台账
类型,联盟名称,被督导园,督导日期,督学,督学单位,督导内容,发现的问题,严重程度,书面反馈日期
经常性督导,东湖区教育集团,东湖区阳光幼儿园,2026-04-01,马骏,东湖区教育局,安全,门卫登记不全,一般,2026-04-02
经常性督导,东湖区教育集团,东湖区星星幼儿园,2026-04-03,马骏,东湖区教育局,安全,,,
`,
  经费: `专项经费台账
类别,年度,联盟名称,日期,用途,摘要,金额（元）,凭证号
预算,2026,东湖区教育集团,2026-01-10,教研,全年教研,20000,
支出,2026,东湖区教育集团,2026-03-10,教研,春季教研,350.5,记-12
`,
  指标: `指标数据表
年度,指标,园所名称,分子,分母
2024,肥胖发生率,东湖区阳光幼儿园,3,150
`,
  共享资源: `共享资源清单
联盟名称,资源名称,资源类别,提供单位,共享方式
东湖区教育集团,户外器材,设备,东湖区实验幼儿园,预约借用
`,
};

const policies: Readonly<Record<string, string[]>> = { 指标: ['--policy', 'jingan-2023'] };

it('keeps the cell in the district’s own file of every value of every kind of row', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'youlian-出处-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const city = await cityDesk(['东湖区'], '2026-10-10', parent);
  const district = await districtDesk(0, { parent });
  for (const [name, text] of Object.entries(sheets)) {
    district.write(`${name}.csv`, text);
    await district.done('import', `${name}.csv`, '--yes', ...(policies[name] ?? []));
  }
  await receive(city, await pack(district));
  const own = district.read(origins);
  const above = city.read(origins);
  expect([...new Set([...own.keys()].map((row) => row.split(' ')[0]))].sort()).toEqual([
    'activity',
    'fund_budget',
    'fund_entry',
    'indicator_value',
    'inspection',
    'inspection_finding',
    'kindergarten',
    'posting',
    'register_entry',
    'seat',
  ]);
  for (const [row, source] of own) {
    expect(above.get(row), row).toEqual(
      source.map((each) => ({ ...each, path: `东湖区教育局：${each.path}` })),
    );
  }
});
