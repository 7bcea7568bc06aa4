import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import type { Ledger } from '../store/ledger.ts';
import { hashOf, sealOf } from './packages/manifest.ts';
import {
  deleteRow,
  eachRow,
  insertRow,
  newestFact,
  rawRows,
  updateRow,
} from './packages/travelling.store.ts';
import type { Row } from './packages/travelling.ts';
import { canonical, union } from './testing/canonical.ts';
import { cityDesk, type Desk, desk, districtDesk, pack, receive } from './testing/districts.ts';

let parent: string;
let template: Desk;
let east: Desk;
let west: Desk;
let eastFile: string;
let number = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'youlian-再报-'));
  template = await cityDesk(['东湖区', '西岭区'], '2026-10-10', parent);
  [east, west] = [await districtDesk(0, { parent }), await districtDesk(1, { parent })];
  eastFile = await pack(east);
}, 60_000);

afterAll(() => rmSync(parent, { recursive: true, force: true }));

function copyOf(original: Desk, today = '2026-10-10'): Desk {
  number += 1;
  const copy = desk(`副本${number}`, today, parent);
  cpSync(original.ledgerPath, copy.ledgerPath);
  return copy;
}

const codes = (result: Awaited<ReturnType<typeof receive>>) =>
  result.packages.map(({ outcome, findings }) => [outcome, ...new Set(findings.map(({ code }) => code))]);

const all = (at: Desk, table: string): Row[] => at.read((ledger) => [...eachRow(ledger, table)]);

const fact = (at: Desk, name: string): Row | undefined =>
  all(at, 'kindergarten_fact').findLast((row) => row.name === name);

const kindergartenOf = (ledger: Ledger, name: string) =>
  Number([...eachRow(ledger, 'kindergarten_fact')].find((row) => row.name === name)?.kindergarten_id);

