import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeActivity, listActivities } from '../activities/activities.store.ts';
import { builtInTemplates } from '../cli/create-context.ts';
import { shapes } from '../cli/shapes.ts';
import { loadProfile } from '../documents/load-profile.ts';
import { ooxmlProblems } from '../documents/testing/validate-ooxml.ts';
import { verifyDocument } from '../documents/verify-document.ts';
import { createGroup } from '../groups/groups.store.ts';
import { addFinding, addStep } from '../inspections/inspections.store.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import { deskDay, longName, type PaperDesk, paperDesk, rareName } from './testing/paper-desk.ts';

const golden = (name: string) => join(import.meta.dirname, '../../fixtures/papers', `${name}.txt`);

const summary = ['--field', '上级单位=临江省教育厅', '--field', '做法及成效=坚持联合教研。', '--field'];
const kinds: readonly (readonly [string, readonly string[]])[] = [
  ['half-year-report', ['--group', '东湖联盟', '--field', '主要做法=第一段。\\n第二段，{{不是字段}}。']],
  [
    'yearly-summary',
    ['--period', '2026', ...summary, '存在问题=骨干教师不足。', '--field', '下年打算=扩大观摩。'],
  ],
  ['forming-notice', ['--number', '云教〔2026〕12号']],
  [
    'approval-reply',
    ['--group', '东湖联盟', '--field', '来文=关于组建东湖联盟的请示', '--number', '云教函〔2026〕3号'],
  ],
  ['agreement', ['--group', '东湖联盟']],
  ['plaque-application', ['--member', '东湖区星星幼儿园', '--field', '申请理由=保教质量明显提高。']],
  ['plaque-certificate', ['--member', '东湖区星星幼儿园', '--field', '牌匾名称=东湖联盟成员园']],
  ['posting-certificate', ['--posting', '1']],
  ['rectification-notice', ['--inspection', '1', '--field', '联系人=何平']],
  ['meeting-notice', ['--activity', '3', '--field', '参加人员=各园园长。']],
  ['blue-book', ['--policy', 'jingan-2023', '--period', '2026']],
];

const make = (desk: PaperDesk, kind: string, ...words: readonly string[]) =>
  desk.play('document', 'make', kind, ...words);

describe('the built-in papers', () => {
  it.each(kinds)('%s', async (kind, words) => {
    const desk = await paperDesk();
    const first = await make(desk, kind, ...words, '-o', '一.docx');
    expect(first.exit, first.err).toBe(0);
    expect((await make(desk, kind, ...words, '-o', '二.docx')).exit).toBe(0);
    expect(Buffer.from(desk.bytes('一.docx')).equals(Buffer.from(desk.bytes('二.docx')))).toBe(true);
    const bytes = desk.bytes('一.docx');
    expect(ooxmlProblems(bytes)).toEqual([]);
    const checks = await verifyDocument(bytes, loadProfile('standard', [builtInTemplates()]), kind);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    await expect(desk.text('一.docx')).toMatchFileSnapshot(golden(kind));
  });
});

describe('the rectification notice', () => {
  const step = (
    findingId: number,
    name: 'feedback' | 'notice',
    doneOn: string,
    dueOn: string | null = null,
  ) => ({
    ...{ findingId, step: name, doneOn, dueOn, passed: null, result: null, document: null },
  });
  const found = (number: number, content: string) => ({
    ...({ inspectionId: 1, number, content, severity: 'ordinary', points: null, note: null } as const),
  });
  const notice = async (desk: PaperDesk, ...words: string[]) => {
    const { exit, err } = await desk.play(
      'inspection',
      'notice',
      '1',
      '-o',
      '通知.docx',
      '--force',
      ...words,
    );
    expect(exit, err).toBe(0);
    return { text: desk.text('通知.docx'), codes: [...err.matchAll(/inspection-[a-z-]+/g)].map(String), err };
  };

  it('gives each problem its own date, leaves out what no notice was given of: inspection-unnoticed', async () => {
    const desk = await paperDesk();
    await desk.change((ledger) => {
      addStep(ledger, step(addFinding(ledger, found(3, '留样不全')), 'notice', '2026-06-20', '2026-07-10'));
      addStep(ledger, step(addFinding(ledger, found(4, '门禁失灵')), 'feedback', '2026-06-21'));
    });
    const { text, codes, err } = await notice(desk);
    expect(codes).toEqual(['inspection-unnoticed']);
    expect(err).toMatch(/门禁失灵[\s\S]*inspection advance 4 --step 通知/u);
    expect(text).toContain('问题2项');
    expect(text).toMatch(/标识 \| 重大 \| 2026年7月31日 \|\n\| 2 \| 留样不全 \| 一般 \| 2026年7月10日 \|/u);
    expect(text).not.toContain('门禁失灵');
    expect(text).toContain('在上表所列各自的整改期限以前');
    // It bears the day on which notice was given, not that on which it was printed.
    expect(text).toMatch(/云溪市教育局\n2026年6月20日\n$/u);
  });

  it.each([
    ['2026-07-31', []],
    ['2026-08-01', ['inspection-notice-late']],
  ])('of %s tells %j', async (date, expected) => {
    const { text, codes } = await notice(await paperDesk(), '--date', date);
    expect(codes).toEqual(expected);
    expect(text).toContain(`2026年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日\n`);
  });

  it('speaks, before any notice was given, of all that is open, by the date that the clerk names', async () => {
    const desk = await paperDesk();
    await desk.change((ledger) =>
      ledger.prepare("DELETE FROM rectification_step WHERE step = 'notice'").run(),
    );
    const missing = await desk.play('inspection', 'notice', '1', '-o', '通知.docx');
    expect([missing.exit, missing.err.includes('整改期限')], missing.err).toEqual([2, true]);
    const { text, codes } = await notice(desk, '--field', '整改期限=2026-08-05');
    expect([codes, text.match(/2026年8月5日/g)?.length, text.includes('2026年7月5日')]).toEqual([
      [],
      2,
      true,
    ]);
  });
});

