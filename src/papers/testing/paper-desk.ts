import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { addActivity } from '../../activities/activities.store.ts';
import { testContext } from '../../cli/test-context.ts';
import { findOrAddPerson } from '../../committees/committees.store.ts';
import type { Context } from '../../context.ts';
import { createGroup, endGroup } from '../../groups/groups.store.ts';
import { sampleInfo, sampleLedger } from '../../groups/sample-ledger.ts';
import { nothingGiven } from '../../indicators/indicator.ts';
import { putEntry } from '../../indicators/indicators.store.ts';
import { addFinding, addInspection, addStep } from '../../inspections/inspections.store.ts';
import { saveTerm } from '../../ledger/terms.store.ts';
import { run } from '../../main.ts';
import { addPosting } from '../../postings/postings.store.ts';
import { addKindergarten } from '../../roster/roster.store.ts';
import { Ledger } from '../../store/ledger.ts';
import { saveStep } from '../../workflow/workflow.store.ts';

/** The day on which the desk works. */
export const deskDay = '2026-07-05';

/** Names that are hard on a page: outside the BMP, and long. */
export const rareName = '东湖区𠮷野幼儿园';
export const longName = '东湖区经济技术开发区第一实验学校附属湖滨新城阳光幼儿园';

export interface PaperDesk {
  readonly folder: string;
  readonly play: (...words: string[]) => Promise<{ exit: number; out: string; err: string }>;
  /** As `play`, with another context: somebody at the terminal, another day. */
  readonly playWith: (
    changes: Partial<Context>,
    ...words: string[]
  ) => Promise<{ exit: number; out: string; err: string }>;
  readonly text: (file: string) => string;
  readonly bytes: (file: string) => Uint8Array;
  readonly change: (work: (ledger: Ledger) => void) => Promise<void>;
}

