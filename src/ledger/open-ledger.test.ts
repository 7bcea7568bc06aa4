import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { temporaryFolder } from '../store/testing/sample.ts';
import { liesOnNetworkDrive } from './network-drive.ts';
import { warnOnNetworkDrive } from './open-ledger.ts';

const files = vi.hoisted(() => ({ type: 0xef53 }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return { ...real, statfsSync: (path: string) => ({ ...real.statfsSync(path), type: files.type }) };
});
afterEach(() => {
  files.type = 0xef53;
});

const local = { resolve: (path: string) => path, fileSystem: () => 0xef53 };

describe('a ledger on a network drive', () => {
  it.each([
    ['\\\\server\\share\\youlian.db', local, true],
    ['//server/share/youlian.db', local, true],
    ['\\\\?\\UNC\\server\\share\\youlian.db', local, true],
    ['C:\\台账\\youlian.db', local, false],
    ['\\\\?\\C:\\台账\\youlian.db', local, false],
    ['\\\\.\\C:\\youlian.db', local, false],
    ['/home/clerk/youlian.db', local, false],
    ['Z:\\youlian.db', { ...local, resolve: () => '\\\\server\\share\\youlian.db' }, true],
    ['/mnt/share/youlian.db', { ...local, fileSystem: () => 0x6969 }, true],
    ['/mnt/share/youlian.db', { ...local, fileSystem: () => 0xff534d42 }, true],
    // 32-bit numbers come with a sign on some systems.
    ['/mnt/share/youlian.db', { ...local, fileSystem: () => 0xff534d42 - 2 ** 32 }, true],
  ])('%s', (path, disk, expected) => {
    expect(liesOnNetworkDrive(path, disk)).toBe(expected);
  });

  it('stays silent where the system does not tell', () => {
    const mute = {
      resolve: () => {
        throw new Error('ENOSYS');
      },
      fileSystem: () => 0,
    };
    expect(liesOnNetworkDrive('/youlian.db', mute)).toBe(false);
  });

  it('is warned about when it is founded and whenever it is opened, and the command goes on', async () => {
    files.type = 0xff534d42;
    const folder = temporaryFolder();
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

  it("'ledger-on-network' is said on stderr, and only there", () => {
    const context = testContext(tmpdir());
    warnOnNetworkDrive(context, { ...local, fileSystem: () => 0xfe534d42 });
    expect(context.err()).toContain('（ledger-on-network）');
    expect(context.out()).toBe('');
    const quiet = testContext(tmpdir());
    warnOnNetworkDrive(quiet, local);
    expect(quiet.err()).toBe('');
  });
});
