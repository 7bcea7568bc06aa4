import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { benchGroups, type RecordsBench, recordsBench } from '../activities/testing/records-bench.ts';
import { shapes } from '../cli/shapes.ts';
import { archiveFolder, placeInArchive } from '../ledger/archive-folder.ts';
import { archivedFiles } from './archive.store.ts';
import { linkTo, planFiling } from './filing-plan.ts';
import { sizeInWords } from './index-workbook.ts';

/** Two activities of two groups, with three files, of which one proves both. */
async function filed(): Promise<RecordsBench> {
  const bench = await recordsBench();
  bench.write('签到表.txt', '签到');
  bench.write('照片 1.jpg', '照片');
  const record = async (...words: string[]) => {
    const { exit, err } = await bench.play('activity', 'record', '--yes', ...words);
    expect(exit, err).toBe(0);
  };
  const both = ['--evidence', '签到表.txt', '--evidence', '照片 1.jpg'];
  await record(
    '--date',
    '2026-10-14',
    '--kind',
    '联合教研',
    '--group',
    benchGroups.east,
    '--title',
    '甲/乙',
    ...both,
  );
  await record(
    '--date',
    '2026-08-05',
    '--kind',
    '观摩课',
    '--group',
    benchGroups.west,
    '--evidence',
    '签到表.txt',
  );
  return bench;
}

const everything = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.[a-z]+$/u.test(name))
    .sort();