describe('what is missing or wrong', () => {
  const refused = async (kind: string, ...words: readonly string[]) => {
    const desk = await paperDesk();
    const { exit, err } = await make(desk, kind, ...words, '-o', '一.docx');
    return { exit, codes: [...err.matchAll(/（([a-z-]+)）/g)].map(([, code]) => code), err };
  };

  it('names each required field that is empty, where it is entered, and makes nothing', async () => {
    const { exit, codes, err } = await refused('yearly-summary', '--field', '上级单位=甲');
    expect([exit, codes]).toEqual([2, ['paper-field-missing', 'paper-field-missing', 'paper-field-missing']]);
    expect(err).toContain('--field 做法及成效=…');
    const plaque = await refused('plaque-certificate', '--member', rareName, '--field', '牌匾名称=甲');
    expect(plaque.err).toMatch(/缺少“评估通过日期”[\s\S]*youlian group advance/u);
  });

  it('lists the blanks it left as warnings', async () => {
    const desk = await paperDesk();
    const { exit, out, err } = await make(
      desk,
      'half-year-report',
      '--group',
      '东湖联盟',
      '--json',
      '-o',
      '一.docx',
    );
    expect([exit, err.match(/wording-field-blank/g)?.length]).toEqual([0, 2]);
    expect(() => shapes['document-make'].parse(JSON.parse(out))).not.toThrow();
    expect(JSON.parse(out)).toMatchObject({
      kind: 'half-year-report',
      files: [{ blanks: ['主要做法', '存在问题'] }],
    });
    expect(desk.text('一.docx')).toContain('＿＿');
  });

  it.each([
    [['半年总结'], ['paper-unknown']],
    [['half-year-report'], ['paper-subject-missing']],
    [['half-year-report', '--group', '南湖联盟'], ['group-unknown']],
    [['half-year-report', '--group', '东湖联盟', '--posting', '1'], ['option-value']],
    [['half-year-report', '--group', '东湖联盟', '--field', '主要作法=甲'], ['paper-field-unknown']],
    [['half-year-report', '--group', '东湖联盟', '--field', '主要做法'], ['option-value']],
    [['half-year-report', '--group', '东湖联盟', '--period', '上半年'], ['option-value']],
    [['agreement', '--group', '东湖联盟', '--field', '期限止=年底'], ['paper-field-value']],
    [['posting-certificate', '--posting', '7'], ['option-value']],
    [['plaque-application', '--member', '西岭区青禾幼儿园'], ['option-value']],
    [['agreement', '--group', '东湖联盟', '--profile', '没有'], ['profile-missing']],
  ])('%j', async (words, expected) => {
    const [kind = '', ...more] = words;
    const { exit, codes } = await refused(kind, ...more);
    expect([exit, codes.slice(0, 1)]).toEqual([2, expected]);
  });

  it('says where there is nothing to make it of', async () => {
    const desk = await paperDesk();
    await desk.change((ledger) => ledger.prepare('DELETE FROM posting').run());
    const { exit, err } = await make(desk, '支教证明', '--all', '-o', '证明');
    expect([exit, err]).toEqual([2, expect.stringContaining('paper-subject-none')]);
  });

  it('refuses a group without members', async () => {
    const desk = await paperDesk();
    await desk.play(
      'group',
      'remove',
      '市级联盟',
      '东湖区月亮幼儿园',
      '--since',
      '2026-03-01',
      '--reason',
      '调出',
      '--yes',
    );
    const { exit, err } = await make(desk, 'agreement', '--group', '市级联盟', '-o', '一.docx');
    expect([exit, err]).toEqual([2, expect.stringContaining('paper-group-empty')]);
  });

  it('asks at the terminal for what is required and not known', async () => {
    const desk = await paperDesk();
    const input = ({ message }: { message: string }) =>
      Promise.resolve(message.includes('牌匾') ? '联盟成员园' : '');
    const context = { interactive: true, prompter: { input } as never };
    const words = ['document', 'make', 'plaque-certificate', '--member', '星星幼儿园', '-o', '一.docx'];
    expect((await desk.playWith(context, ...words)).exit).toBe(0);
    expect(desk.text('一.docx')).toContain('联盟成员园');
  });
});

