import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { isNetworkFileSystem, isNetworkPath } from './network-drive.ts';
import { warnOnNetworkDrive } from './open-ledger.ts';

const files = vi.hoisted(() => ({ type: 0xef53 }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return { ...real, statfsSync: (path: string) => ({ ...real.statfsSync(path), type: files.type }) };
});
afterEach(() => {
  files.type = 0xef53;
});

describe('a path that names a share by itself', () => {
  it.each([
    ['\\\\server\\share\\台账.db', true],
    ['//server/share/台账.db', true],
    ['\\\\?\\UNC\\server\\share\\台账.db', true],
    ['\\\\?\\C:\\幼联\\台账.db', false],
    ['\\\\.\\C:\\台账.db', false],
    ['C:\\幼联\\台账.db', false],
    ['/home/clerk/台账.db', false],
    ['台账.db', false],
  ])('%s: %s', (path, network) => {
    expect(isNetworkPath(path)).toBe(network);
  });
});

it.each([
  ['NFS', 0x6969, true],
  ['CIFS as a signed number', 0xff534d42 - 2 ** 32, true],
  ['SMB2', 0xfe534d42, true],
  ['ext4', 0xef53, false],
  ['tmpfs', 0x01021994, false],
])('file system %s', (_name, type, network) => {
  expect(isNetworkFileSystem(type)).toBe(network);
});

describe('the warning that the ledger lies on a network drive', () => {
  it.each([
    ['a share', '//server/share/youlian.db', true],
    ['a folder of this machine', join(tmpdir(), 'youlian.db'), false],
  ])('%s', (_name, ledgerPath, warned) => {
    const context = testContext(tmpdir(), { ledgerPath });
    warnOnNetworkDrive(context);
    expect(context.err().includes('（ledger-on-network）')).toBe(warned);
  });

  it("'ledger-on-network': when it is founded and whenever it is opened, and the command goes on", async () => {
    files.type = 0xff534d42;
    const folder = await mkdtemp(join(tmpdir(), 'youlian-network-'));
    const founding = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
    for (const line of [
      ['init', ...founding, '--policy', 'zaozhuang-2021', '--yes'],
      ['office', 'show'],
    ]) {
      const context = testContext(folder);
      expect(await run(line, context)).toBe(0);
      expect(context.err()).toContain('（ledger-on-network）');
    }
    files.type = 0xef53;
    const context = testContext(folder);
    expect(await run(['office', 'show'], context)).toBe(0);
    expect(context.err()).not.toContain('（ledger-on-network）');
  });
});
