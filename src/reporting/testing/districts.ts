import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { regularShapes } from '../../cli/shapes-regular.ts';
import { testContext } from '../../cli/test-context.ts';
import { sampleInfo } from '../../groups/sample-ledger.ts';
import { run } from '../../main.ts';
import { Ledger } from '../../store/ledger.ts';
import { insertRow, rawRows } from '../packages/travelling.store.ts';

/** Names of the invented districts of 云溪市. */
export const districtNames = [
  '东湖区',
  '西岭区',
  '南浦区',
  '北山区',
  '青石县',
  '白鹿县',
  '红枫县',
  '碧泉县',
  '金柳县',
  '银杏县',
] as const;

const lines = ['阳光', '星星', '月亮', '小树苗', '青禾', '太阳花', '童心', '彩虹'];

/** A desk of one office: its folder, its ledger, and the program run on it. */
export interface Desk {
  readonly folder: string;
  readonly ledgerPath: string;
  youlian(...words: string[]): Promise<{ readonly exit: number; readonly out: string; readonly err: string }>;
  /** As `youlian`, which must have gone well. */
  done(...words: string[]): Promise<{ readonly out: string; readonly err: string }>;
  write(name: string, text: string): string;
  /** Something done to the ledger by its stores, as one operation. */
  perform(work: (ledger: Ledger) => void): Promise<void>;
  read<T>(work: (ledger: Ledger) => T): T;
}

export function desk(name: string, today = '2026-10-10', parent?: string): Desk {
  const folder = parent ? join(parent, name) : mkdtempSync(join(tmpdir(), 'youlian-报送-'));
  if (parent) mkdirSync(folder, { recursive: true });
  else onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ledgerPath = join(folder, 'youlian.db');
  const youlian = async (...words: string[]) => {
    const context = testContext(folder, { ledgerPath, now: () => new Date(`${today}T01:00:00Z`) });
    return { exit: await run(words, context), out: context.out(), err: context.err() };
  };
  return {
    folder,
    ledgerPath,
    youlian,
    done: async (...words) => {
      const result = await youlian(...words);
      expect(result.exit, `${words.join(' ')}\n${result.err}`).toBe(0);
      return result;
    },
    write: (file, text) => {
      writeFileSync(join(folder, file), text);
      return join(folder, file);
    },
    perform: async (work) => {
      const ledger = Ledger.open(ledgerPath);
      try {
        await ledger.perform(sampleInfo, () => work(ledger));
      } finally {
        ledger.close();
      }
    },
    read: (work) => {
      const ledger = Ledger.open(ledgerPath);
      try {
        return work(ledger);
      } finally {
        ledger.close();
      }
    },
  };
}

/** A city's desk whose districts are known by name. */
export async function cityDesk(
  districts: readonly string[],
  today = '2026-10-10',
  parent?: string,
): Promise<Desk> {
  const city = desk('云溪市', today, parent);
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await city.done('init', ...office, '--policy', 'guangxi-2020', '--district', ...districts, '--yes');
  return city;
}

/** A district's desk: a roster that came by sheet, a group, its leadership, an activity, a figure, an application. */
export async function districtDesk(
  index: number,
  options: { readonly today?: string; readonly parent?: string; readonly kindergartens?: number } = {},
): Promise<Desk> {
  const area = districtNames[index % districtNames.length] ?? '';
  const own = desk(area, options.today, options.parent);
  const region = `3799${String(index + 2).padStart(2, '0')}`;
  const office = ['--name', `${area}教育局`, '--level', 'county', '--region', region];
  await own.done('init', ...office, '--policy', 'guangxi-2020', '--yes');
  const count = options.kindergartens ?? 3 + (index % 4);
  const names = [`${area}实验幼儿园`, ...lines.slice(0, count - 1).map((line) => `${area}${line}幼儿园`)];
  own.write('园所.csv', rosterText(area, names, index));
  await own.done('import', '园所.csv', '--yes', '--since', '2025-09-01');
  await own.done(
    ...['group', 'create', '--lead', names[0] ?? '', '--member', ...names.slice(1)],
    ...['--since', '2026-01-01', '--name', `${area}教育集团`, '--yes'],
  );
  own.write(
    '领导小组.csv',
    `${area}学前教育集团化办园改革工作领导小组\n序号,职务,姓名,单位及职务\n1,组长,周岚${index},${area}教育局局长\n2,成员,何宁${index},${area}教育局科长（1380013${String(8000 + index)}）\n`,
  );
  await own.done('import', '领导小组.csv', '--yes');
  own.write(
    '活动.csv',
    `活动记录表\n活动日期,联盟名称,活动种类,活动名称,参加园所及人数\n2026年3月${10 + index}日,${area}教育集团,联合教研,春季教研,全体成员园各2人\n`,
  );
  await own.done('import', '活动.csv', '--yes');
  await own.perform((ledger) => {
    const [first = 0, second = 0] = rawRows(ledger, 'kindergarten').map(([id]) => Number(id));
    insertRow(ledger, 'indicator_value', {
      policy_id: 'jingan-2023',
      indicator: 'J1.figure',
      year: 2025,
      kindergarten_id: first,
      numerator: 10 + index,
      denominator: 20,
      received_on: '2026-01-05',
    });
    insertRow(ledger, 'application', {
      kindergarten_id: second,
      lead_id: first,
      policy_id: 'guangxi-2020',
      received_on: '2025-12-01',
      name: names[1] ?? '',
      mobile: `1390013${String(8000 + index)}`,
    });
  });
  return own;
}

/** A roster as an office keeps it. */
function rosterText(area: string, names: readonly string[], index: number, phone = '1380000'): string {
  const rows = names.map((name, at) => {
    const code = `3799${String(index + 2).padStart(2, '0')}${String(at + 1).padStart(4, '0')}`;
    return `${code},${name},${area},湖滨街道,公办,${6 + at},${150 + at},园长${index}${at},${phone}${String(1000 + index * 10 + at)}`;
  });
  return `学校标识码,园所名称,所属区县,所属镇街,办园性质,班级数,在园幼儿数,园长,联系电话\n${rows.join('\n')}\n`;
}

/** Packs a desk's ledger; gives the file's path. */
export async function pack(from: Desk, name = '包.zip', ...words: string[]): Promise<string> {
  const full = words.includes('--masked') ? [] : ['--full'];
  const period = words.includes('--period') ? [] : ['--period', '2026'];
  await from.done('submit', 'pack', ...period, ...full, '--force', '-o', name, ...words);
  return join(from.folder, name);
}

/** What `submit receive --json` prints. */
export async function receive(at: Desk, ...words: string[]) {
  const { exit, out, err } = await at.youlian('submit', 'receive', ...words, '--yes', '--json');
  expect(out, err).not.toBe('');
  return { exit, err, ...regularShapes.packages.parse(JSON.parse(out)) };
}
