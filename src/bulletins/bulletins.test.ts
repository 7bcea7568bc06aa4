import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { addActivity } from '../activities/activities.store.ts';
import { builtInTemplates } from '../cli/create-context.ts';
import { bulletinShapes } from '../cli/shapes-bulletins.ts';
import { loadProfile } from '../documents/load-profile.ts';
import { renderDocument } from '../documents/render-document.ts';
import { ooxmlProblems } from '../documents/testing/validate-ooxml.ts';
import { verifyDocument } from '../documents/verify-document.ts';
import { findFonts } from '../fonts/find-fonts.ts';
import { addFinding, addInspection, addStep } from '../inspections/inspections.store.ts';
import { archiveFolder, keptFiles } from '../ledger/archive-folder.ts';
import { ownOffice } from '../ledger/offices.store.ts';
import { loadPolicy } from '../policy/load.ts';
import { Ledger } from '../store/ledger.ts';
import { openWorkbook } from '../workbook/open.ts';
import { readBulletinFile } from './file-figures.ts';
import { makeBulletin } from './make-bulletin.ts';
import { quarterOf } from './quarter.ts';
import { bulletinDesk } from './testing/bulletin-desk.ts';
import { regularActivities } from './testing/regular-activities.ts';
import { scenarios } from './testing/scenarios.ts';

type Desk = Awaited<ReturnType<typeof bulletinDesk>>;

const helan = { policy: 'helan-2022', cycleEnd: null, since: '2022-01-01' } as const;
const normal = { groups: 4, ...helan, activities: regularActivities(4, '2022-02', '2022-06', { skip: 6 }) };

// Charts take most of the time: they are drawn where it matters.
const draftWords = ['bulletin', 'draft', '--quarter', '2022Q2', '--json', '--without-charts'];

async function draft(desk: Desk, ...words: string[]) {
  const { exit, out, err } = await desk.youlian(...draftWords, ...words);
  expect(exit, err).toBe(0);
  return { ...bulletinShapes['bulletin-draft'].parse(JSON.parse(out)), err };
}

/** The codes of the findings that a command told of. */
const codesIn = (err: string) => [...err.matchAll(/（([a-z-]+)）/gu)].map(([, code]) => code);

/** Rewrites the main part of a Word file, as somebody's editing would. */
function edit(path: string, change: (xml: string) => string): void {
  const parts = unzipSync(readFileSync(path));
  const xml = change(strFromU8(parts['word/document.xml']!));
  writeFileSync(path, zipSync({ ...parts, 'word/document.xml': strToU8(xml) }));
}

