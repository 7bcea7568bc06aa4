import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { archiveFolder, placeInArchive } from '../ledger/archive-folder.ts';
import { listActivities } from './activities.store.ts';
import { benchGroups, type Played, type RecordsBench, recordsBench } from './testing/records-bench.ts';

const all = (bench: RecordsBench) => bench.look((ledger) => listActivities(ledger));
const jsonOf = (played: Played) => JSON.parse(played.out) as Record<string, unknown>;
const saying = (code: string) => `（${code}）`;
const record = ['activity', 'record', '--yes', '--json'];
const research = ['--date', '2026-10-14', '--kind', '联合教研', '--group', benchGroups.east];

describe('evidence', () => {
  it('is filed once under its content, and kept when the record is undone', async () => {
    const bench = await recordsBench();
    bench.write('签到表.txt', '签到');
    bench.write('又一份.txt', '签到');
    bench.write('照片.jpg', '照片');
    const { id } = jsonOf(await bench.play(...record, ...research, '--evidence', '签到表.txt')) as {
      id: number;
    };
    const attached = await bench.play(
      'activity',
      'attach',
      String(id),
      '又一份.txt',
      '照片.jpg',
      '--yes',
      '--json',
    );
    expect(shapes['activity-attach'].parse(jsonOf(attached)).evidence.map(({ name }) => name)).toEqual([
      '签到表.txt',
      '照片.jpg',
    ]);
    const folder = archiveFolder(join(bench.folder, 'youlian.db'));
    const kept = () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /[0-9a-f]{64}$/u.test(name),
      );
    expect(kept()).toHaveLength(2);
    expect((await bench.play('doctor')).exit).toBe(0);
    const last = bench.look((ledger) => ledger.stamp());
    await bench.play('undo', String(last), '--yes');
    expect(kept()).toHaveLength(2);
    const doctor = await bench.play('doctor');
    expect(doctor).toMatchObject({ exit: 0, err: expect.stringContaining(saying('evidence-orphan')) });
    expect((await bench.play('backup', '备份.db')).err).toContain('档案');
  });

  it('is missed where it is gone, changed or stranger', async () => {
    const bench = await recordsBench();
    bench.write('一.txt', '一');
    bench.write('二.txt', '二');
    await bench.play(...record, ...research, '--evidence', '一.txt', '--evidence', '二.txt');
    const folder = archiveFolder(join(bench.folder, 'youlian.db'));
    const [one, two] = all(bench)[0]!.evidence.map(({ sha256 }) => placeInArchive(folder, sha256));
    writeFileSync(one!, '壹');
    rmSync(two!);
    writeFileSync(join(folder, '说明.txt'), '?');
    const { exit, err } = await bench.play('doctor');
    expect(exit).toBe(1);
    for (const code of ['evidence-changed', 'evidence-missing', 'evidence-foreign'])
      expect(err).toContain(`（${code}）`);
    // Filed again, the missing one is whole.
    const again = await bench.play('activity', 'attach', '1', '二.txt', '--yes');
    expect(again.err).toContain('已补回：二.txt');
    expect((await bench.play('doctor')).err).not.toContain('evidence-missing');
  });
});
