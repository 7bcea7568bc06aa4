import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { type Failure, makeFinding } from '../findings/catalogue.ts';
import { findKindergarten, listKindergartens } from '../roster/roster.store.ts';
import type { ImportRun, NearMiss, RowOutcome } from '../tables/import-target.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import { allianceListTarget } from './alliance-list.import.ts';
import type { Group } from './group.ts';
import { endGroup, findGroup, listGroups, setTier } from './groups.store.ts';
import { addMember, changeLead, removeMember, setResponsible } from './memberships.store.ts';
import { type Sample, sampleInfo, sampleLedger, samplePolicy } from './sample-ledger.ts';

type Row = Record<string, FieldValue | undefined>;

let sample: Sample;
const today = '2022-09-01';
const lead = '东湖区实验幼儿园';

/** A row under the usual lead. */
const row = (memberName: string, more: Row = {}): Row => ({
  office: '东湖区',
  leadName: lead,
  memberName,
  ...more,
});

const list: readonly Row[] = [
  row('东湖区星星幼儿园', { leadResponsible: '东一', memberOwnership: '普惠性民办', memberCategory: '二类' }),
  row('东湖区月亮幼儿园', { leadResponsible: '东一', memberResponsible: '月亮' }),
  { office: '西岭区', leadName: '西岭区实验幼儿园', memberName: '西岭区小树苗幼儿园' },
];

function recordOf(values: Row, index: number): TableRecord {
  const columns = Object.keys(values);
  return {
    row: index + 3,
    values,
    cells: Object.fromEntries(
      columns.map((key, column) => [key, `${String.fromCharCode(65 + column)}${index + 3}`]),
    ),
    raw: Object.fromEntries(columns.map((key) => [key, String(values[key] ?? '')])),
    findings: [],
  };
}

/** Imports rows as one table in one operation, and gives back what became of them. */
async function importRows(rows: readonly Row[], settings: Partial<ImportRun> = {}) {
  const { ledger } = sample;
  const findings: { code: string; field: string | null; message: string }[] = [];
  const asked: NearMiss[] = [];
  const { result, changes } = await ledger.perform(sampleInfo, (operation) => {
    const run: ImportRun = {
      ledger,
      operationId: operation.id,
      policyId: samplePolicy,
      tier: null,
      since: null,
      today,
      onConflict: 'fill',
      decisions: new Map(),
      file: { path: '名单.xlsx', sha256: 'abc', sheet: 'Sheet1' },
      templateFolders: [builtInTemplates()],
      memory: new Map(),
      isInspecting: false,
      knew: () => {},
      earlier: () => undefined,
      report: (code, _record, field, parameters) => {
        const finding = makeFinding(code, parameters);
        findings.push({ code, field, message: finding.message });
        return finding;
      },
      ask: (nearMiss) => {
        asked.push(nearMiss);
        return undefined;
      },
      ...settings,
    };
    allianceListTarget.begin?.(run);
    const outcomes: RowOutcome[] = rows.map((values, index) =>
      allianceListTarget.apply(recordOf(values, index), run),
    );
    allianceListTarget.finish?.(run, {});
    return outcomes;
  });
  return {
    kinds: result.map((outcome) => outcome.kind),
    outcomes: result,
    codes: findings.map((finding) => finding.code),
    findings,
    asked,
    changes,
  };
}

const groups = (on = today) => listGroups(sample.ledger, on);
const write = (work: () => unknown) => sample.ledger.perform(sampleInfo, work);
const names = (group: Group | undefined) => group?.members.map((member) => member.name);
const kindergarten = (name: string) =>
  listKindergartens(sample.ledger, today).find((each) => each.name === name);
const idOf = (name: string) => sample.ids.get(name) ?? -1;