describe('bulletin draft', () => {
  let desk: Desk;
  let made: Awaited<ReturnType<typeof draft>>;
  beforeAll(async () => {
    desk = await bulletinDesk(normal);
    made = await draft(
      desk,
      '--output',
      '通报.docx',
      '--number',
      '云教字〔2022〕9号',
      '--date',
      '2022-07-15',
      '--sealed',
    );
  });

  it('prints every figure as it stands in the document', async () => {
    const bytes = readFileSync(made.file);
    expect(made.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const { text, figures } = await readBulletinFile(
      made.file,
      made.file,
      made.figures.map(({ id }) => id),
    );
    expect(made.figures.length).toBeGreaterThan(60);
    for (const { id, value, query, label } of made.figures) {
      expect(text, id).toContain(value);
      expect(query, id).toMatch(/[a-z]+\(.+\)|[a-z]+ - /u);
      expect(label).not.toBe('');
      const shown = figures.filter(({ figure }) => figure === id).map((each) => each.text);
      expect(new Set(shown), id).toEqual(new Set([value]));
    }
  });

  it('is valid, and measures what the standard asks for', async () => {
    const bytes = readFileSync(made.file);
    expect(ooxmlProblems(bytes)).toEqual([]);
    const checks = await verifyDocument(bytes, loadProfile('standard', [builtInTemplates()]));
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.length).toBeGreaterThan(10);
  });

  it('gives the same bytes for the same ledger and options', async () => {
    const again = await draft(
      desk,
      '--output',
      '又一份.docx',
      '--number',
      '云教字〔2022〕9号',
      '--date',
      '2022-07-15',
      '--sealed',
    );
    expect(again.sha256).toBe(made.sha256);
    expect(again.figures).toEqual(made.figures);
    const [one, other] = ['通报', '又一份'].map((name) =>
      readFileSync(join(desk.folder, `${name}-附件1 各集团活动情况表.xlsx`)),
    );
    expect(one?.equals(other!)).toBe(true);
  });

  it('puts the tables of the attachments into workbooks, numbers as numbers', async () => {
    const names = readdirSync(desk.folder).filter((name) => name.startsWith('通报-'));
    expect(names).toEqual([
      '通报-附件1 各集团活动情况表.xlsx',
      '通报-附件2 各项活动情况表.xlsx',
      '通报-附件3 欠办事项清单.xlsx',
    ]);
    const workbook = await openWorkbook(join(desk.folder, names[0]!));
    const rows: string[] = [];
    for await (const row of workbook.sheets[0]!.rows()) rows.push(JSON.stringify(row));
    await workbook.close();
    expect(rows.join('\n')).toContain('"type":"number"');
  });

  it('draws charts, the same each time', async () => {
    const request = ['bulletin', 'draft', '--quarter', '2022Q2', '--json', '--output', '图.docx', '--force'];
    const [one, other] = [await desk.youlian(...request), await desk.youlian(...request)];
    expect(one.exit, one.err).toBe(0);
    expect(one.out).toBe(other.out);
    const parts = Object.keys(unzipSync(readFileSync(join(desk.folder, '图.docx'))));
    // Without a Chinese font on the machine the bulletin is made all the same, without pictures.
    const hasFont = findFonts({ environment: process.env }).installed.some(({ families }) =>
      families.some((name) => /CJK SC|Hei|黑体|宋体|SimSun/u.test(name)),
    );
    expect(parts.filter((name) => name.endsWith('.png'))).toHaveLength(hasFont ? 3 : 0);
    await draft(
      desk,
      '--output',
      '通报.docx',
      '--force',
      '--number',
      '云教字〔2022〕9号',
      '--date',
      '2022-07-15',
      '--sealed',
    );
  });

  it('says how the issuing is entered, by the file where it lies', async () => {
    const own = await bulletinDesk({ ...normal, groups: 1, activities: [] });
    const { err } = await draft(own, '--output', '甲 乙.docx', '--policy', 'helan-2022');
    expect(err).toContain(
      'youlian bulletin issue 2022Q2 "甲 乙.docx" --number 发文字号 --date 日期 --policy helan-2022',
    );
  });

  it('keeps the draft, without asking; a dry run keeps and writes nothing', async () => {
    const { out } = await desk.youlian('bulletin', 'list', '--json');
    const [kept, ...others] = bulletinShapes['bulletin-list'].parse(JSON.parse(out));
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ quarter: '2022Q2', state: 'draft', sha256: made.sha256 });
    const before = readdirSync(desk.folder);
    const { err } = await draft(desk, '--output', '试.docx', '--dry-run');
    expect(err).toContain('试运行');
    expect(readdirSync(desk.folder)).toEqual(before);
    const { exit } = await desk.youlian(...draftWords, '--output', '通报.docx');
    expect(exit).toBe(2);
  });

  it('counts what independent queries count', () => {
    const ledger = Ledger.open(desk.ledgerPath, { readonly: true });
    const one = (sql: string) => String(ledger.prepare<[], { n: number }>(sql).get()?.n);
    const value = (id: string) => made.figures.find((figure) => figure.id === id)?.value;
    const span = "state = 'done' AND held_on BETWEEN '2022-04-01' AND '2022-06-30'";
    try {
      expect(value('overview.groups')).toBe(one('SELECT count(*) AS n FROM alliance_group'));
      expect(value('overview.covered')).toBe(
        one('SELECT count(DISTINCT kindergarten_id) AS n FROM membership'),
      );
      expect(value('overview.roster')).toBe(one('SELECT count(*) AS n FROM kindergarten'));
      expect(value('overview.activities')).toBe(
        one(`SELECT count(*) AS n FROM activity WHERE group_id IS NOT NULL AND ${span}`),
      );
      expect(value('overview.people')).toBe(
        one(
          `SELECT sum(people) AS n FROM activity_kindergarten JOIN activity ON activity.id = activity_id WHERE ${span}`,
        ),
      );
      for (const kind of ['research', 'training']) {
        expect(value(`kind.${kind}.held`)).toBe(
          one(`SELECT count(*) AS n FROM activity WHERE kind = '${kind}' AND ${span}`),
        );
        // Once a month of teaching, for each group: April, May, June.
        expect(value(`rule.H9.${kind}.due`)).toBe(one('SELECT count(*) * 3 AS n FROM alliance_group'));
        expect(value(`rule.H9.${kind}.done`)).toBe(
          one(
            `SELECT count(DISTINCT group_id || substr(held_on, 1, 7)) AS n FROM activity WHERE kind = '${kind}' AND ${span}`,
          ),
        );
      }
      for (const id of desk.groupIds) {
        const done = one(
          `SELECT count(DISTINCT kind || substr(held_on, 1, 7)) AS n FROM activity WHERE group_id = ${id} AND ${span}`,
        );
        expect(value(`group.${id}.done`), String(id)).toBe(done);
        expect(value(`group.${id}.owed`)).toBe(String(6 - Number(done)));
        expect(value(`group.${id}.rate`)).toBe(`${Math.round((Number(done) / 6) * 1000) / 10}%`);
      }
    } finally {
      ledger.close();
    }
  });
});