/** A desk with two groups, their activities, a posting, an inspection, a plaque under way, indicators of two years. */
export async function paperDesk(): Promise<PaperDesk> {
  const folder = mkdtempSync(join(tmpdir(), '公文 测试-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'youlian.db');
  const { ledger, ids, offices } = await sampleLedger({ path });
  await ledger.perform(sampleInfo, () => fill(ledger, ids, offices));
  ledger.close();
  const playWith: PaperDesk['playWith'] = async (changes, ...words) => {
    const now = () => new Date(`${deskDay}T01:00:00Z`);
    const context = testContext(folder, { now, commandLine: `youlian ${words.join(' ')}`, ...changes });
    const exit = await run(words, context);
    return { exit, out: context.out(), err: context.err() };
  };
  return {
    folder,
    playWith,
    play: (...words) => playWith({}, ...words),
    bytes: (file) => readFileSync(join(folder, file)),
    text: (file) => documentText(readFileSync(join(folder, file))),
    change: async (work) => {
      const opened = Ledger.open(path);
      try {
        await opened.perform(sampleInfo, () => work(opened));
      } finally {
        opened.close();
      }
    },
  };
}

function fill(
  ledger: Ledger,
  ids: ReadonlyMap<string, number>,
  offices: Readonly<Record<'云溪市' | '东湖区' | '西岭区', number>>,
): void {
  const idOf = (name: string) => ids.get(name) ?? 0;
  ledger.prepare('UPDATE office SET title = ? WHERE is_own = 1').run('云溪市教育局');
  const added = [rareName, longName].map((name) =>
    addKindergarten(ledger, {
      name,
      districtId: offices.东湖区,
      classes: 6,
      children: 180,
      phone: '13800138000',
    }),
  );
  for (const [schoolYear, number, starts, ends] of [
    ['2025-2026', 1, '2025-09-01', '2026-01-20'],
    ['2025-2026', 2, '2026-02-20', '2026-07-10'],
    ['2026-2027', 1, '2026-09-01', '2027-01-20'],
  ] as const) {
    saveTerm(ledger, { schoolYear, number, starts, ends });
  }
  const group = (name: string, lead: string, members: readonly number[], tier: string) =>
    createGroup(ledger, {
      ...{ policyId: 'zaozhuang-2021', tier, name, officeId: offices.东湖区, origin: 'hand' },
      ...{ cycleStart: '2026-01-01', cycleEnd: '2028-12-31', validFrom: '2026-01-01' },
      lead: { kindergartenId: idOf(lead) },
      members: members.map((kindergartenId) => ({ kindergartenId })),
    });
  const star = idOf('东湖区星星幼儿园');
  // An alliance of earlier years, in which somebody was posted.
  const earlier = createGroup(ledger, {
    ...{ policyId: 'zaozhuang-2021', tier: 'county', name: '东湖先行联盟', officeId: offices.东湖区 },
    ...{ origin: 'hand', cycleStart: '2024-01-01', cycleEnd: '2025-12-31', validFrom: '2024-01-01' },
    lead: { kindergartenId: idOf('东湖区实验幼儿园') },
    members: [{ kindergartenId: star }],
  });
  endGroup(ledger, earlier, '2026-01-01', '到期');
  const east = group('东湖联盟', '东湖区实验幼儿园', [star, ...added], 'county');
  group('市级联盟', '云溪市实验幼儿园', [idOf('东湖区月亮幼儿园')], 'city');
  const activity = { policyId: 'zaozhuang-2021', groupId: east, origin: 'table' } as const;
  const taking = { kindergartens: [star, ...added].map((kindergartenId) => ({ kindergartenId, people: 4 })) };
  addActivity(ledger, {
    ...{
      ...activity,
      ...taking,
      kind: 'research',
      title: '区域游戏联合教研',
      state: 'done',
      heldOn: '2026-03-18',
    },
    ...{ hostId: star, outstanding: true, outcome: '形成观察记录表一套。' },
  });
  addActivity(ledger, {
    ...{ ...activity, kind: 'family', title: '亲子运动会', state: 'done', heldOn: '2026-05-29' },
    kindergartens: [{ kindergartenId: star, people: 60 }],
  });
  addActivity(ledger, {
    ...{ ...activity, kind: 'seminar', title: '联盟工作研讨会', state: 'planned', plannedOn: '2026-09-10' },
    ...{
      starts: '09:00',
      ends: '11:30',
      venue: '东湖区实验幼儿园多功能厅',
      topics: '商定本学期计划；交流一日生活组织。',
    },
  });
  addActivity(ledger, {
    ...{
      ...activity,
      kind: 'training',
      title: '教师培训（观察记录）',
      state: 'planned',
      plannedOn: '2026-10-15',
    },
  });
  const person = findOrAddPerson(ledger, '周岚', '东湖区实验幼儿园');
  addPosting(ledger, {
    ...{
      groupId: east,
      personId: person,
      kind: 'teaching',
      rank: 'key-teacher',
      originId: idOf('东湖区实验幼儿园'),
    },
    ...{ destinationId: star, originTier: 'county', destinationTier: 'town', destinationPoor: null },
    ...{ from: '2025-03-01', to: '2026-02-28', days: null, endReason: null, note: null, origin: 'hand' },
  });
  const inspector = findOrAddPerson(ledger, '何平', '云溪市教育督导室');
  const inspection = addInspection(ledger, {
    ...{
      kind: 'inspection',
      groupId: east,
      kindergartenId: star,
      inspectorId: inspector,
      planFiledOn: '2026-05-01',
    },
    ...{
      visitedOn: '2026-06-10',
      topics: '安全和卫生保健',
      opinion: '总体规范，个别环节需要加强。',
      note: null,
      origin: 'hand',
    },
  });
  const found = (number: number, content: string, severity: 'ordinary' | 'serious') =>
    addFinding(ledger, { inspectionId: inspection, number, content, severity, points: null, note: null });
  const step = { dueOn: null, passed: null, result: null, document: null };
  const mended = found(1, '消毒记录不完整', 'ordinary');
  addStep(ledger, { ...step, findingId: mended, step: 'recheck', doneOn: '2026-06-20', passed: true });
  const open = found(2, '户外器械有松动，<未>设“| 警示 |”标识', 'serious');
  addStep(ledger, { ...step, findingId: open, step: 'notice', doneOn: '2026-06-12', dueOn: '2026-07-31' });
  for (const [name, doneOn] of [
    ['alliance-agrees', '2026-04-01'],
    ['apply', '2026-04-10'],
    ['hear-lead', '2026-04-20'],
    ['assess', '2026-06-01'],
  ] as const) {
    const record = { groupId: east, kindergartenId: star, procedureId: 'plaque', step: name, doneOn };
    saveStep(ledger, { ...record, decidedBy: null, document: null, documentSha256: null, note: null });
  }
  const figure = (
    indicator: string,
    year: number,
    numerator: number,
    denominator: number,
    target: number | null,
  ) =>
    putEntry(
      ledger,
      { policyId: 'jingan-2023', indicator, year, officeId: offices.云溪市, kindergartenId: null },
      { ...nothingGiven, numerator, denominator, target },
      deskDay,
    );
  figure('class-size', 2025, 90, 100, null);
  figure('class-size', 2026, 96, 100, 100);
  figure('outdoor-area', 2026, 4200, 1000, 4);
}

/** The text of a .docx, one line a paragraph, cells of a row divided by ` | `. */
export function documentText(bytes: Uint8Array): string {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  const plain = (text: string) =>
    [...text.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:tab\/>|<w:br(?:\s[^>]*)?\/>/gu)]
      .map(([, words]) => words ?? ' ')
      .join('')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  const rows = xml.replace(/<w:tr[ >].*?<\/w:tr>/gsu, (row) => {
    const cells = [...row.matchAll(/<w:tc[ >].*?<\/w:tc>/gsu)].map(([cell]) => plain(cell));
    return `<w:p><w:t>| ${cells.join(' | ').replaceAll('&', '&amp;').replaceAll('<', '&lt;')} |</w:t></w:p>`;
  });
  const lines = [...rows.matchAll(/<w:p[ >].*?<\/w:p>/gsu)].map(([paragraph]) => plain(paragraph).trimEnd());
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