/** The list as it would be exported from the ledger. */
function exported(on = today): Row[] {
  const { ledger } = sample;
  return groups(on).flatMap((group) => {
    const facts = (member: Group['lead'], side: string): Row => {
      const known = member ? findKindergarten(ledger, member.kindergartenId, on) : undefined;
      const inclusive = known?.ownership === '民办' && known.inclusive;
      return {
        [`${side}Name`]: member?.name,
        [`${side}Category`]: known?.category ?? undefined,
        [`${side}Ownership`]: inclusive ? '普惠性民办' : (known?.ownership ?? undefined),
        [`${side}Responsible`]: member?.responsible ?? known?.principal ?? undefined,
      };
    };
    const district = group.lead
      ? findKindergarten(ledger, group.lead.kindergartenId, on)?.district
      : undefined;
    const office = { office: district ?? undefined, ...facts(group.lead, 'lead') };
    return group.members.length > 0
      ? group.members.map((member) => ({ ...office, ...facts(member, 'member') }))
      : [office];
  });
}

beforeEach(async () => {
  sample = await sampleLedger();
});

describe('a list of groups', () => {
  it('puts its groups in force from the start of the current cycle, with members in order', async () => {
    const { kinds, codes } = await importRows(list);
    expect(kinds).toEqual(['inserted', 'inserted', 'inserted']);
    expect(codes).toEqual([]);
    expect(groups()).toMatchObject([
      {
        policyId: samplePolicy,
        tier: 'county',
        name: '东湖区实验幼儿园联盟',
        officeId: sample.offices.东湖区,
        cycleStart: '2021-03-01',
        cycleEnd: '2023-12-31',
        validFrom: '2021-03-01',
        origin: 'list',
        lead: { name: lead, responsible: null },
      },
      { name: '西岭区实验幼儿园联盟', tier: 'county' },
    ]);
    expect(names(groups()[0])).toEqual(['东湖区星星幼儿园', '东湖区月亮幼儿园']);
    expect(groups()[0]?.members.map((member) => member.responsible)).toEqual([null, '月亮']);
  });

  it.each([
    [today, 'fill'],
    [today, 'update'],
    [today, 'fail'],
    ['2024-05-01', 'fill'],
    ['2030-01-01', 'update'],
  ] as const)('imported again on %s with %s changes nothing', async (day, onConflict) => {
    await importRows(list);
    const again = await importRows(list, { today: day, onConflict });
    expect(again.kinds).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect([again.codes, again.changes]).toEqual([[], 0]);
  });

  it('is still listed past its cycle, as expired', async () => {
    await importRows(list, { today: '2026-05-01' });
    expect(groups('2026-05-01').map((group) => [group.state, group.validFrom])).toEqual([
      ['expired', '2021-03-01'],
      ['expired', '2021-03-01'],
    ]);
  });

  it('is in force from --since, in the cycle that holds that day', async () => {
    await importRows(list, { since: '2021-09-01' });
    expect(groups()[0]).toMatchObject({
      validFrom: '2021-09-01',
      cycleStart: '2021-03-01',
      cycleEnd: '2023-12-31',
    });
    await importRows(list, { since: '2024-03-01', today: '2024-04-01' });
    expect(groups('2024-04-01').map((group) => [group.cycleStart, group.cycleEnd, group.state])).toEqual([
      ['2021-03-01', '2023-12-31', 'expired'],
      ['2021-03-01', '2023-12-31', 'expired'],
      ['2024-03-01', '2027-02-28', 'active'],
      ['2024-03-01', '2027-02-28', 'active'],
    ]);
  });

  it('rejects a row whose district is a slip of one in the ledger', async () => {
    const { outcomes, codes } = await importRows(list.map((each) => ({ ...each, office: '东湖曲' })));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(codes).toEqual(['district-near', 'district-near', 'district-near']);
  });

  it('adds the kindergartens that the roster lacks, with what the list says', async () => {
    const { kinds, codes, outcomes } = await importRows([
      row('东湖区新苗幼儿园', {
        memberCategory: '三类',
        memberOwnership: '普惠性民办',
        memberResponsible: '新一',
        leadCategory: '省级示范',
      }),
      {
        office: '河口县',
        leadName: '河口县实验幼儿园',
        leadOwnership: '教育部门办',
        memberName: '河口县芦苇幼儿园',
      },
    ]);
    expect(kinds).toEqual(['inserted', 'inserted']);
    expect(codes.sort()).toEqual([
      'district-added',
      'kindergarten-added',
      'kindergarten-added',
      'kindergarten-added',
    ]);
    expect(kindergarten('东湖区新苗幼儿园')).toMatchObject({
      district: '东湖区',
      category: '三类',
      ownership: '民办',
      inclusive: true,
      principal: null,
      validFrom: '0001-01-01',
    });
    expect(kindergarten('河口县实验幼儿园')).toMatchObject({ district: '河口县', districtLevel: 'county' });
    expect(groups()[0]?.members[0]?.responsible).toBe('新一');
    expect(groups()[1]).toMatchObject({
      tier: 'county',
      officeId: kindergarten('河口县实验幼儿园')?.districtId,
    });
    expect(outcomes[0]?.targets.map((target) => target.table)).toEqual([
      'kindergarten',
      'kindergarten',
      'alliance_group',
      'membership',
      'membership',
    ]);
  });

  it('fills what the ledger does not know of a kindergarten, and says what it keeps', async () => {
    const said = { memberCategory: '三类', memberOwnership: '公办' };
    const { kinds, findings } = await importRows([
      row('东湖区星星幼儿园', said),
      row('东湖区月亮幼儿园', said),
    ]);
    expect(kinds).toEqual(['inserted', 'inserted']);
    expect(findings.map(({ code, field }) => [code, field])).toEqual([
      ['conflict-kept', 'memberCategory'],
      ['conflict-kept', 'memberOwnership'],
      ['conflict-kept', 'memberOwnership'],
    ]);
    expect(kindergarten('东湖区星星幼儿园')).toMatchObject({ category: '二类', ownership: '民办' });
    expect(kindergarten('东湖区月亮幼儿园')).toMatchObject({ category: '三类', ownership: '民办' });
  });

  it("finds the city's own kindergarten under whichever district leads the row", async () => {
    const { kinds, codes } = await importRows([
      { office: '东湖区', leadName: '云溪市实验幼儿园', memberName: '东湖区星星幼儿园' },
    ]);
    expect([kinds, codes]).toEqual([['inserted'], []]);
    expect(groups()[0]).toMatchObject({ tier: 'city', lead: { kindergartenId: idOf('云溪市实验幼儿园') } });
  });

  it("takes 市直 as the group's place and looks for members in all districts", async () => {
    const rows = [
      { office: '市直', leadName: '云溪市实验幼儿园', memberName: '东湖区星星幼儿园' },
      { office: '市直', leadName: '云溪市实验幼儿园', memberName: '西岭区小树苗幼儿园' },
      { office: '市直', leadName: '云溪市实验幼儿园', memberName: '云朵幼儿园' },
    ];
    expect((await importRows(rows)).codes).toEqual(['kindergarten-added']);
    expect(groups()[0]).toMatchObject({ tier: 'city', officeId: sample.offices.云溪市 });
    expect(kindergarten('云朵幼儿园')).toMatchObject({ district: null });
    expect((await importRows(rows)).kinds).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('places the new kindergartens of a city list by their names, and its lead with the city', async () => {
    const rows = [
      { office: '市直', leadName: '云溪市机关幼儿园', memberName: '西岭区新桥幼儿园' },
      { office: '市直', leadName: '云溪市机关幼儿园', memberName: '云朵幼儿园' },
    ];
    await importRows(rows);
    expect(groups()[0]?.tier).toBe('city');
    expect(kindergarten('云溪市机关幼儿园')?.districtLevel).toBe('city');
    expect(kindergarten('西岭区新桥幼儿园')?.district).toBe('西岭区');
    expect(kindergarten('云朵幼儿园')?.district).toBeNull();
    expect((await importRows(rows)).changes).toBe(0);
  });

  it('asks about a near-miss, and rejects the row where nobody answers', async () => {
    const rows = [row('太阳花幼儿园'), row('东湖区月亮幼儿园')];
    const { kinds, asked } = await importRows(rows);
    expect(kinds).toEqual(['rejected', 'inserted']);
    expect(asked.map((each) => each.candidates[0]?.name)).toEqual(['东湖区太阳花幼儿园']);
    expect(names(groups()[0])).toEqual(['东湖区月亮幼儿园']);
    const answered = await importRows(rows, { ask: () => idOf('东湖区太阳花幼儿园') });
    expect(answered.kinds).toEqual(['inserted', 'unchanged']);
    expect(names(groups()[0])).toEqual(['东湖区月亮幼儿园', '东湖区太阳花幼儿园']);
  });

  it('asks about a lead once for its block, and leaves nothing of the block behind', async () => {
    const rows = [row('东湖区星星幼儿园'), row('东湖区月亮幼儿园')].map((each) => ({
      ...each,
      office: '西岭区',
    }));
    const { kinds, changes } = await importRows(rows);
    expect([kinds, changes]).toEqual([['rejected', 'rejected'], 0]);
    const answered = await importRows(rows, { ask: ({ name }) => (name === lead ? 'new' : undefined) });
    expect(answered.kinds).toEqual(['rejected', 'rejected']);
  });
});

describe('the tier', () => {
  it.each([
    ['云溪市实验幼儿园', '市直', 'city'],
    ['东湖区实验幼儿园', '东湖区', 'county'],
    ['东湖区湖滨街道中心幼儿园', '东湖区', 'town'],
  ])('is told from the lead %s', async (leadName, office, tier) => {
    await importRows([{ office, leadName, memberName: '东湖区星星幼儿园' }]);
    expect(groups()[0]?.tier).toBe(tier);
  });

  const open = [
    { office: '东湖区', leadName: '东湖区太阳花幼儿园', memberName: '东湖区星星幼儿园' },
    { office: '东湖区', leadName: '东湖区太阳花幼儿园', memberName: '东湖区月亮幼儿园' },
  ];

  it('stays open with a notice, once a group, where nothing tells', async () => {
    const { codes } = await importRows(open);
    expect(codes).toEqual(['tier-open']);
    expect(groups()[0]?.tier).toBeNull();
    expect((await importRows(open)).codes).toEqual(['tier-open']);
  });

  it('is what --tier says; later it fills an open one and keeps another', async () => {
    await importRows(open);
    const filled = await importRows(open, { tier: 'town' });
    expect([filled.kinds, filled.codes]).toEqual([['updated', 'unchanged'], []]);
    expect((await importRows(open, { tier: 'county' })).codes).toEqual(['conflict-kept']);
    expect(groups()[0]?.tier).toBe('town');
    expect((await importRows(open, { tier: 'county', onConflict: 'update' })).kinds).toEqual([
      'updated',
      'unchanged',
    ]);
    expect(groups()[0]?.tier).toBe('county');
  });

  it('must be one of the policy', async () => {
    const error = await importRows(open, { tier: 'village' }).catch((thrown: unknown) => thrown);
    expect((error as Failure).finding.code).toBe('option-value');
  });
});

describe('the policy', () => {
  it('is needed: said once, every row rejected, nothing written', async () => {
    const { kinds, codes, changes } = await importRows(list, { policyId: null });
    expect([kinds, codes, changes]).toEqual([['rejected', 'rejected', 'rejected'], ['policy-needed'], 0]);
  });

  it('may state no cycle: then groups have always been, with a notice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'youlian-policies-'));
    await mkdir(join(folder, 'policies'));
    const known = await readFile(join(builtInTemplates(), 'policies', `${samplePolicy}.yaml`), 'utf8');
    const own = known.replace(/^id: .*$/m, 'id: yunxi-2022').replace(/^cycle:\n(?: .*\n)+/m, 'cycle: null\n');
    await writeFile(join(folder, 'policies', 'yunxi-2022.yaml'), own);
    const settings = { policyId: 'yunxi-2022', templateFolders: [folder, builtInTemplates()] };
    const { codes } = await importRows(list, settings);
    expect(codes).toEqual(['cycle-unknown']);
    expect(groups('1999-01-01')[0]).toMatchObject({
      validFrom: '0001-01-01',
      cycleEnd: null,
      state: 'active',
    });
    expect((await importRows(list, settings)).changes).toBe(0);
    await rm(folder, { recursive: true });
  });

  it('must be known', async () => {
    const error = await importRows(list, { policyId: 'nowhere-2000' }).catch((thrown: unknown) => thrown);
    expect((error as Failure).finding.code).toBe('policy-unknown');
  });
});

describe('rows that cannot be', () => {
  it.each([
    ['member-is-lead', [row(lead)], ['rejected']],
    ['member-is-lead', [{ leadName: '新湖幼儿园', memberName: '新湖 幼儿园' }], ['rejected']],
    ['member-twice', [row('东湖区星星幼儿园'), row('东湖区星星幼儿园')], ['inserted', 'rejected']],
    ['value-required', [{ office: '东湖区', leadName: lead, memberCategory: '二类' }], ['rejected']],
  ])('%s', async (code, rows, kinds) => {
    const done = await importRows(rows);
    expect([done.kinds, done.codes]).toEqual([kinds, [code]]);
    expect(groups()).toHaveLength(kinds.filter((kind) => kind === 'inserted').length);
  });

  it('a kindergarten under two leads is taken with a warning', async () => {
    const { kinds, codes } = await importRows([
      row('东湖区星星幼儿园'),
      { office: '西岭区', leadName: '西岭区实验幼儿园', memberName: '西岭区青禾幼儿园' },
      { office: '市直', leadName: '云溪市实验幼儿园', memberName: '东湖区星星幼儿园' },
    ]);
    expect([kinds, codes]).toEqual([['inserted', 'inserted', 'inserted'], ['member-elsewhere']]);
  });

  it('a lead without members is a group without members, with a warning', async () => {
    const alone = [{ office: '东湖区', leadName: lead }];
    const { kinds, codes } = await importRows(alone);
    expect([kinds, codes]).toEqual([['inserted'], ['member-missing']]);
    expect(groups()[0]).toMatchObject({ lead: { name: lead }, members: [] });
    expect((await importRows(alone)).kinds).toEqual(['unchanged']);
  });
});

describe('责任人', () => {
  const said = (memberResponsible: string) => [row('东湖区月亮幼儿园', { memberResponsible })];
  const responsible = (on = today) => findGroup(sample.ledger, 1, on)?.members[0]?.responsible;

  it('equal to the principal is not stored, so that it follows the principal', async () => {
    await importRows(said('东四'));
    expect(responsible()).toBeNull();
    expect((await importRows(said('东四'))).changes).toBe(0);
  });

  it('is kept where it differs, or followed from today with update; the past stays', async () => {
    await importRows(said('东四'));
    const kept = await importRows(said('王小溪'));
    expect([kept.kinds, kept.codes, kept.changes]).toEqual([['unchanged'], ['conflict-kept'], 0]);
    const updated = await importRows(said('王小溪'), { onConflict: 'update' });
    expect(updated.kinds).toEqual(['updated']);
    expect(updated.outcomes[0]?.changes).toEqual([
      { field: 'memberResponsible', before: '东四', after: '王小溪' },
    ]);
    expect([responsible('2022-08-31'), responsible(today)]).toEqual([null, '王小溪']);
    expect((await importRows(said('王小溪'), { onConflict: 'update' })).changes).toBe(0);
    const skipped = await importRows(said('李小湖'), { onConflict: 'skip' });
    expect([skipped.kinds, skipped.changes]).toEqual([['skipped'], 0]);
    const failed = await importRows(said('李小湖'), { onConflict: 'fail' });
    expect([failed.codes, failed.changes]).toEqual([['import-conflict'], 0]);
  });

  it('fills an unknown one for the whole time, and not as principal', async () => {
    await importRows([row('东湖区星星幼儿园')]);
    const filled = await importRows([row('东湖区星星幼儿园', { memberResponsible: '王小溪' })]);
    expect(filled.kinds).toEqual(['updated']);
    expect(responsible('2021-03-01')).toBe('王小溪');
    expect(kindergarten('东湖区星星幼儿园')?.principal).toBeNull();
  });
});

describe('a newer list', () => {
  const newer = [row('东湖区星星幼儿园'), row('东湖区太阳花幼儿园')];

  it('adds members and names those it leaves out, removing nobody', async () => {
    await importRows(list);
    const { kinds, findings } = await importRows(newer, { onConflict: 'update', since: '2022-03-01' });
    expect(kinds).toEqual(['unchanged', 'inserted']);
    expect(findings.map(({ code, field }) => [code, field])).toEqual([['not-in-list', 'leadName']]);
    expect(findings[0]?.message).toContain('东湖区月亮幼儿园');
    expect(names(findGroup(sample.ledger, 1, '2022-02-28'))).toEqual([
      '东湖区星星幼儿园',
      '东湖区月亮幼儿园',
    ]);
    expect(names(findGroup(sample.ledger, 1, '2022-03-01'))).toHaveLength(3);
  });

  it('does not bring back by itself who left; with --since it does', async () => {
    await importRows(list);
    await write(() => removeMember(sample.ledger, 1, idOf('东湖区星星幼儿园'), '2022-03-01', '退出'));
    const { kinds, codes, changes } = await importRows(list);
    expect([kinds, codes, changes]).toEqual([['skipped', 'unchanged', 'unchanged'], ['member-left'], 0]);
    expect((await importRows(list, { since: '2022-08-01' })).kinds[0]).toBe('inserted');
    expect(names(groups()[0])).toContain('东湖区星星幼儿园');
  });

  it('does not make a group again that was ended by hand', async () => {
    await importRows(list);
    await write(() => endGroup(sample.ledger, 1, '2022-03-01', '合并'));
    const { kinds, codes, changes } = await importRows(list);
    expect([kinds, codes, changes]).toEqual([['skipped', 'skipped', 'unchanged'], ['group-ended-kept'], 0]);
    expect((await importRows(list, { since: '2022-08-01' })).kinds).toContain('inserted');
    expect(groups().map((group) => group.id)).toEqual([2, 3]);
  });
});

describe('round trip: what was exported changes nothing', () => {
  async function expectUnchanged(on = today): Promise<void> {
    for (const onConflict of ['fill', 'update', 'fail'] as const) {
      const { kinds, changes, codes } = await importRows(exported(on), { onConflict, today: on });
      expect(kinds).toEqual(kinds.map(() => 'unchanged'));
      expect(changes).toBe(0);
      expect(codes.filter((code) => code !== 'member-missing' && code !== 'tier-open')).toEqual([]);
    }
  }

  it.each([today, '2026-05-01'])('after an import, on %s', async (on) => {
    await importRows(list);
    await expectUnchanged(on);
  });

  it('after changes by hand: members, leads, persons responsible, tiers, cycles, members of other districts', async () => {
    const { ledger } = sample;
    await importRows([...list, { office: '东湖区', leadName: '东湖区湖滨街道中心幼儿园' }]);
    await write(() => {
      addMember(ledger, 1, { kindergartenId: idOf('东湖区太阳花幼儿园') }, '2022-01-01');
      addMember(ledger, 1, { kindergartenId: idOf('西岭区青禾幼儿园'), responsible: '青一' }, '2022-01-01');
      removeMember(ledger, 1, idOf('东湖区星星幼儿园'), '2022-02-01', '退出');
      setResponsible(ledger, 1, idOf('东湖区月亮幼儿园'), '王小溪', '2022-05-01');
      changeLead(ledger, 2, { kindergartenId: idOf('西岭区小树苗幼儿园') }, '2022-01-01', '调整');
      setTier(ledger, 2, null);
    });
    expect(exported().map((each) => each.memberName)).toEqual([
      '东湖区月亮幼儿园',
      '东湖区太阳花幼儿园',
      '西岭区青禾幼儿园',
      undefined,
      undefined,
    ]);
    await expectUnchanged();
  });

  it('with two cycles of the same lead in the ledger', async () => {
    await importRows(list);
    await importRows([row('东湖区太阳花幼儿园')], { since: '2024-03-01', today: '2024-03-01' });
    expect(groups('2024-06-01')).toHaveLength(3);
    await expectUnchanged('2024-06-01');
  });
});
