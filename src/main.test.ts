import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { testContext } from './cli/test-context.ts';
import { Cancelled, type catalogue } from './findings/catalogue.ts';
import { run } from './main.ts';
import * as program from './program.ts';

const folder = () => mkdtemp(join(tmpdir(), 'youlian-main-'));

it("turns what nobody foresaw into 'internal', exit 2, with the stack only on request", async () => {
  const failing = vi.spyOn(program, 'runProgram').mockRejectedValue(new RangeError('意外'));
  const context = testContext(await folder());
  expect(await run(['history'], context)).toBe(2);
  expect(context.err()).toContain(`（${'internal' satisfies keyof typeof catalogue}）`);
  expect(context.err()).toContain('意外');
  expect(context.err()).not.toContain('RangeError');
  const curious = testContext(await folder(), { environment: { YOULIAN_DEBUG: '1' } });
  await run(['history'], curious);
  expect(curious.err()).toContain('RangeError');
  failing.mockRestore();
});

it('ends with 130 and says so when the clerk gives up', async () => {
  const cancelled = vi.spyOn(program, 'runProgram').mockRejectedValue(new Cancelled());
  const context = testContext(await folder());
  expect(await run(['import', '.'], context)).toBe(130);
  expect(context.err()).toContain('已取消');
  cancelled.mockRestore();
});

it('tells other programs why there is no result, where they asked for JSON', async () => {
  const context = testContext(await folder());
  expect(await run(['history', '--json'], context)).toBe(2);
  expect(JSON.parse(context.out())).toMatchObject({ error: { code: 'ledger-missing', severity: 'error' } });
});