describe('archive', () => {
  it('lists what is filed, of a group and a period', async () => {
    const bench = await filed();
    const listed = async (...options: string[]) =>
      shapes['archive-list'].parse(
        JSON.parse((await bench.play('archive', 'list', '--json', ...options)).out),
      );
    expect(await listed()).toMatchObject([
      { date: '2026-08-05', phase: '2026-2027学年假期', kind: '观摩课', name: '签到表.txt' },
      { date: '2026-10-14', phase: '2026-2027学年第1学期', holder: benchGroups.east, title: '甲/乙' },
      { name: '照片 1.jpg', bytes: 6 },
    ]);
    expect(await listed('--group', benchGroups.west)).toHaveLength(1);
    expect(await listed('--since', '2026-09-01')).toHaveLength(2);
    expect(await listed('--until', '2026-08-05')).toHaveLength(1);
    expect((await bench.play('archive', 'list', '--since', '2026-09-01', '--until', '2026-08-01')).exit).toBe(
      2,
    );
    const shown = await bench.play('archive', 'list');
    expect(shown.out).toContain('照片 1.jpg');
    expect(shown.err).toContain('共 3 份材料，2 个文件');
  });

  it('is verified byte for byte', async () => {
    const bench = await filed();
    const verify = async () => {
      const { exit, out } = await bench.play('archive', 'verify', '--json');
      return { exit, ...shapes['archive-verify'].parse(JSON.parse(out)) };
    };
    expect(await verify()).toMatchObject({ exit: 0, referred: 2, whole: 2, bytes: 12, findings: [] });
    const folder = archiveFolder(join(bench.folder, 'youlian.db'));
    const [one, two] = bench
      .look((ledger) => archivedFiles(ledger))
      .slice(1)
      .map(({ sha256 }) => placeInArchive(folder, sha256));
    // As long as before, but another.
    writeFileSync(one!, '签名');
    rmSync(two!);
    const { exit, whole, findings } = await verify();
    expect({ exit, whole, codes: findings.map(({ code }) => code) }).toEqual({
      exit: 1,
      whole: 0,
      codes: ['evidence-changed', 'evidence-missing'],
    });
  });

  it('goes out under names that people read, with an index that links to each', async () => {
    const bench = await filed();
    const { exit, err } = await bench.play('archive', 'export', '迎检');
    expect(exit, err).toBe(0);
    const folder = join(bench.folder, '迎检');
    expect(everything(folder)).toEqual(
      [
        `${benchGroups.east}/联合教研/2026-10-14 甲／乙 1/照片 1.jpg`,
        `${benchGroups.east}/联合教研/2026-10-14 甲／乙 1/签到表.txt`,
        '档案目录.xlsx',
        `${benchGroups.west}/观摩课/2026-08-05 观摩课 2/签到表.txt`,
      ].sort(),
    );
    const index = readFileSync(join(folder, '档案目录.xlsx'));
    const parts = unzipSync(index);
    const rels = new TextDecoder().decode(parts['xl/worksheets/_rels/sheet1.xml.rels']);
    const targets = [...rels.matchAll(/Target="([^"]+)"[^>]*TargetMode="External"/gu)].map(([, to]) =>
      decodeURIComponent(to ?? ''),
    );
    expect(targets.every((target) => existsSync(join(folder, target)))).toBe(true);
    expect(targets).toHaveLength(3);
    expect((await bench.play('archive', 'export', '迎检')).err).toContain('（file-exists）');
    expect((await bench.play('archive', 'export', '迎检', '--force')).exit).toBe(0);
    expect(readFileSync(join(folder, '档案目录.xlsx')).equals(index)).toBe(true);
  });

  it('leaves out what is gone or changed, and says so; a dry run writes nothing', async () => {
    const bench = await filed();
    const archive = archiveFolder(join(bench.folder, 'youlian.db'));
    const [one] = bench.look((ledger) => archivedFiles(ledger));
    writeFileSync(placeInArchive(archive, one!.sha256), '签名');
    const dry = await bench.play('archive', 'export', '迎检', '--dry-run');
    expect(dry).toMatchObject({ exit: 1, err: expect.stringContaining('evidence-changed') });
    expect(existsSync(join(bench.folder, '迎检'))).toBe(false);
    expect((await bench.play('archive', 'export', '迎检')).exit).toBe(1);
    expect(everything(join(bench.folder, '迎检'))).toHaveLength(2);
    const none = await bench.play('archive', 'export', '别处', '--since', '2026-11-01');
    expect(none.err).toContain(`（${'archive-nothing'}）`);
  });

  it('keeps papers of checklists and steps too, and what is filed by hand, by phase', async () => {
    const bench = await filed();
    const archive = archiveFolder(join(bench.folder, 'youlian.db'));
    bench.write('联盟章程.docx', '章程');
    bench.write('总结.docx', '总结');
    const done = async (...words: string[]) => {
      const { exit, err } = await bench.play(...words, '--yes');
      expect(exit, err).toBe(0);
    };
    const charter = ['--document', '联盟章程.docx', '--date', '2026-03-01'];
    await done('group', 'document', benchGroups.east, '联盟章程', ...charter);
    await done(
      'archive',
      'add',
      '总结.docx',
      '--category',
      '总结',
      '--group',
      benchGroups.east,
      '--date',
      '2022-05-01',
    );
    // The same paper again is nothing new.
    await done(
      'archive',
      'add',
      '总结.docx',
      '--category',
      '总结',
      '--group',
      benchGroups.east,
      '--date',
      '2022-05-01',
    );
    // But one that was lost is back with it.
    const place = placeInArchive(archive, createHash('sha256').update('总结').digest('hex'));
    rmSync(place);
    const filing = ['--category', '总结', '--group', benchGroups.east, '--date', '2022-05-01', '--yes'];
    expect((await bench.play('archive', 'add', '总结.docx', ...filing)).err).toContain('已补回：总结.docx');
    expect(existsSync(place)).toBe(true);
    const list = async (...options: string[]) =>
      shapes['archive-list'].parse(
        JSON.parse(
          (await bench.play('archive', 'list', '--json', '--group', benchGroups.east, ...options)).out,
        ),
      );
    expect(await list()).toMatchObject([
      { source: 'paper', kind: '总结', title: '总结', stage: '实施发展阶段', date: '2022-05-01' },
      { source: 'document', kind: '联盟材料', title: '联盟章程', name: '联盟章程.docx', stage: null },
      { source: 'activity' },
      { source: 'activity' },
    ]);
    expect(await list('--category', '总结')).toHaveLength(1);
    rmSync(join(bench.folder, '联盟章程.docx'));
    expect((await bench.play('archive', 'export', '移交')).exit).toBe(0);
    expect(everything(join(bench.folder, '移交'))).toEqual(
      expect.arrayContaining([
        `${benchGroups.east}/联盟材料/2026-03-01 联盟章程/联盟章程.docx`,
        `${benchGroups.east}/总结/2022-05-01 总结/总结.docx`,
      ]),
    );
    const paper = (await list('--category', '总结'))[0]!;
    await done('archive', 'remove', String(paper.id));
    expect(await list('--category', '总结')).toEqual([]);
    const again = await bench.play('archive', 'remove', String(paper.id), '--yes', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ error: { code: 'archive-paper-unknown' } });
    const document = (await list('--category', '联盟材料'))[0]!;
    rmSync(placeInArchive(archive, document.sha256));
    const verified = await bench.play('archive', 'verify', '--json');
    const { findings } = shapes['archive-verify'].parse(JSON.parse(verified.out));
    expect(findings.map(({ code }) => code)).toContain('evidence-missing');
  });

  it('numbers files of one name, keeps endings, and escapes links', () => {
    const file = {
      sha256: 'a'.repeat(64),
      bytes: 1,
      source: 'activity' as const,
      sourceId: 1,
      title: '很长的名称'.repeat(20),
      policyId: 'p',
      kind: 'k',
      day: '2026-10-14',
      groupId: 1,
      holder: '甲:联盟',
    };
    const names = ['照片.jpg', '照片.JPG', '照片.pdf', '无尾', '..'].map((name) => ({ ...file, name }));
    const planned = planFiling(names, ({ title }) => ({ category: '教研', title, stage: null }), []);
    expect(planned.map(({ place }) => place.at(-1))).toEqual([
      '照片.jpg',
      '照片（2）.JPG',
      '照片.pdf',
      '无尾',
      '未命名',
    ]);
    expect(planned[0]?.place[0]).toBe('甲：联盟');
    expect(planned[0]?.place.every((part) => [...part].length <= 45)).toBe(true);
    expect(linkTo(['甲 园', '#1%.jpg'])).toBe('%E7%94%B2%20%E5%9B%AD/%231%25.jpg');
    expect([1, 1023, 1024, 5_000_000].map(sizeInWords)).toEqual(['1 B', '1023 B', '1.0 KB', '4.8 MB']);
  });
});
