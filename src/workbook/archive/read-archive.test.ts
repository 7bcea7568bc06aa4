import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { rawZip } from '../testing/hostile/raw-zip.ts';
import { readArchive } from './read-archive.ts';

it('members of one name, however many, are told apart without trying every number for each', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'youlian-archive-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, '压缩包.zip');
  const names = [...Array<string>(19_000).fill('名册.xlsx'), '名册（2）.xlsx', '名册.XLSX'];
  const bytes = rawZip(names.slice(-19_000).map((name) => ({ name, data: '', method: 0 })));
  await writeFile(path, bytes);
  const handle = await open(path);
  onTestFinished(() => handle.close());

  const reading = { file: path, limits: defaultLimits };
  const members = await readArchive(handle, bytes.length, reading);

  const paths = new Set(members?.map((member) => member.path.toLowerCase()));
  expect(paths.size).toBe(19_000);
  expect([...paths].filter((each) => /^名册(?:（\d+）)*\.xlsx$/.test(each))).toHaveLength(19_000);
}, 10_000);