it('masks the phones that records of the ledger hold', async () => {
  const desk = await paperDesk();
  await desk.change((ledger) => {
    const [research] = listActivities(ledger, { kind: 'research' });
    if (research) changeActivity(ledger, research, { outcome: '案例一套，联系人何平13800138000。' });
  });
  const { exit, err } = await make(desk, '半年报告', '--group', '东湖联盟', '-o', '一.docx');
  expect(exit, err).toBe(0);
  expect(desk.text('一.docx')).toContain('联系人何平138****8000');
  expect(desk.text('一.docx')).not.toContain('13800138000');
});

it('goes by the version of the policy that held on the day asked for', async () => {
  const desk = await paperDesk();
  const own = join(desk.folder, '幼联模板', 'policies');
  mkdirSync(own, { recursive: true });
  const present = readFileSync(join(builtInTemplates(), 'policies', 'zaozhuang-2021.yaml'), 'utf8');
  writeFileSync(
    join(own, 'zaozhuang-2021.2026-06-30.yaml'),
    present.replace(/^title: .*$/mu, 'title: 试行办法'),
  );
  const titled = async (on: string) => {
    const words = ['--policy', 'zaozhuang-2021', '--on', on, '-o', `${on}.docx`];
    const { exit, err } = await make(desk, 'forming-notice', ...words);
    expect(exit, err).toBe(0);
    return desk.text(`${on}.docx`).includes('根据《试行办法》');
  };
  expect([await titled('2026-06-30'), await titled('2026-07-01')]).toEqual([true, false]);
});

it('calls lead and members as their policy does', async () => {
  const desk = await paperDesk();
  await desk.change((ledger) => {
    const [lead, member] = listKindergartens(ledger, deskDay).filter(({ district }) => district === '西岭区');
    createGroup(ledger, {
      ...{ policyId: 'guangxi-2020', tier: null, name: '西岭教育集团', officeId: null, origin: 'hand' },
      ...{ cycleStart: '2026-01-01', cycleEnd: null, validFrom: '2026-01-01' },
      lead: { kindergartenId: lead?.id ?? 0 },
      members: [{ kindergartenId: member?.id ?? 0 }],
    });
  });
  const { exit, err } = await make(desk, '半年报告', '--group', '西岭教育集团', '-o', '一.docx');
  expect(exit, err).toBe(0);
  expect(desk.text('一.docx')).toContain(
    '西岭教育集团由龙头园西岭区实验幼儿园牵头，成员园为西岭区小树苗幼儿园。',
  );
  // No cycle is stated: the term of the agreement must be given.
  const agreement = await make(desk, '协议', '--group', '西岭教育集团', '-o', '二.docx');
  expect([agreement.exit, agreement.err]).toEqual([2, expect.stringContaining('缺少“期限止”')]);
});

describe('many at once', () => {
  it('makes one file each under names that Windows takes, and goes on where one cannot be made', async () => {
    const desk = await paperDesk();
    const all = ['plaque-application', '--all', '--field', '申请理由=甲', '-o', '申请', '--json'];
    const { exit, out } = await make(desk, ...(all as [string]));
    const { files } = JSON.parse(out) as { files: { subject: string; file: string | null }[] };
    // Only one of the four members has its group's consent.
    expect([exit, files.map(({ file }) => file !== null)]).toEqual([1, [true, false, false, false]]);
    // One file is there by now: it stays, the others are made.
    const again = [...all, '--field', '联盟同意日期=2026.5.1'];
    const kept = await make(desk, ...(again as [string]), '--dry-run');
    expect([kept.exit, kept.err.match(/file-exists/g)?.length]).toEqual([1, 1]);
    const forced = await make(desk, ...(again as [string]), '--force');
    const names = (JSON.parse(forced.out) as { files: { file: string }[] }).files.map(({ file }) =>
      file.split(/[/\\]/).at(-1),
    );
    expect([forced.exit, names]).toEqual([
      0,
      ['星星幼儿园', rareName.slice(3), longName.slice(3), '月亮幼儿园'].map(
        (name) => `挂牌申请 东湖区${name}.docx`,
      ),
    ]);
  });
});

describe('document list', () => {
  it('lists the kinds, and one with its fields', async () => {
    const desk = await paperDesk();
    const { exit, out } = await desk.play('document', 'list', '--json');
    expect(exit).toBe(0);
    expect(() => shapes['document-list'].parse(JSON.parse(out))).not.toThrow();
    expect(JSON.parse(out).map(({ id, own }: { id: string; own: boolean }) => [id, own])).toEqual(
      [...kinds].map(([id]) => [id, false]).sort(),
    );
    expect((await desk.play('公文', '列表')).out).toContain('组建批复');
    expect((await desk.play('document', 'list', '支教证明')).out).toContain('派驻.满一年日期');
  });
});