describe('bulletin draft says', () => {
  it.each([
    ['bulletin-no-groups', { groups: 0 }, '2022Q1'],
    ['bulletin-cycle-over', { groups: 1 }, '2026Q3'],
    ['bulletin-no-records', { groups: 1, ...helan }, '2022Q2'],
    ['bulletin-running', { groups: 1, ...helan }, '2026Q4'],
    ['bulletin-undecided', { groups: 1, ...helan }, '2022Q2'],
    ['bulletin-date-assumed', { groups: 0 }, '2022Q1'],
    [
      'bulletin-characters-left-out',
      {
        groups: 1,
        ...helan,
        activities: normal.activities.filter(({ group }) => group === 1),
        groupName: () => '铃\u0007声集团',
      },
      '2022Q2',
    ],
  ])('%s', async (code, options, quarter) => {
    const desk = await bulletinDesk(options);
    const { exit, err } = await desk.youlian('bulletin', 'draft', '--quarter', quarter, '--without-charts');
    expect(exit, err).toBe(0);
    expect(codesIn(err)).toContain(code);
  });

  it.each([
    ['bulletin-quarter-ahead', ['--quarter', '2027Q1']],
    ['option-value', ['--quarter', '2027Q5']],
    ['option-value', ['--quarter', '2022Q2', '--on', '2022-07-01']],
    ['profile-missing', ['--quarter', '2022Q2', '--profile', 'none']],
  ])('%s', async (code, words) => {
    const desk = await bulletinDesk({ groups: 0 });
    const { exit, err } = await desk.youlian('bulletin', 'draft', ...words);
    expect(exit).toBe(2);
    expect(codesIn(err)).toContain(code);
  });

  it('bulletin-without-pictures where no font draws Chinese', async () => {
    const desk = await bulletinDesk(normal);
    const ledger = Ledger.open(desk.ledgerPath, { readonly: true });
    const quarter = quarterOf('2022Q2');
    const templateFolders = [builtInTemplates()];
    const made = await makeBulletin(ledger, {
      ...{ quarter, countedOn: quarter.to, templateFolders, profile: 'standard' },
      policy: loadPolicy('helan-2022', templateFolders),
      head: { addressees: [], issuer: null, number: null, date: null, isSealed: false, copyTo: [] },
      fonts: { named: [], installed: [], findings: [] },
    });
    ledger.close();
    const code = 'bulletin-without-pictures';
    expect(made.findings.map((finding) => finding.code)).toContain(code);
    expect(made.document.body.some(({ kind }) => kind === 'picture')).toBe(false);
  });

  it('where a template of the office names a field that is not there', async () => {
    const desk = await bulletinDesk(normal);
    const ledger = Ledger.open(desk.ledgerPath, { readonly: true });
    ledger.close();
    const { mkdirSync } = await import('node:fs');
    const own = join(desk.folder, '幼联模板', 'bulletin');
    mkdirSync(own, { recursive: true });
    const usual = readFileSync(join(builtInTemplates(), 'bulletin', 'quarterly.md'), 'utf8');
    writeFileSync(join(own, 'quarterly.md'), usual.replace('{{总体.联盟数}}个', '{{总体.联盟树}}个'));
    const { exit, err } = await desk.youlian('bulletin', 'draft', '--quarter', '2022Q2');
    expect(exit).toBe(2);
    expect(err).toMatch(/第 \d+ 行第 \d+ 列/u);
    expect(err).toContain('联盟树');
    expect(readdirSync(desk.folder).filter((name) => name.endsWith('.docx'))).toEqual([]);
  });
});