describe('a package that comes again', () => {
  it('tells field by field what changed, takes what is new, ends what is gone, and leaves the rest', async () => {
    const city = copyOf(template);
    await receive(city, eastFile);
    const later = copyOf(east);
    await later.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=11', '--yes');
    await later.done(
      'group',
      'remove',
      '东湖区教育集团',
      '东湖区星星幼儿园',
      '--since',
      '2026-10-01',
      '--reason',
      '退出',
      '--yes',
    );
    await later.done('kindergarten', 'add', '--name', '东湖区新芽幼儿园', '--district', '东湖区', '--yes');
    await later.perform((ledger) => {
      for (const { id } of [...eachRow(ledger, 'activity_kindergarten')])
        deleteRow(ledger, 'activity_kindergarten', Number(id));
      for (const { id } of [...eachRow(ledger, 'activity')]) deleteRow(ledger, 'activity', Number(id));
      for (const { id, name } of [...eachRow(ledger, 'person')]) {
        if (String(name).startsWith('何宁')) {
          const seat = [...eachRow(ledger, 'seat')].find((row) => row.person_id === id);
          deleteRow(ledger, 'seat', Number(seat?.id));
        }
      }
    });
    const result = await receive(city, await pack(later));
    expect(codes(result)).toEqual([['received']]);
    const [{ changes = [], totals = {} } = {}] = result.packages;
    expect(changes.map(({ kind, subject, content }) => `${kind} ${subject}：${content}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^update 园所信息 #\d+ 东湖区阳光幼儿园：班级数：7 → 11$/),
        expect.stringMatching(/^update 联盟成员 #\d+ 东湖区星星幼儿园：止：（空） → 2026-10-01 前/),
        expect.stringMatching(/^delete 活动 #\d+ 春季教研/),
        expect.stringMatching(/^update 职务安排 #\d+ 何宁0：止：（空） → 2026-10-10 前/),
      ]),
    );
    expect(totals).toMatchObject({ removed: 5, updated: 2 });
    expect(totals.unchanged).toBeGreaterThan(8);
    // A seat that ended is kept above as ended; all else is as the district has it.
    const [above, below] = [city.read(canonical), later.read(canonical)];
    expect({ ...above, seat: [] }).toEqual({ ...below, seat: [] });
    expect(all(city, 'seat').map(({ valid_to }) => valid_to)).toEqual([null, '2026-10-10']);
  });

  it('knows again what was taken away and entered anew under another number', async () => {
    const city = copyOf(template);
    await receive(city, eastFile);
    const later = copyOf(east);
    await later.perform((ledger) => {
      const [first] = [...eachRow(ledger, 'membership')].filter(({ role }) => role === 'member');
      const { id, ...membership } = first ?? {};
      deleteRow(ledger, 'membership', Number(id));
      insertRow(ledger, 'membership', { id: 900, ...(membership as Row) });
    });
    const result = await receive(city, await pack(later));
    expect(result.packages[0]).toMatchObject({
      changes: [],
      totals: { inserted: 0, updated: 0, removed: 0 },
    });
    expect(city.read(canonical)).toEqual(later.read(canonical));
  });

  it('keeps what the office above put right, and says so with both sides: package-differs', async () => {
    const city = copyOf(template);
    await receive(city, eastFile);
    await city.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=20', '--yes');
    const later = copyOf(east);
    await later.done(
      'kindergarten',
      'edit',
      '东湖区阳光幼儿园',
      '--set',
      '班级数=11',
      '在园幼儿数=321',
      '--yes',
    );
    const file = await pack(later);
    const kept = await receive(city, file);
    expect(codes(kept)).toEqual([['received', 'package-differs']]);
    expect(kept.packages[0]?.findings[0]?.message).toContain('班级数：20 → 11');
    expect(fact(city, '东湖区阳光幼儿园')).toMatchObject({ classes: 20, children: 321 });
    expect(codes(await receive(city, file))).toEqual([['repeated', 'package-repeated']]);
    expect(codes(await receive(city, file, '--on-conflict', 'update'))).toEqual([['received']]);
    expect(codes(await receive(city, file, '--on-conflict', 'update'))).toEqual([
      ['repeated', 'package-repeated'],
    ]);
    expect(fact(city, '东湖区阳光幼儿园')).toMatchObject({ classes: 11, children: 321 });
  });

  it('lets no hidden number stand for a whole one, and takes the whole one once it comes', async () => {
    const masked = await pack(east, '隐去.zip', '--masked');
    const city = copyOf(template);
    await receive(city, masked);
    expect(fact(city, '东湖区阳光幼儿园')?.phone).toBeNull();
    expect(all(city, 'seat').map(({ unit_and_posts }) => unit_and_posts)).toContain(
      '东湖区教育局科长（138****8000）',
    );
    await receive(city, eastFile);
    expect(fact(city, '东湖区阳光幼儿园')?.phone).toBe('13800001001');
    const later = copyOf(east);
    await later.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=11', '--yes');
    await receive(city, await pack(later, '隐去.zip', '--masked'));
    expect(fact(city, '东湖区阳光幼儿园')).toMatchObject({ phone: '13800001001', classes: 11 });
    expect(all(city, 'application')[0]?.mobile).toBe('13900138000');
  });
});

describe('what the ledger knows already', () => {
  it('is matched by code and name, filled where empty, and the union stays exact', async () => {
    const city = copyOf(template);
    city.write('园所.csv', '园所名称,所属区县\n东湖区阳光幼儿园,东湖区\n');
    await city.done('import', '园所.csv', '--yes');
    const result = await receive(city, eastFile);
    expect(result.packages[0]?.totals).toMatchObject({ kindergartens: 3, updated: 2 });
    expect(all(city, 'kindergarten')).toHaveLength(3);
    expect(fact(city, '东湖区阳光幼儿园')).toMatchObject({ classes: 7, phone: '13800001001' });
  });

  it('is asked about where it is doubtful: package-doubtful', async () => {
    const city = copyOf(template);
    city.write('园所.csv', '园所名称,所属区县\n东湖区星星幼儿圆,东湖区\n');
    await city.done('import', '园所.csv', '--yes');
    const held = await receive(city, eastFile);
    expect(codes(held)).toEqual([['refused', 'package-doubtful']]);
    expect(held).toMatchObject({ exit: 1, operation: null });
    const [one] = all(city, 'kindergarten');
    const asNew = await receive(copyFrom(city), eastFile, '--match', '东湖区:3=new');
    expect(codes(asNew)).toEqual([['received']]);
    const same = copyFrom(city);
    expect(codes(await receive(same, eastFile, '--match', `3=${Number(one?.id)}`))).toEqual([
      ['received', 'package-differs'],
    ]);
    expect(all(same, 'kindergarten')).toHaveLength(3);
    const { exit, err } = await city.youlian('submit', 'receive', eastFile, '--match', '3=999', '--yes');
    expect([exit, err]).toEqual([2, expect.stringContaining('option-value')]);
    const answered = copyFrom(city);
    const asked: string[] = [];
    const context = testContext(answered.folder, {
      interactive: true,
      now: () => new Date('2026-10-10T01:00:00Z'),
      ledgerPath: answered.ledgerPath,
      prompter: {
        confirm: () => Promise.resolve(true),
        input: () => Promise.reject(new Error('nothing to be typed')),
        checkbox: () => Promise.reject(new Error('nothing to be ticked')),
        select: ({ message }) => {
          asked.push(message);
          return Promise.resolve('new' as never);
        },
      },
    });
    expect(await run(['submit', 'receive', eastFile], context)).toBe(0);
    expect(asked).toEqual([expect.stringContaining('东湖区星星幼儿园')]);
    expect(all(answered, 'kindergarten')).toHaveLength(4);
  });

  it('speaks against a code: package-contradiction', async () => {
    const city = copyOf(template);
    const code = String(all(east, 'kindergarten')[1]?.code);
    city.write(
      '园所.csv',
      `学校标识码,园所名称,所属区县\n${code},东湖区星星幼儿园,东湖区\n,东湖区阳光幼儿园,东湖区\n`,
    );
    await city.done('import', '园所.csv', '--yes');
    expect(codes(await receive(city, eastFile))).toEqual([['refused', 'package-contradiction']]);
  });

  it('is claimed by a second office: package-claimed, with both sides', async () => {
    const city = copyOf(template);
    await receive(city, eastFile);
    const other = copyOf(west);
    const code = String(all(east, 'kindergarten')[1]?.code);
    other.write('抢园.csv', `学校标识码,园所名称,所属区县\n${code},东湖区阳光幼儿园,西岭区\n`);
    await other.done('import', '抢园.csv', '--yes');
    const result = await receive(city, await pack(other));
    expect(codes(result)).toEqual([['received', 'package-claimed']]);
    expect(result.exit).toBe(1);
    const message = result.packages[0]?.findings[0]?.message ?? '';
    for (const side of ['东湖区教育局已报', '西岭区教育局也报']) expect(message).toContain(side);
    expect(fact(city, '东湖区阳光幼儿园')?.classes).toBe(7);
  });

  it('has a code filled in later that another office gave first: package-code-taken, and the rest is taken', async () => {
    const city = copyOf(template);
    const later = copyOf(east);
    const bare = copyOf(east);
    const code = String(all(east, 'kindergarten')[1]?.code);
    const id = bare.read((ledger) => kindergartenOf(ledger, '东湖区阳光幼儿园'));
    await bare.perform((ledger) => updateRow(ledger, 'kindergarten', id, { code: null }));
    await receive(city, await pack(bare));
    const other = copyOf(west);
    other.write('同码.csv', `学校标识码,园所名称,所属区县\n${code},西岭区朝霞幼儿园,西岭区\n`);
    await other.done('import', '同码.csv', '--yes');
    expect(codes(await receive(city, await pack(other)))).toEqual([['received']]);
    await later.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=11', '--yes');
    await later.done('kindergarten', 'edit', '东湖区阳光幼儿园', '--set', '班级数=12', '--yes');
    const result = await receive(city, await pack(later));
    expect(codes(result)).toEqual([['received', 'package-code-taken']]);
    const message = result.packages[0]?.findings[0]?.message ?? '';
    for (const side of ['东湖区教育局', '西岭区朝霞幼儿园', code]) expect(message).toContain(side);
    expect(fact(city, '东湖区阳光幼儿园')?.classes).toBe(12);
  });

  it('was only referred to by a neighbour: its own office has the say', async () => {
    const neighbour = copyOf(west);
    neighbour.write('外区.csv', '园所名称,所属区县,班级数\n东湖区阳光幼儿园,东湖区,1\n');
    await neighbour.done('import', '外区.csv', '--yes');
    await neighbour.done(
      ...['group', 'add', '西岭区教育集团', '东湖区阳光幼儿园', '--since', '2026-09-01', '--yes'],
    );
    const city = copyOf(template);
    expect(codes(await receive(city, await pack(neighbour)))).toEqual([['received']]);
    expect(fact(city, '东湖区阳光幼儿园')?.classes).toBe(1);
    expect(codes(await receive(city, eastFile))).toEqual([['received']]);
    expect(fact(city, '东湖区阳光幼儿园')?.classes).toBe(7);
    const expected = union([east.read(canonical), west.read(canonical)]);
    const merged = city.read(canonical);
    expect(merged.kindergarten_fact).toEqual(expected.kindergarten_fact);
    expect(merged.membership).toHaveLength((expected.membership?.length ?? 0) + 1);
  });
});

/** A copy of a desk's ledger at another desk. */
const copyFrom = (city: Desk) => copyOf(city);

describe('a row that cannot be', () => {
  it('is refused alone: package-row-refused', async () => {
    const parts = unzipSync(readFileSync(eastFile));
    const name = 'data/kindergarten_fact.json';
    const text = strFromU8(parts[name] ?? new Uint8Array()).replace(/,6,150,/u, ',-6,150,');
    parts[name] = strToU8(text);
    const manifest = JSON.parse(strFromU8(parts['manifest.json'] ?? new Uint8Array())) as {
      entries: { name: string; sha256: string }[];
    };
    for (const entry of manifest.entries) entry.sha256 = hashOf(parts[entry.name] ?? '');
    const sealed = { ...manifest, seal: sealOf(manifest) };
    parts['manifest.json'] = strToU8(JSON.stringify(sealed));
    const file = join(parent, '坏行.zip');
    writeFileSync(file, zipSync(parts));
    const city = copyOf(template);
    expect(codes(await receive(city, file))).toEqual([['received', 'package-row-refused']]);
    expect(all(city, 'kindergarten_fact')).toHaveLength(2);
  });

  it('is gone below but still in use above: package-row-kept', async () => {
    const city = copyOf(template);
    await receive(city, eastFile);
    await city.perform((ledger) => {
      const [activity] = rawRows(ledger, 'activity');
      insertRow(ledger, 'activity_evidence', {
        activity_id: Number(activity?.[0]),
        name: '照片.jpg',
        sha256: hashOf('照片'),
        bytes: 6,
      });
    });
    const later = copyOf(east);
    await later.perform((ledger) => {
      for (const { id } of [...eachRow(ledger, 'activity_kindergarten')])
        deleteRow(ledger, 'activity_kindergarten', Number(id));
      for (const { id } of [...eachRow(ledger, 'activity')]) deleteRow(ledger, 'activity', Number(id));
    });
    expect(codes(await receive(city, await pack(later)))).toEqual([['received', 'package-row-kept']]);
    expect(all(city, 'activity')).toHaveLength(1);
  });
});

describe('a locked period', () => {
  const locked = async () => {
    const city = copyOf(template);
    await receive(city, eastFile);
    await city.done('submit', 'approve', '东湖区', '--period', '2026', '--yes');
    await city.done('submit', 'lock', '东湖区', '--period', '2026', '--yes');
    return city;
  };
  const changed = async () => {
    const later = copyOf(east);
    await later.perform((ledger) => {
      const [activity] = rawRows(ledger, 'activity');
      updateRow(ledger, 'activity', Number(activity?.[0]), { title: '秋季教研' });
      const kindergarten = kindergartenOf(ledger, '东湖区阳光幼儿园');
      updateRow(ledger, 'kindergarten_fact', Number(newestFact(ledger, kindergarten)?.id), {
        phone: '13911112222',
      });
    });
    return later;
  };

  it('takes no other package, and tells both sides: package-locked, package-locked-change', async () => {
    const city = await locked();
    const before = city.read(canonical);
    const result = await receive(city, await pack(await changed()));
    expect(codes(result)).toEqual([['refused', 'package-locked', 'package-locked-change']]);
    expect(result.packages[0]?.state).toBe('锁定');
    expect(result.packages[0]?.findings.map(({ message }) => message).join('\n')).toMatch(
      /春季教研.*秋季教研/,
    );
    expect(city.read(canonical)).toEqual(before);
  });

  it('keeps what lies in it, and takes the rest, when a package for another period comes', async () => {
    const city = await locked();
    const later = await changed();
    await later.done('kindergarten', 'add', '--name', '东湖区新芽幼儿园', '--district', '东湖区', '--yes');
    const result = await receive(city, await pack(later, '包.zip', '--period', '2026-Q4'));
    expect(codes(result)).toEqual([['received', 'package-locked-change']]);
    expect(all(city, 'activity').map(({ title }) => title)).toEqual(['春季教研']);
    expect(fact(city, '东湖区阳光幼儿园')?.phone).toBe('13800001001');
    expect(fact(city, '东湖区新芽幼儿园')).toBeDefined();
    await city.done('submit', 'unlock', '东湖区', '--period', '2026', '--reason', '更正', '--yes');
    await later.done('kindergarten', 'add', '--name', '东湖区嫩苗幼儿园', '--district', '东湖区', '--yes');
    expect(codes(await receive(city, await pack(later, '包.zip', '--period', '2026-Q4')))).toEqual([
      ['received'],
    ]);
    expect(all(city, 'activity').map(({ title }) => title)).toEqual(['秋季教研']);
  });
});

it('carries postings, inspections, funds and registers, their tables too, and hides numbers without breaking them', async () => {
  const own = copyOf(east);
  await own.perform((ledger) => {
    const [lead = 0, member = 0] = [...eachRow(ledger, 'kindergarten')].map(({ id }) => Number(id));
    const group = Number([...eachRow(ledger, 'alliance_group')][0]?.id);
    const person = Number([...eachRow(ledger, 'person')][0]?.id);
    insertRow(ledger, 'posting', {
      ...{ group_id: group, person_id: person, kind: 'teaching', origin_id: lead, destination_id: member },
      ...{ started_on: '2026-03-01', ended_on: '2026-06-30', origin: 'hand' },
    });
    const inspection = insertRow(ledger, 'inspection', {
      ...{ kind: 'inspection', group_id: group, kindergarten_id: member, inspector_id: person },
      ...{ visited_on: '2026-04-01', origin: 'hand' },
    });
    const finding = insertRow(ledger, 'inspection_finding', {
      ...{ inspection_id: inspection, number: 1, content: '门卫登记不全', severity: 'ordinary' },
    });
    insertRow(ledger, 'rectification_step', { finding_id: finding, step: 'feedback', done_on: '2026-04-02' });
    for (const amount of [12_345_678, 12_345_678]) {
      insertRow(ledger, 'fund_entry', {
        ...{ policy_id: 'guangxi-2020', year: 2026, group_id: group, entered_on: '2026-05-01' },
        ...{ purpose: 'training', voucher: '20260501', amount_cents: amount, origin: 'hand' },
      });
    }
    insertRow(ledger, 'register_entry', {
      ...{ register: 'shared-resources', group_id: group, mark: '教具', entered_on: '2026-05-01' },
      content: JSON.stringify({ name: '教具', amount: 13800138000, contact: '13800138000' }),
    });
  });
  const full = await pack(own);
  const names = Object.keys(unzipSync(readFileSync(full)));
  expect(names).toEqual(
    expect.arrayContaining([
      '跟岗派驻台账.xlsx',
      '督导整改台账.xlsx',
      '专项经费台账.xlsx',
      expect.stringMatching(/^登记簿\//),
    ]),
  );
  const city = copyOf(template);
  expect(codes(await receive(city, full))).toEqual([['received']]);
  expect(city.read(canonical)).toEqual(own.read(canonical));
  const other = copyOf(template);
  expect(codes(await receive(other, await pack(own, '隐去.zip', '--masked')))).toEqual([['received']]);
  expect(JSON.parse(String(all(other, 'register_entry')[0]?.content))).toEqual({
    ...{ name: '教具', amount: 13800138000, contact: '138****8000' },
  });
  expect(all(other, 'fund_entry').map(({ voucher }) => voucher)).toEqual(['20260501', '20260501']);
});

it('follows a kindergarten of which the office above found that it stood there twice', async () => {
  const city = copyOf(template);
  city.write('园所.csv', '园所名称,所属区县\n东湖区星辰大海幼儿园,东湖区\n');
  await city.done('import', '园所.csv', '--yes');
  await receive(city, eastFile);
  await city.done(
    'kindergarten',
    'merge',
    '东湖区星辰大海幼儿园',
    '东湖区星星幼儿园',
    '--prefer',
    'B',
    '--yes',
  );
  const later = copyOf(east);
  await later.done('kindergarten', 'edit', '东湖区星星幼儿园', '--set', '在园幼儿数=222', '--yes');
  const result = await receive(city, await pack(later));
  expect(result.packages[0]).toMatchObject({ outcome: 'received' });
  expect(all(city, 'kindergarten')).toHaveLength(3);
  expect(all(city, 'kindergarten_fact').map(({ children }) => children)).toContain(222);
});
