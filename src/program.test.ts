import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from './cli/test-context.ts';
import { programVersion } from './common/version.ts';
import { run } from './main.ts';
import { commands, nouns } from './registry.ts';

let context: TestContext;
beforeEach(async () => {
  context = testContext(await mkdtemp(join(tmpdir(), 'youlian-program-')));
});

const chinese = /[\u4e00-\u9fff]/;

describe('the registry', () => {
  it.each(commands.map((command) => [command.path.join(' '), command] as const))(
    '%s is fully described',
    (_, command) => {
      const words = [
        command.alias,
        command.summary,
        ...(command.arguments ?? []).map((each) => each.description),
        ...(command.options ?? []).map((each) => each.description),
      ];
      for (const text of words) expect(text).toMatch(chinese);
      expect(command.summary).not.toMatch(/。$/);
      if (command.path.length > 1) {
        // A noun, or a command that others stand under (`history show`).
        const above = [
          ...nouns.map((noun) => noun.name),
          ...commands.filter((each) => each.path.length === 1).map((each) => each.path[0]),
        ];
        expect(above).toContain(command.path[0]);
      }
    },
  );

  it('gives no two commands the same name or alias', () => {
    const names = commands.flatMap((command) => {
      const parent = command.path.slice(0, -1).join(' ');
      return [`${parent} ${command.path.at(-1)}`, `${parent} ${command.alias}`];
    });
    const all = [...names, ...nouns.flatMap((noun) => [` ${noun.name}`, ` ${noun.alias}`])];
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  it.each(commands.map((command) => [command.path.join(' '), command] as const))(
    '%s can be loaded and shows its help',
    async (_, command) => {
      expect(typeof (await command.load()).run).toBe('function');
      expect(await run([...command.path, '--help'], context)).toBe(0);
      expect(context.out()).toContain(command.summary);
      expect(context.out()).not.toMatch(/\[options\]|display help|Usage:|\((?:choices|default|preset|env):/);
    },
  );
});

describe('the command line', () => {
  it('prints the version and the help on stdout', async () => {
    expect(await run(['--version'], context)).toBe(0);
    expect(context.out()).toBe(`${programVersion}\n`);
    expect(await run([], context)).toBe(0);
    expect(context.out()).toContain('用法：');
    expect(context.err()).toBe('');
  });

  it('shows the verbs of a noun given alone', async () => {
    expect(await run(['group'], context)).toBe(0);
    expect(context.out()).toContain('propose');
  });

  it.each([
    [['foo'], '没有“foo”这个命令'],
    [['group', 'foo'], '没有“foo”这个命令'],
    [['group', 'list', '--foo'], '没有“--foo”这个选项'],
    [['group', 'adopt'], '缺少参数“plan”'],
    [['group', 'create'], '缺少必填选项'],
    [['group', 'list', '--policy'], '后面缺少值'],
  ])('says in Chinese what is wrong with %j, exit 2', async (argv, words) => {
    expect(await run(argv, context)).toBe(2);
    expect(context.err()).toContain(words);
    expect(context.err()).toContain('（usage）');
    expect(context.out()).toBe('');
  });

  it('knows the Chinese names', async () => {
    expect(await run(['联盟', '列表'], context)).toBe(2);
    expect(context.err()).toContain('（ledger-missing）');
  });
});
