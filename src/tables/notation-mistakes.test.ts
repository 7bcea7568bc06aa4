import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import { inspectTemplate } from './template-file.ts';

describe('mistakes of the notation', () => {
  it.each([
    ['a:\n  b: 1\n c: 2\n', 3, '缩进不对'],
    ['a:\n\tb: 1\n', 2, '制表符'],
    ['a: 1\nb：2\nc: 3\n', 2, '全角'],
    ['a: "没有收尾\nb: 1\n', 3, '没有成对'],
    ['a: [1, 2\nb: 1\n', 2, '成对'],
    ['a: 1\na: 2\n', 2, '写了两次'],
    ['', 1, '文件是空的'],
    ['# 只有注释\n', 1, '文件是空的'],
  ])('%j is told in Chinese with its line', (text, line, words) => {
    const path = join(mkdtempSync(join(tmpdir(), 'youlian-notation-')), 'a.yaml');
    writeFileSync(path, text);
    const [problem] = inspectTemplate(path, z.any(), () => [], '').problems;
    expect(problem?.expected).toContain(words);
    expect(problem?.expected).not.toMatch(/[a-z]{4}/);
    expect(problem?.line).toBe(line);
  });
});

describe('help', () => {
  it('marks what must be given, and only that', async () => {
    const context = testContext(mkdtempSync(join(tmpdir(), 'youlian-help-')));
    await run(['group', 'waive', '--help'], context);
    expect(context.out()).toMatch(/--group <group>\s+联盟的编号、名称或主导园名称（必填）/);
    expect(context.out().match(/必填/g)).toHaveLength(1);
  });
});