describe('bulletin draft takes names as they are', () => {
  it('and makes a valid document of them', async () => {
    const scenario = scenarios.find(({ name }) => name === '生僻和古怪的名称')!;
    const desk = await bulletinDesk(scenario.desk);
    const made = await draft(
      desk,
      '--output',
      '通报.docx',
      '--issuer',
      '东湖区<教育局>&𠮷',
      '--addressee',
      '各园|所\n{{甲}}',
    );
    const bytes = readFileSync(made.file);
    expect(ooxmlProblems(bytes)).toEqual([]);
    const { text, figures } = await readBulletinFile(
      made.file,
      made.file,
      made.figures.map(({ id }) => id),
    );
    for (const part of ['东湖区<𠮷祥>&“共成长” {{联盟}}|集团', '东湖区<教育局>&𠮷', '各园|所'])
      expect(text).toContain(part);
    expect(new Set(figures.map(({ figure }) => figure))).toEqual(new Set(made.figures.map(({ id }) => id)));
    for (const name of readdirSync(desk.folder).filter((each) => each.endsWith('.xlsx'))) {
      expect(ooxmlProblems(readFileSync(join(desk.folder, name))), name).toEqual([]);
    }
  });
});

describe('what should have been mended', () => {
  it('is counted without names, and named once confirmed', async () => {
    const desk = await bulletinDesk(normal);
    const ledger = Ledger.open(desk.ledgerPath);
    const at = new Date('2022-05-01T00:00:00Z');
    const { result: finding } = await ledger.perform(
      { kind: 't', title: 't', commandLine: 't', clerk: 't', at },
      () => {
        const [{ id } = { id: 0 }] = ledger
          .prepare<[], { id: number }>(
            "SELECT kindergarten_id AS id FROM membership WHERE role = 'member' ORDER BY id LIMIT 1",
          )
          .all();
        const inspection = addInspection(ledger, {
          ...{ kind: 'inspection', groupId: null, kindergartenId: id, inspectorId: null, planFiledOn: null },
          ...{ visitedOn: '2022-04-12', topics: null, opinion: null, note: null, origin: 'hand' },
        });
        const found = addFinding(ledger, {
          inspectionId: inspection,
          number: 1,
          content: '户外场地有积水',
          severity: 'ordinary',
          points: null,
          note: null,
        });
        addStep(ledger, {
          findingId: found,
          step: 'notice',
          doneOn: '2022-04-15',
          dueOn: '2022-05-15',
          passed: null,
          result: null,
          document: null,
        });
        return found;
      },
    );
    ledger.close();
    const read = async (name: string) => {
      const made = await draft(desk, '--output', name);
      return { ...made, ...(await readBulletinFile(made.file, name, [])) };
    };
    const before = await read('一.docx');
    expect(before.text).toMatch(/有1项超过期限仍未完成整改：户外场地有积水（应于2022年5月15日前完成）/u);
    expect(before.text).not.toContain('东湖区第一联盟甲幼儿园');
    const { out } = await desk.youlian('bulletin', 'confirmations', '--quarter', '2022Q2', '--json');
    const key = bulletinShapes['bulletin-confirmations']
      .parse(JSON.parse(out))
      .find(({ source }) => source === 'overdue')!.id;
    expect(key).toContain(`overdue:${finding}:`);
    const confirmed = await desk.youlian(
      'bulletin',
      'confirm',
      key,
      '--quarter',
      '2022Q2',
      '--reason',
      '现场复查仍有积水',
      '--yes',
    );
    expect(confirmed.exit, confirmed.err).toBe(0);
    expect((await read('二.docx')).text).toMatch(
      /东湖区第一联盟甲幼儿园（东湖区第一实验幼儿园联盟）：“户外场地有积水”.*逾期未完成，现场复查仍有积水。/u,
    );
  });
});

