import { describe, expect, it } from 'vitest';
import { listOffices } from '../ledger/offices.store.ts';
import { saveSeatDistricts } from '../ledger/settings.store.ts';
import { lookUpKindergarten } from './find-kindergarten.ts';
import { findByCode, listKindergartens } from './roster.store.ts';
import { importRows, ledgerOf, operation, type Values } from './testing/roster-bench.ts';

const today = '2023-09-01';
const shiyan: Values = {
  code: '3799020001',
  name: '东湖区实验幼儿园',
  district: '东湖区',
  town: '湖滨街道',
  ownership: '教育部门办',
  inclusive: true,
  classes: 12,
  children: 360,
  staff: 48,
  teachers: 26,
};

describe('importing a roster', () => {
  it('adds kindergartens, and the districts and towns they are in', async () => {
    const ledger = await ledgerOf();
    const { kinds, codes, outcomes } = await importRows(ledger, [
      shiyan,
      { code: '3799020002', name: '云溪市机关幼儿园', district: '市直' },
      { code: '3799030001', name: '石桥镇中心幼儿园', district: '西岭区教体局', town: '石桥镇' },
      { code: '3799030002', name: '西岭第二幼儿园', district: '西岭' },
    ]);
    expect(kinds).toEqual(['inserted', 'inserted', 'inserted', 'inserted']);
    expect(codes).toEqual([]);
    expect(outcomes[0]?.targets).toEqual([
      {
        table: 'kindergarten',
        id: 1,
        fields: expect.arrayContaining(['code', 'name', 'district', 'town', 'classes']),
      },
    ]);
    expect(
      listKindergartens(ledger, today).map(({ name, district, town }) => [name, district, town]),
    ).toEqual([
      ['云溪市机关幼儿园', '市直', null],
      ['东湖区实验幼儿园', '东湖区', '湖滨街道'],
      ['石桥镇中心幼儿园', '西岭区', '石桥镇'],
      ['西岭第二幼儿园', '西岭区', null],
    ]);
    expect(listOffices(ledger).map(({ level, name }) => `${level} ${name}`)).toEqual([
      'city 云溪市',
      'county 东湖区',
      'county 西岭区',
      'town 湖滨街道',
      'town 石桥镇',
    ]);
    expect(findByCode(ledger, '3799020001', '1990-01-01')?.classes).toBe(12);
  });

  it('takes the own district where the ledger is a district’s', async () => {
    const ledger = await ledgerOf('county');
    await importRows(ledger, [
      { name: '实验幼儿园' },
      { name: '东湖区石桥镇中心幼儿园', district: '东湖', town: '石桥镇' },
    ]);
    expect(listKindergartens(ledger, today).map(({ district }) => district)).toEqual(['东湖区', '东湖区']);
  });

  it('finds nothing to do the second time, also without codes', async () => {
    const ledger = await ledgerOf();
    const { code: _code, ...bare } = shiyan;
    const rows = [shiyan, { ...bare, name: '小太阳幼儿园' }, { name: '金摇篮幼儿园' }];
    await importRows(ledger, rows);
    const stamp = ledger.stamp();
    const again = await importRows(ledger, rows);
    expect(again.kinds).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(again.codes).toEqual([]);
    expect(ledger.stamp()).toBe(stamp);
  });

  it('fills what is empty and keeps what differs', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [shiyan]);
    const { outcomes, run } = await importRows(ledger, [
      {
        code: '3799020001',
        name: '东湖区实验幼儿园',
        classes: 15,
        principal: '苏禾',
        creditCode: '91350100M000100Y43',
      },
    ]);
    expect(outcomes[0]).toMatchObject({
      kind: 'updated',
      changes: [
        { field: 'creditCode', before: null, after: '91350100M000100Y43' },
        { field: 'principal', before: null, after: '苏禾' },
        { field: 'classes', before: 12, after: 15, kept: true },
      ].sort((one, other) => (one.kept ? 1 : 0) - (other.kept ? 1 : 0)),
      targets: [{ table: 'kindergarten', id: 1, fields: ['creditCode', 'principal'] }],
    });
    expect(run.findings.map(({ code, cell }) => [code, cell])).toEqual([['conflict-kept', 'D2']]);
    expect(findByCode(ledger, '3799020001', today)).toMatchObject({ classes: 12, principal: '苏禾' });
  });

  it('updates from --since on, and leaves the time before', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [shiyan]);
    const { kinds } = await importRows(
      ledger,
      [{ ...shiyan, classes: 15, town: '新城街道', principal: '苏禾' }],
      {
        onConflict: 'update',
        since: '2022-09-01',
      },
    );
    expect(kinds).toEqual(['updated']);
    expect(findByCode(ledger, '3799020001', '2022-08-31')).toMatchObject({
      classes: 12,
      town: '湖滨街道',
      principal: '苏禾',
    });
    expect(findByCode(ledger, '3799020001', '2022-09-01')).toMatchObject({ classes: 15, town: '新城街道' });
  });

  it('skips a kindergarten with any difference', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [shiyan]);
    const stamp = ledger.stamp();
    const { kinds } = await importRows(
      ledger,
      [
        { ...shiyan, principal: '苏禾' },
        { ...shiyan, code: '3799020009', name: '新芽幼儿园' },
      ],
      {
        onConflict: 'skip',
      },
    );
    expect(kinds).toEqual(['skipped', 'inserted']);
    expect(ledger.stamp()).toBe(stamp + 1);
    expect(findByCode(ledger, '3799020001', today)?.principal).toBeNull();
  });

  it('names every difference with --on-conflict fail, and takes none', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [shiyan]);
    const before = listKindergartens(ledger, today);
    const done = await importRows(ledger, [{ ...shiyan, classes: 15, principal: '苏禾' }], {
      onConflict: 'fail',
    });
    expect(done.run.findings.map(({ code, value }) => [code, value])).toEqual([
      ['import-conflict', '15'],
      ['import-conflict', '苏禾'],
    ]);
    expect(listKindergartens(ledger, today)).toEqual(before);
  });

  it.each([
    ['the same row twice', [shiyan, shiyan], ['inserted', 'unchanged'], []],
    [
      'another row of the same code',
      [shiyan, { ...shiyan, classes: 13 }],
      ['inserted', 'rejected'],
      ['duplicate-row'],
    ],
    [
      'another row of the same name and district',
      [
        { name: '小太阳幼儿园', district: '东湖区', classes: 3 },
        { name: '小太阳幼儿园', district: '东湖区', classes: 4 },
      ],
      ['inserted', 'rejected'],
      ['duplicate-row'],
    ],
    [
      'a row that only adds to the first',
      [
        { name: '小太阳幼儿园', district: '东湖区' },
        { name: '小太阳幼儿园', district: '东湖区', classes: 4 },
      ],
      ['inserted', 'updated'],
      [],
    ],
    [
      'the same name in two districts',
      [
        { name: '小太阳幼儿园', district: '东湖区' },
        { name: '小太阳幼儿园', district: '西岭区' },
      ],
      ['inserted', 'inserted'],
      [],
    ],
    [
      'near names with different codes',
      [
        { ...shiyan, name: '金色童年幼儿园' },
        { ...shiyan, code: '3799020002', name: '金色童车幼儿园' },
      ],
      ['inserted', 'inserted'],
      [],
    ],
    [
      'one name, two codes',
      [shiyan, { ...shiyan, code: '3799020002' }],
      ['inserted', 'inserted'],
      ['namesake'],
    ],
    [
      'the code of one, the name of another',
      [shiyan, { ...shiyan, code: '3799020002', name: '小太阳幼儿园' }, { ...shiyan, name: '小太阳幼儿园' }],
      ['inserted', 'inserted', 'rejected'],
      ['match-contradiction'],
    ],
    [
      'doubtful coordinates',
      [{ ...shiyan, longitude: 135.5, latitude: 34.8 }],
      ['inserted'],
      ['coordinates-implausible'],
    ],
    ['half a pair', [{ ...shiyan, longitude: 117.2 }], ['inserted'], ['coordinates-half']],
    ['more teachers than staff', [{ ...shiyan, teachers: 49 }], ['inserted'], ['teachers-exceed-staff']],
    [
      'more of them trained than there are',
      [{ ...shiyan, preschoolTeachers: 27 }],
      ['inserted'],
      ['preschool-exceed-teachers'],
    ],
    ['46 a class', [{ ...shiyan, children: 552 }], ['inserted'], ['classes-crowded']],
    ['45 a class', [{ ...shiyan, children: 540 }], ['inserted'], []],
    ['children without a class', [{ ...shiyan, classes: 0 }], ['inserted'], ['children-without-classes']],
    [
      'a miswritten district',
      [{ name: '小太阳幼儿园', district: '峰城区' }],
      ['inserted'],
      ['district-alias'],
    ],
    [
      'a town of no district',
      [{ name: '小太阳幼儿园', town: '石桥镇' }],
      ['inserted'],
      ['town-without-district'],
    ],
    [
      'inclusive by its ownership, not by its column',
      [{ ...shiyan, ownership: '普惠性民办', inclusive: false }],
      ['inserted'],
      ['inclusive-contradiction'],
    ],
  ] as [string, Values[], string[], string[]][])('%s', async (_title, rows, kinds, codes) => {
    const ledger = await ledgerOf();
    const result = await importRows(ledger, rows);
    expect(result.kinds).toEqual(kinds);
    expect(result.codes).toEqual(codes);
    if (rows.length > 1 && !codes.includes('namesake')) return;
    expect(result.run.asked).toEqual([]);
  });

  it('takes 普惠性民办 as 民办 and inclusive', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [
      { name: '小太阳幼儿园', district: '东湖区', ownership: '普惠性民办' },
      { name: '新芽幼儿园', district: '东湖区', ownership: '普惠性民办', inclusive: false },
      { name: '金摇篮幼儿园', district: '东湖区', ownership: '民办' },
    ]);
    const found = new Map(listKindergartens(ledger, today).map((each) => [each.name, each]));
    expect(found.get('小太阳幼儿园')).toMatchObject({ ownership: '民办', inclusive: true });
    expect(found.get('新芽幼儿园')).toMatchObject({ ownership: '民办', inclusive: false });
    expect(found.get('金摇篮幼儿园')).toMatchObject({ ownership: '民办', inclusive: null });
  });

  it('asks about a near name, and does as it is told', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [shiyan]);
    const row = { name: '东湖实验幼儿园', district: '东湖区', principal: '苏禾' };
    const asked = await importRows(ledger, [row]);
    expect(asked.kinds).toEqual(['rejected']);
    const [question] = asked.run.asked;
    expect(question).toMatchObject({
      field: 'name',
      candidates: [{ kindergartenId: 1, name: '东湖区实验幼儿园' }],
    });
    const same = await importRows(ledger, [row], { decisions: new Map([[question!.id, 1]]) });
    expect(same.kinds).toEqual(['updated']);
    const apart = await ledgerOf();
    await importRows(apart, [shiyan]);
    const other = await importRows(apart, [row], { decisions: new Map([[question!.id, 'new']]) });
    expect(other.kinds).toEqual(['inserted']);
    expect(listKindergartens(apart, today)).toHaveLength(2);
  });

  it.each<[string, Values, Values, Values, number]>([
    [
      'the same name of the same district',
      { name: '金色童年幼儿园', district: '东湖区' },
      { name: '金色童车幼儿园', district: '东湖区' },
      { name: '金色童车幼儿园', district: '东湖区', classes: 6 },
      0,
    ],
    [
      'not where no district was given',
      { name: '金色童年幼儿园', district: '东湖区' },
      { name: '金色童车幼儿园' },
      { name: '金色童车幼儿园', classes: 6 },
      1,
    ],
    [
      'not of a name that any town may have',
      { name: '石桥镇中心幼儿园', district: '东湖区', town: '石桥镇' },
      { name: '中心幼儿园', district: '东湖区', town: '石桥镇' },
      { name: '中心幼儿园', district: '东湖区', town: '石桥镇', classes: 6 },
      1,
    ],
    [
      'by a shared credit code too',
      { name: '金色童年幼儿园', district: '东湖区', creditCode: '91350100M000100Y43' },
      { name: '向日葵幼儿园', district: '东湖区', creditCode: '91350100M000100Y43' },
      { name: '向日葵幼儿园', district: '东湖区', creditCode: '91350100M000100Y43', classes: 6 },
      0,
    ],
  ])(
    'knows from one file to the next what was said of a name: %s',
    async (_, first, doubtful, next, asks) => {
      const ledger = await ledgerOf();
      await importRows(ledger, [first]);
      const { run } = await importRows(ledger, [doubtful]);
      const decisions = new Map([[run.asked[0]?.id ?? '', 1]]);
      await importRows(ledger, [doubtful], { decisions });
      const later = await importRows(ledger, [next], { sheet: '下个月' });
      expect(later.run.asked).toHaveLength(asks);
      expect(later.kinds).toEqual([asks === 0 ? 'updated' : 'rejected']);
    },
  );

  it('warns where a code stands beside an altogether different name', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [shiyan]);
    const { kinds, codes } = await importRows(ledger, [{ ...shiyan, name: '金摇篮艺术幼儿园' }]);
    expect(kinds).toEqual(['unchanged']);
    expect(codes).toEqual(['name-far', 'conflict-kept']);
  });

  it('rejects a slip of a district that was there before, and says which districts are new, each once', async () => {
    const ledger = await ledgerOf();
    const row = (name: string, district: string) => ({ name: `${name}幼儿园`, district });
    const first = await importRows(ledger, [row('甲', '东湖区'), row('乙', '东湖去'), row('丙', '东湖区')]);
    expect(first.kinds).toEqual(['inserted', 'rejected', 'inserted']);
    expect(first.run.findings).toMatchObject([
      { code: 'district-added', value: '东湖区', cell: 'C2' },
      { code: 'district-near', value: '东湖去', cell: 'C3' },
    ]);
    const rows = [row('丁', '东湖曲'), row('戊', '西湖区'), row('己', '云溪市东湖区'), row('庚', '西湖区')];
    const second = await importRows(ledger, rows);
    expect(second.kinds).toEqual(['rejected', 'inserted', 'inserted', 'inserted']);
    expect(second.run.findings).toMatchObject([
      { code: 'district-near', value: '东湖曲', cell: 'C2', message: expect.stringContaining('东湖区') },
      { code: 'district-added', value: '西湖区', cell: 'C3' },
    ]);
    const districts = listKindergartens(ledger, today).map(({ district }) => district);
    expect(districts).toEqual(['东湖区', '东湖区', '东湖区', '西湖区', '西湖区']);
  });

  it('keeps its own spelling of a name that is written otherwise, whatever --on-conflict says', async () => {
    const ledger = await ledgerOf();
    const code = '3799020001';
    await importRows(ledger, [{ code, name: '东湖区第一幼儿园', district: '东湖区' }]);
    for (const onConflict of ['fill', 'update'] as const) {
      for (const name of ['东湖区第1幼儿园', '東湖區第一幼兒園', '东湖区第一幼稚园']) {
        const { kinds, codes } = await importRows(ledger, [{ code, name, district: '东湖区' }], {
          onConflict,
        });
        expect([kinds, codes]).toEqual([['unchanged'], []]);
      }
    }
    expect(findByCode(ledger, code, today)?.name).toBe('东湖区第一幼儿园');
    const renamed = [{ code, name: '东湖区第一实验幼儿园', district: '东湖区' }];
    expect((await importRows(ledger, renamed, { onConflict: 'update' })).kinds).toEqual(['updated']);
  });

  it('says which of two of one name and district is meant by number and code, not by the district', async () => {
    const ledger = await ledgerOf();
    const row = (code: string, district: string) => ({ code, name: '月亮幼儿园', district });
    await importRows(ledger, [row('3799020001', '东湖区'), row('3799020002', '东湖区')]);
    const way = () => lookUpKindergarten(ledger, '月亮幼儿园', today).parameters;
    expect(way()).toMatchObject({
      candidates: expect.stringContaining('学校标识码 3799020002，#2'),
      way: expect.not.stringContaining('@'),
    });
    expect(lookUpKindergarten(ledger, '#2', today).kindergarten?.code).toBe('3799020002');
  });

  it('says which of two rows counted, and how the other is brought in', async () => {
    const ledger = await ledgerOf();
    const row = (classes: number) => ({ name: '月亮幼儿园', district: '东湖区', classes });
    const { run } = await importRows(ledger, [row(11), row(10)]);
    expect(run.findings.find(({ code }) => code === 'duplicate-row')).toMatchObject({
      message: expect.stringContaining('台账现在是“11”'),
      remedy: expect.stringContaining('--on-conflict update'),
    });
  });

  it('finds a kindergarten whose name has a character in its traditional form', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [{ name: '东湖区柳林镇後村幼儿园', district: '东湖区', town: '柳林镇' }]);
    for (const text of ['东湖区柳林镇后村幼儿园', '東湖區柳林鎮後村幼兒園', '后村', '後村'])
      expect(lookUpKindergarten(ledger, text, today).kindergarten?.id).toBe(1);
  });

  it('knows a district by its traditional, short or misheard name, before and within a batch', async () => {
    const ledger = await ledgerOf();
    const row = (name: string, district: string) => ({ name: `${name}幼儿园`, district });
    // The short name first: the full one completes it, and the kindergartens are the same.
    const first = await importRows(ledger, [
      row('彩虹', '西岭'),
      row('彩虹', '西岭区'),
      row('月亮', '東湖區'),
    ]);
    expect(first.kinds).toEqual(['inserted', 'unchanged', 'inserted']);
    const second = await importRows(ledger, [
      row('彩虹', '西岭区'),
      row('月亮', '东湖'),
      row('星星', '东胡区'),
      row('苗苗', '西嶺區'),
    ]);
    expect(second.kinds).toEqual(['unchanged', 'unchanged', 'rejected', 'inserted']);
    expect(second.codes).toEqual(['district-near']);
    const districts = listOffices(ledger).filter(({ level }) => level === 'county');
    expect(districts.map(({ name }) => name).sort()).toEqual(['东湖区', '西岭区']);
  });

  it('finds a district short of its ending, entered so by an earlier import', async () => {
    const ledger = await ledgerOf();
    await importRows(ledger, [{ name: '彩虹幼儿园', district: '西岭', town: '大河镇' }]);
    const { kinds } = await importRows(ledger, [{ name: '彩虹幼儿园', district: '西岭区', classes: 3 }]);
    expect(kinds).toEqual(['updated']);
    expect(listKindergartens(ledger, today).map(({ district }) => district)).toEqual(['西岭区']);
  });

  it('judges a district by those of the seat, though none was imported yet', async () => {
    const ledger = await ledgerOf();
    await ledger.perform(operation, () => saveSeatDistricts(ledger, ['东湖区']));
    const rows = [
      { name: '月亮幼儿园', district: '东胡区' },
      { name: '彩虹幼儿园', district: '东湖' },
    ];
    const { kinds, codes } = await importRows(ledger, rows);
    expect([kinds, codes]).toEqual([['rejected', 'inserted'], ['district-near']]);
    expect(listKindergartens(ledger, today).map(({ district }) => district)).toEqual(['东湖区']);
  });
});
