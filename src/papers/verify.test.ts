import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../cli/shapes.ts';
import { testContext } from '../cli/test-context.ts';
import { loadProfile } from '../documents/load-profile.ts';
import { renderDocument } from '../documents/render-document.ts';
import { fullDocument } from '../documents/testing/full-document.ts';
import { run } from '../main.ts';

const folder = mkdtempSync(join(tmpdir(), 'youlian-verify-'));
beforeAll(async () => {
  writeFileSync(
    join(folder, '通报 一.docx'),
    await renderDocument(fullDocument, loadProfile('standard', ['templates'])),
  );
  writeFileSync(join(folder, '旧.doc'), Buffer.from('d0cf11e0a1b11ae1', 'hex'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function type(...argv: readonly string[]) {
  const context = testContext(folder);
  const exit = await run(argv, context);
  return { exit, out: context.out(), err: context.err() };
}

describe('document verify', () => {
  it('says of a document that all is as it should be, without a ledger', async () => {
    const result = await type('document', 'verify', '通报 一.docx');
    expect(result).toMatchObject({ exit: 0, out: '' });
    expect(result.err).toMatch(/按“党政机关公文格式.*”核对 通报 一\.docx：全部 \d+ 项都符合/u);
    expect((await type('公文', '核对', '通报 一.docx', '--all')).out).toContain('每页行数');
  });

  it('prints its checks as the contract says, and exits 1 where one is not met', async () => {
    const result = await type('document', 'verify', '通报 一.docx', '--profile', 'compact', '--json');
    expect(result.exit).toBe(1);
    const checks = shapes['document-verify'].parse(JSON.parse(result.out));
    const top = checks.find(({ what }) => what === '上边距');
    expect(top).toEqual({
      clause: '本单位规定 5.2.1',
      what: '上边距',
      expected: '30 mm',
      measured: expect.any(String),
      ok: false,
    });
    expect(checks.find(({ what }) => what === '纸张')?.ok).toBe(true);
  });

  it.each<[string, readonly string[], string]>([
    ['a file that is not there', ['无.docx'], '找不到'],
    ['a folder', ['.'], '.'],
    ['a file of another kind', ['旧.doc'], '不是 Word 文档'],
    ['an unknown profile', ['通报 一.docx', '--profile', 'none'], 'compact、standard'],
  ])('cannot verify %s', async (_, argv, words) => {
    const result = await type('document', 'verify', ...argv);
    expect(result.exit).toBe(2);
    expect(result.err).toContain(words);
  });
});
