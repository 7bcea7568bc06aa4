import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { Ledger } from '../store/ledger.ts';
import { migrations } from '../store/migrations.ts';
import { rowWords } from './row-words.ts';

let folder = '';

async function say(...words: string[]): Promise<string> {
  const context = testContext(folder);
  expect(await run(words, context), context.err()).toBeLessThan(2);
  return context.out();
}

const shown = (operation: number) => say('history', 'show', String(operation));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'youlian-words-'));
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--seat', '东湖区'];
  await say('init', ...office, '--policy', 'zaozhuang-2021', '--yes');
  const first = ['--name', '东湖区实验幼儿园', '--district', '东湖区', '--is-weak', '否', '--classes', '9'];
  await say('kindergarten', 'add', ...first, '--category', '省级示范', '--yes');
  await say('kindergarten', 'add', '--name', '东湖区星星幼儿园', '--district', '东湖区', '--yes');
  const edit = ['--set', '班级数=12', '是否薄弱=是', '--since', '2022-09-01', '--yes'];
  await say('kindergarten', 'edit', '东湖区实验幼儿园', ...edit);
  const group = ['--lead', '东湖区实验幼儿园', '--member', '东湖区星星幼儿园', '--tier', 'county'];
  await say('group', 'create', ...group, '--yes');
  const leaving = ['东湖区星星幼儿园', '--reason', '园所停办', '--since', '2022-10-01', '--yes'];
  await say('group', 'remove', '1', ...leaving);
  await say('undo', '6', '--yes');
  await say('undo', '5', '--yes');
});

describe('history show', () => {
  it('names fields as the tables do, districts and kindergartens by name', async () => {
    const added = await shown(2);
    expect(added).toMatch(/园所信息 #1 东湖区实验幼儿园/u);
    expect(added).toContain('起：一直；园所名称：东湖区实验幼儿园；所属区县：东湖区；现类别：省级示范');
    expect(added).toContain('是否薄弱：否；班级数：9');
    expect(added).not.toMatch(/name_key|district_id|is_weak|0001-01-01/u);
  });

  it('says of a doubtful name how it was written and whose it is', () => {
    const ledger = Ledger.open(join(folder, 'youlian.db'));
    try {
      const after = { key: 'match:abc|名册|B2', value: '1|东湖区试验幼儿园' };
      const change = { table: 'setting', row: 1, kind: 'insert', before: null, after } as const;
      expect(rowWords(ledger, testContext(folder).templateFolders).content(change)).toBe(
        '项目：文件里写法不同的园名；内容：东湖区试验幼儿园 → 东湖区实验幼儿园',
      );
    } finally {
      ledger.close();
    }
  });

  it('shows what changed, and from when to when', async () => {
    const edited = await shown(4);
    expect(edited).toContain('止：（空） → 2022-09-01 前');
    expect(edited).toContain('起：2022-09-01');
    expect(edited).toContain('是否薄弱：是；班级数：12');
  });

  it('names what is there no more', async () => {
    const created = await shown(5);
    expect(created).toContain('联盟：东湖区实验幼儿园联盟；园所：东湖区星星幼儿园；身份：联盟园');
    expect(created).toContain('政策：枣庄市幼儿园');
    expect(created).toMatch(/层级：(?!county)/u);
  });

  it('reads settings and offices', async () => {
    const founded = await shown(1);
    expect(founded).toContain('项目：市驻地；内容：东湖区');
    expect(founded).toContain('级别：市级；地名：云溪市；单位名称：云溪市教育局');
    expect(founded).toContain('本单位：是');
  });
});

it('has a word for every column of every journalled table, or keeps it back', () => {
  const ledger = Ledger.open(join(folder, 'youlian.db'));
  const words = rowWords(ledger, testContext(folder).templateFolders);
  const english = migrations
    .flatMap((migration) => migration.journalled)
    .flatMap((table) => {
      const after = Object.fromEntries(ledger.columns(table).map((column) => [column, 1]));
      const content = words.content({ table, row: 1, kind: 'insert', before: null, after });
      return content.split('；').filter((part) => /^[a-z_]/u.test(part));
    });
  ledger.close();
  expect(english).toEqual([]);
});