describe('bulletin trace', () => {
  let desk: Desk;
  let made: Awaited<ReturnType<typeof draft>>;
  beforeAll(async () => {
    desk = await bulletinDesk(normal);
    made = await draft(desk, '--output', '通报.docx');
  });
  const trace = async (...words: string[]) => {
    const { exit, out, err } = await desk.youlian('bulletin', 'trace', '通报.docx', ...words, '--json');
    expect(exit, err).toBe(0);
    return { ...bulletinShapes['bulletin-trace'].parse(JSON.parse(out)), err };
  };

  it('lists all figures, and finds one by number, id or what is printed', async () => {
    const all = await trace();
    expect(all.figures.map(({ id }) => id)).toEqual(made.figures.map(({ id }) => id));
    expect(all.unchanged).toBe(true);
    expect(
      all.figures.every(({ isChangedByHand, hasLedgerMoved }) => !isChangedByHand && !hasLedgerMoved),
    ).toBe(true);
    expect((await trace('12')).figures).toMatchObject([{ number: 12, id: made.figures[11]!.id }]);
    const [held] = (await trace('overview.activities')).figures;
    expect(held?.records).toHaveLength(Number(held?.value));
    expect(held?.records[0]).toMatchObject({ kind: 'activity' });
    const rate = made.figures.find(({ id }) => id === 'overview.rate')!;
    expect((await trace(rate.value)).figures.map(({ id }) => id)).toContain('overview.rate');
    const { out } = await desk.youlian('bulletin', 'trace', '通报.docx', 'overview.owed');
    expect(out).toMatch(/怎么数.*owed\(policy=helan-2022/u);
    expect(out).toMatch(/应办 1，已办 0，欠 1/u);
  });

  it('names what a share is reckoned from, and the others printed like an ordinal', async () => {
    const [rate] = (await trace('overview.rate')).figures;
    const numberOf = (id: string) => made.figures.findIndex((figure) => figure.id === id) + 1;
    expect(rate?.parts).toMatchObject({
      sign: '÷',
      of: [
        { id: 'overview.done', number: numberOf('overview.done') },
        { id: 'overview.due', number: numberOf('overview.due') },
      ],
    });
    const { out } = await desk.youlian('bulletin', 'trace', '通报.docx', 'overview.rate');
    expect(out).toContain(`由来　　第 ${numberOf('overview.done')} 个“已办次数”`);
    const twice = made.figures.find(
      ({ value }, index) =>
        Number(value) > 0 && Number(value) !== index + 1 && made.figures[Number(value) - 1] !== undefined,
    )!;
    const both = await desk.youlian('bulletin', 'trace', '通报.docx', twice.value);
    expect(both.out).toContain(`第 ${twice.value} 个数字`);
    expect(both.err).toMatch(new RegExp(`印作“${twice.value}”的还有第 .*${numberOf(twice.id)}`, 'u'));
  });

  it('shows as evidence only what adds to the figure', async () => {
    for (const id of ['overview.due', 'overview.done', 'overview.owed']) {
      const [figure] = (await trace(id)).figures;
      const own = { due: '应办', done: '已办', owed: '欠' }[id.slice(9)]!;
      const sum = figure!.records.reduce(
        (total, { text }) => total + Number(new RegExp(`${own} (\\d+)`, 'u').exec(text)?.[1]),
        0,
      );
      expect(String(sum)).toBe(figure!.value);
      expect(figure!.records.filter(({ text }) => text.includes(`${own} 0`))).toEqual([]);
    }
  });

  it('tells numbers changed by hand, lost marks and a ledger that moved', async () => {
    const path = join(desk.folder, '通报.docx');
    const before = readFileSync(path);
    edit(path, (xml) =>
      xml.replace(/(w:name="fig_overview_pgroups_1"[^>]*>.*?<w:t[^>]*>)4(<\/w:t>)/su, '$15$2'),
    );
    const changed = await trace('overview.groups');
    expect(changed.figures[0]).toMatchObject({ isChangedByHand: true, value: '4' });
    expect(changed.figures[0]?.inFile[0]).toBe('5');
    expect(codesIn(changed.err)).toContain('bulletin-figures-changed');
    edit(path, (xml) => xml.replace(/<w:bookmark(?:Start|End)[^>]*>/gu, ''));
    expect(codesIn((await trace()).err)).toContain('bulletin-figures-lost');
    writeFileSync(path, before);
    const ledger = Ledger.open(desk.ledgerPath);
    await ledger.perform(
      { kind: 't', title: 't', commandLine: 't', clerk: 't', at: new Date('2022-07-01T00:00:00Z') },
      () =>
        addActivity(ledger, {
          policyId: 'helan-2022',
          groupId: desk.groupIds[0]!,
          kind: 'research',
          title: '补录',
          state: 'done',
          origin: 'hand',
          heldOn: '2022-05-31',
        }),
    );
    ledger.close();
    const [moved] = (await trace('overview.activities')).figures;
    expect(moved).toMatchObject({ hasLedgerMoved: true, now: String(Number(moved?.value) + 1) });
  });

  it.each([
    ['bulletin-figure-unknown', ['通报.docx', '没有这个']],
    ['document-unreadable', ['youlian.db']],
    ['bulletin-file-unknown', ['别的.docx']],
    ['file-not-found', ['没有.docx']],
  ])('%s', async (code, words) => {
    writeFileSync(
      join(desk.folder, '别的.docx'),
      await renderDocument({ title: '通知', body: [] }, loadProfile('standard', [builtInTemplates()])),
    );
    const { exit, err } = await desk.youlian('bulletin', 'trace', ...words);
    expect(exit).toBe(2);
    expect(codesIn(err)).toContain(code);
  });
});

describe('bulletin confirm', () => {
  it('tells two of the same name apart', async () => {
    const desk = await bulletinDesk({
      ...{ ...normal, groups: 2, activities: regularActivities(2, '2022-02', '2022-06', { skip: 2 }) },
      groupName: () => '实验园集团',
    });
    const { out } = await desk.youlian('bulletin', 'confirmations', '--quarter', '2022Q2', '--json');
    const keys = bulletinShapes['bulletin-confirmations'].parse(JSON.parse(out)).map(({ id }) => id);
    const both = desk.groupIds.map((id) => keys.find((key) => key.endsWith(`:g${id}`)) ?? '');
    const words = ['--quarter', '2022Q2', '--reason', '催办后仍未开展', '--yes'];
    const { exit, err } = await desk.youlian('bulletin', 'confirm', ...both, ...words);
    expect(exit, err).toBe(0);
    await draft(desk, '--output', '通报.docx');
    const { text } = await readBulletinFile(join(desk.folder, '通报.docx'), '通报.docx', []);
    expect(text.match(/实验园集团：本季度/gu)).toHaveLength(2);
  });

  it('names nobody in criticism until a finding is confirmed, and no longer once it is gone', async () => {
    const desk = await bulletinDesk(normal);
    const listed = async () => {
      const { out } = await desk.youlian('bulletin', 'confirmations', '--quarter', '2022Q2', '--json');
      return bulletinShapes['bulletin-confirmations'].parse(JSON.parse(out));
    };
    const [first] = await listed();
    const key = first!.id;
    const criticised = async (name: string) => {
      await draft(desk, '--output', `${name}.docx`);
      return (await readBulletinFile(join(desk.folder, `${name}.docx`), name, [])).text.includes('通报批评');
    };
    expect(await criticised('之前')).toBe(false);
    const words = ['bulletin', 'confirm', key, '--quarter', '2022Q2'];
    expect((await desk.youlian(...words, '--yes')).exit).toBe(2);
    const { exit, out, err } = await desk.youlian(...words, '--reason', '催办后仍未开展', '--yes', '--json');
    expect(exit, err).toBe(0);
    bulletinShapes['bulletin-confirm'].parse(JSON.parse(out));
    expect((await listed())[0]?.confirmed).toMatchObject({ reason: '催办后仍未开展', by: '测试' });
    expect(await criticised('之后')).toBe(true);
    const ledger = Ledger.open(desk.ledgerPath);
    const [, rule, of] = key.split(':');
    await ledger.perform(
      { kind: 't', title: 't', commandLine: 't', clerk: 't', at: new Date('2022-07-01T00:00:00Z') },
      () => {
        for (const month of ['04', '05', '06']) {
          addActivity(ledger, {
            policyId: 'helan-2022',
            groupId: Number(of!.slice(1)),
            kind: rule!.slice(3),
            title: '补录',
            state: 'done',
            origin: 'hand',
            heldOn: `2022-${month}-28`,
          });
        }
      },
    );
    ledger.close();
    const gone = await draft(desk, '--output', '补办以后.docx');
    expect(codesIn(gone.err)).toContain('bulletin-confirmation-gone');
    const withdrawn = await desk.youlian(...words, '--withdraw', '--yes', '--json');
    expect(withdrawn.exit, withdrawn.err).toBe(0);
    bulletinShapes['bulletin-confirm'].parse(JSON.parse(withdrawn.out));
    const unknown = await desk.youlian(
      'bulletin',
      'confirm',
      'owed:X:g1',
      '--quarter',
      '2022Q2',
      '--reason',
      '理由',
      '--yes',
    );
    expect(codesIn(unknown.err)).toContain('bulletin-finding-unknown');
  });

  it('marks what was held as outstanding, and nothing that was only planned', async () => {
    const desk = await bulletinDesk(normal);
    const { exit, out, err } = await desk.youlian(
      'bulletin',
      'mark',
      '1',
      '--outcome',
      '案例3个',
      '--yes',
      '--json',
    );
    expect(exit, err).toBe(0);
    bulletinShapes['bulletin-mark'].parse(JSON.parse(out));
    const ledger = Ledger.open(desk.ledgerPath);
    const { result } = await ledger.perform(
      { kind: 't', title: 't', commandLine: 't', clerk: 't', at: new Date('2022-07-01T00:00:00Z') },
      () =>
        addActivity(ledger, {
          policyId: 'helan-2022',
          groupId: desk.groupIds[0]!,
          kind: 'research',
          title: '计划',
          state: 'planned',
          origin: 'plan',
          plannedOn: '2022-12-01',
        }),
    );
    ledger.close();
    const refused = await desk.youlian('bulletin', 'mark', String(result), '--yes');
    expect(refused.exit).toBe(2);
    expect(codesIn(refused.err)).toContain('bulletin-activity-not-outstanding');
  });
});

describe('bulletin issue', () => {
  const issue = (desk: Desk, ...words: string[]) => desk.youlian('bulletin', 'issue', ...words, '--yes');
  const asIssued = ['--number', '云教字〔2022〕9号', '--date', '2022-07-15'];

  it('files the document, meets the duty of the quarter, and is undone', async () => {
    const desk = await bulletinDesk({
      groups: 2,
      activities: [{ group: 1, kind: 'family', on: '2022-05-30' }],
    });
    await draft(desk, '--output', '通报.docx');
    const before = Ledger.open(desk.ledgerPath);
    await before.perform(
      { kind: 't', title: 't', commandLine: 't', clerk: 't', at: new Date('2022-07-01T00:00:00Z') },
      () =>
        addActivity(before, {
          policyId: 'zaozhuang-2021',
          officeId: ownOffice(before).id,
          kind: 'bulletin',
          title: '次年的通报',
          state: 'planned',
          origin: 'hand',
          plannedOn: '2023-01-10',
        }),
    );
    before.close();
    const owed = async () => {
      const { out } = await desk.youlian(
        'activity',
        'due',
        '--period',
        '2022-Q2',
        '--policy',
        'zaozhuang-2021',
        '--json',
      );
      return (JSON.parse(out) as { rule: string; done: number; owed: number }[]).find(
        ({ rule }) => rule === 'Z11.bulletin',
      );
    };
    const { exit, out, err } = await issue(desk, '2022Q2', '通报.docx', ...asIssued, '--json');
    expect(exit, err).toBe(0);
    const record = bulletinShapes['bulletin-issue'].parse(JSON.parse(out));
    expect(record.activity).toBeGreaterThan(0);
    expect(keptFiles(archiveFolder(desk.ledgerPath)).map(({ sha256 }) => sha256)).toEqual([record.sha256]);
    const ledger = Ledger.open(desk.ledgerPath, { readonly: true });
    const held = ledger
      .prepare("SELECT due_from, due_to, held_on FROM activity WHERE kind = 'bulletin' AND state = 'done'")
      .all();
    ledger.close();
    expect(held).toEqual([{ due_from: '2022-04-01', due_to: '2022-06-30', held_on: '2022-07-15' }]);
    expect(await owed()).toMatchObject({ done: 1, owed: 0 });
    const shown = await desk.youlian('bulletin', 'show', '2022Q2', '--json');
    expect(bulletinShapes['bulletin-show'].parse(JSON.parse(shown.out))).toMatchObject({
      state: 'issued',
      number: '云教字〔2022〕9号',
    });
    const again = await issue(desk, '2022Q2', '通报.docx', ...asIssued);
    expect(codesIn(again.err)).toContain('bulletin-issued-already');
    expect((await desk.youlian('archive', 'verify')).exit).toBe(0);
    const undone = await desk.youlian('undo', String(record.operation), '--yes');
    expect(undone.exit, undone.err).toBe(0);
    expect((await issue(desk, '2022Q2', '通报.docx', ...asIssued)).exit).toBe(0);
  });

  it('holds a file that was saved again against the version it came from', async () => {
    const desk = await bulletinDesk(normal);
    const first = await draft(desk, '--output', '印发.docx');
    const edited = join(desk.folder, '印发.docx');
    edit(edited, (xml) =>
      xml.replace(/(w:name="fig_overview_pgroups_1"[^>]*>.*?<w:t[^>]*>)4(<\/w:t>)/su, '$15$2'),
    );
    const issued = await issue(desk, '2022Q2', '印发.docx', ...asIssued);
    expect(issued.exit, issued.err).toBe(0);
    const trace = async (name: string) => {
      const { exit, out, err } = await desk.youlian('bulletin', 'trace', name, '--json');
      expect(exit, err).toBe(0);
      return { ...bulletinShapes['bulletin-trace'].parse(JSON.parse(out)), err };
    };
    // Another word in the text gives other bytes, as another program's saving does.
    const again = (name: string, marked = true) => {
      const path = join(desk.folder, name);
      writeFileSync(path, readFileSync(join(desk.folder, name.replace('又存', ''))));
      edit(path, (xml) => {
        const said = xml.replace('存在的问题', '存在问题');
        return marked ? said : said.replace(/<w:bookmarkStart[^>]*"ver_[^>]*>/gu, '');
      });
    };
    again('印发又存.docx');
    expect(await trace('印发又存.docx')).toMatchObject({ state: 'issued', unchanged: false });
    const ledger = Ledger.open(desk.ledgerPath);
    await ledger.perform(
      { kind: 't', title: 't', commandLine: 't', clerk: 't', at: new Date('2022-07-01T00:00:00Z') },
      () =>
        addActivity(ledger, {
          policyId: 'helan-2022',
          groupId: desk.groupIds[0]!,
          kind: 'principals',
          title: '补录',
          state: 'done',
          origin: 'hand',
          heldOn: '2022-05-31',
        }),
    );
    ledger.close();
    const second = await draft(desk, '--output', '重拟.docx');
    expect(second.figures).not.toEqual(first.figures);
    for (const marked of [true, false]) {
      again('重拟又存.docx', marked);
      const own = await trace('重拟又存.docx');
      expect(own.state).toBe('draft');
      expect(codesIn(own.err)).toEqual([]);
      again('印发又存.docx', marked);
      expect((await trace('印发又存.docx')).state).toBe('issued');
    }
  });

  it('says what the document does not bear out of its number and day', async () => {
    const desk = await bulletinDesk(normal);
    await draft(desk, '--output', '通报.docx');
    const { err } = await issue(desk, '2022Q2', '通报.docx', ...asIssued, '--dry-run');
    expect(codesIn(err)).toEqual(
      expect.arrayContaining(['bulletin-number-differs', 'bulletin-date-differs']),
    );
    await draft(desk, '--output', '通报.docx', '--force', ...asIssued);
    const same = await issue(desk, '2022Q2', '通报.docx', ...asIssued);
    expect(same.exit, same.err).toBe(0);
    expect(codesIn(same.err)).not.toContain('bulletin-number-differs');
    expect(codesIn(same.err)).not.toContain('bulletin-date-differs');
  });

  it('says what changed in the ledger since', async () => {
    const desk = await bulletinDesk(normal);
    await draft(desk, '--output', '通报.docx');
    const issued = await issue(desk, '2022Q2', '通报.docx', ...asIssued);
    expect(issued.exit, issued.err).toBe(0);
    expect(codesIn(issued.err)).toContain('bulletin-duty-missing');
    expect((await draft(desk, '--output', '一.docx')).err).toContain('数字与印发时相同');
    const ledger = Ledger.open(desk.ledgerPath);
    await ledger.perform(
      { kind: 't', title: 't', commandLine: 't', clerk: 't', at: new Date('2022-07-01T00:00:00Z') },
      () =>
        addActivity(ledger, {
          policyId: 'helan-2022',
          groupId: desk.groupIds[0]!,
          kind: 'principals',
          title: '补录',
          state: 'done',
          origin: 'hand',
          heldOn: '2022-05-31',
        }),
    );
    ledger.close();
    expect((await draft(desk, '--output', '二.docx')).err).toMatch(/集团开展活动次数：\d+ → \d+/u);
    await draft(desk, '--output', '三.docx', '--quarter', '2022Q1');
    const taken = await issue(desk, '2022Q1', '三.docx', ...asIssued);
    expect(codesIn(taken.err)).toContain('bulletin-number-taken');
    const other = await issue(desk, '2022Q1', '一.docx', '--number', '1号', '--date', '2022-07-15');
    expect(other.exit, other.err).toBe(0);
    expect(codesIn(other.err)).toContain('bulletin-other-quarter');
    expect(codesIn(issued.err)).not.toContain('bulletin-other-quarter');
    const missing = await issue(desk, '2022Q3', '三.docx', '--number', '1号');
    expect(codesIn(missing.err)).toContain('bulletin-not-drafted');
  });
});
