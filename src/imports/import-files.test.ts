import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';
import type { ImportGround } from './import-files.ts';
import { importFiles } from './import-files.ts';
import { allFindings, importExitCode, importRecord, importTotals } from './import-report.ts';
import { findSources } from './provenance.store.ts';
import {
  type FakeFile,
  type FakeRow,
  fakeSource,
  type ImportBench,
  importBench,
  requestFor,
  settings,
  settingTarget,
  unpackedFiles,
} from './testing/import-bench.ts';

const tables = ['roster', 'alliance-list', 'leadership', 'application'];

function groundOf(
  bench: ImportBench,
  files: Record<string, FakeFile>,
  order: string[] = [],
): ImportGround & { plans: number } {
  const ground = {
    ledger: bench.ledger,
    source: fakeSource(files),
    unpacked: unpackedFiles(),
    targets: tables.map((table) => settingTarget(table, order)),
    plans: 0,
    showPlan: () => {
      ground.plans += 1;
    },
  };
  return ground;
}

const row = (key: string, value = key): FakeRow => ({ key, value });
const codes = (report: Parameters<typeof allFindings>[0]) => allFindings(report).map(({ code }) => code);

describe('importFiles', () => {
  it('applies rosters, lists, leadership, forms, whatever the order of files', async () => {
    const bench = importBench(['1.xlsx', '2.xlsx', '3.xlsx', '4.xlsx']);
    const order: string[] = [];
    const files: Record<string, FakeFile> = {
      '1.xlsx': [{ table: 'application', rows: [row('d')] }],
      '2.xlsx': [
        { table: 'leadership', rows: [row('c')] },
        { table: 'roster', rows: [row('a')] },
      ],
      '3.xlsx': [{ table: 'alliance-list', rows: [row('b')] }],
      '4.xlsx': [{ table: 'roster', rows: [row('e')] }],
    };
    const report = await importFiles(bench.context, requestFor(['.']), groundOf(bench, files, order));
    expect(order).toEqual(['roster:a', 'roster:e', 'alliance-list:b', 'leadership:c', 'application:d']);
    // The report keeps the clerk's order.
    expect(report.files.map((file) => file.tables.map(({ table }) => table))).toEqual([
      ['application'],
      ['leadership', 'roster'],
      ['alliance-list'],
      ['roster'],
    ]);
  });

  it('counts every row, and gives the same counts dry and for real', async () => {
    const rows: FakeRow[] = [
      row('a'),
      { bad: 'x' },
      { skip: 'subtotal' },
      { near: '乙' },
      row('a'),
      row('b'),
      { skip: 'note' },
    ];
    const files = { 'a.xlsx': [{ table: 'roster', rows }] };
    const bench = importBench(['a.xlsx']);
    const dry = await importFiles(
      bench.context,
      requestFor(['a.xlsx'], { dryRun: true }),
      groundOf(bench, files),
    );
    expect(settings(bench.ledger)).toEqual({});
    expect(bench.ledger.stamp()).toBe(0);
    const real = await importFiles(bench.context, requestFor(['a.xlsx']), groundOf(bench, files));
    expect(importTotals(real)).toEqual(importTotals(dry));
    expect(importTotals(real)).toEqual({
      read: 7,
      accepted: 3,
      rejected: 2,
      skipped: 2,
      inserted: 2,
      updated: 0,
      unchanged: 1,
      findings: 2,
    });
    expect([dry.operation, dry.dryRun, real.operation, real.dryRun]).toEqual([null, true, 1, false]);
    expect(importExitCode(real)).toBe(1);
  });

  it('changes nothing the second time, and the history gets no entry', async () => {
    const files = { 'a.xlsx': [{ table: 'roster', rows: [row('a'), row('b')] }] };
    const bench = importBench(['a.xlsx']);
    await importFiles(bench.context, requestFor(['a.xlsx']), groundOf(bench, files));
    const again = await importFiles(bench.context, requestFor(['a.xlsx']), groundOf(bench, files));
    expect(again.operation).toBeNull();
    expect(importTotals(again)).toMatchObject({ read: 2, unchanged: 2, inserted: 0 });
    expect(bench.ledger.stamp()).toBe(1);
    expect(importExitCode(again)).toBe(0);
  });

  it('writes nothing of a batch with a conflict under --on-conflict fail, and names each', async () => {
    const files: Record<string, FakeFile> = {
      'a.xlsx': [{ table: 'roster', rows: [row('a', '1'), row('b', '1'), row('c', '1')] }],
      'b.xlsx': [{ table: 'roster', rows: [row('d'), row('a', '2'), row('b', '1'), row('c', '2')] }],
    };
    const bench = importBench(Object.keys(files));
    await importFiles(bench.context, requestFor(['a.xlsx']), groundOf(bench, files));
    for (const dryRun of [true, false]) {
      const request = requestFor(['b.xlsx'], { onConflict: 'fail', dryRun });
      const report = await importFiles(bench.context, request, groundOf(bench, files));
      expect(importTotals(report)).toMatchObject({
        read: 4,
        accepted: 1,
        rejected: 3,
        inserted: 0,
        updated: 0,
        unchanged: 1,
        findings: 2,
      });
      expect(report).toMatchObject({ operation: null, refused: true, dryRun });
      expect(importExitCode(report)).toBe(1);
    }
    expect(bench.ledger.stamp()).toBe(1);
  });

  it('goes on without the bad files, and says so of each', async () => {
    const files: Record<string, FakeFile> = {
      'bad.xlsx': { failure: 'file-unreadable' },
      'broken.xlsx': [{ table: 'roster', rows: [row('lost'), { breaks: true }] }],
      'empty.xlsx': [],
      'good.xlsx': [{ table: 'roster', rows: [row('a')] }],
    };
    const bench = importBench(Object.keys(files));
    const report = await importFiles(
      bench.context,
      requestFor(['.', 'missing.xlsx']),
      groundOf(bench, files),
    );
    expect(report.files.map(({ file, findings }) => [file, findings.map(({ code }) => code)])).toEqual([
      ['bad.xlsx', ['file-unreadable']],
      ['broken.xlsx', ['file-unreadable']],
      ['empty.xlsx', []],
      ['good.xlsx', []],
      ['missing.xlsx', ['file-not-found']],
    ]);
    // Of the file that broke off half-way nothing stays.
    expect(settings(bench.ledger)).toEqual({ a: 'a' });
    expect(importExitCode(report)).toBe(1);
    expect(importRecord(report).totals.findings).toBe(3);
  });

  it('exits with 2 where nothing could be read', async () => {
    const bench = importBench(['bad.xlsx']);
    const files: Record<string, FakeFile> = { 'bad.xlsx': { failure: 'file-unreadable' } };
    const report = await importFiles(bench.context, requestFor(['bad.xlsx']), groundOf(bench, files));
    expect(importExitCode(report)).toBe(2);
  });

  it('leaves a near-miss out with --yes, naming the candidates', async () => {
    const files = { 'a.xlsx': [{ table: 'roster', rows: [{ near: '乙' }] }] };
    const bench = importBench(['a.xlsx']);
    const report = await importFiles(bench.context, requestFor(['a.xlsx']), groundOf(bench, files));
    const [finding] = allFindings(report);
    expect(finding).toMatchObject({ code: 'near-miss', severity: 'error', cell: 'A2', value: '乙' });
    expect(finding?.message).toContain('乙七（相似 90%，试验）');
    expect(finding?.remedy).toContain('--yes');
    expect(report.nearMisses).toHaveLength(1);
    expect(settings(bench.ledger)).toEqual({});
  });

  it('asks about near-misses and before it applies', async () => {
    const files = {
      'a.xlsx': [{ table: 'roster', rows: [{ near: '乙' } as FakeRow, row('a'), { near: '丙' } as FakeRow] }],
    };
    const bench = importBench(['a.xlsx'], { select: (message) => (message.includes('乙') ? '7' : 'skip') });
    const ground = groundOf(bench, files);
    const report = await importFiles(bench.context, requestFor(['a.xlsx'], { yes: false }), ground);
    expect(settings(bench.ledger)).toEqual({ 乙: '7', a: 'a' });
    expect(codes(report)).toEqual(['near-miss']);
    // At the terminal already: no word of going there.
    expect(allFindings(report)[0]?.remedy).not.toContain('--yes');
    expect(ground.plans).toBe(2);
  });

  it('asks once about a name that several rows bear', async () => {
    const near = { near: '乙' } as FakeRow;
    const files = {
      'a.xlsx': [{ table: 'roster', rows: [near] }],
      'b.xlsx': [{ table: 'roster', rows: [near] }],
    };
    const asked: string[] = [];
    const bench = importBench(['a.xlsx', 'b.xlsx'], {
      select: (message) => {
        asked.push(message);
        return '7';
      },
    });
    const names = Object.keys(files);
    await importFiles(bench.context, requestFor(names, { yes: false }), groundOf(bench, files));
    // The target of this test remembers nothing of names: the second question comes with the next plan.
    expect(asked.map((message) => message.slice(0, 5))).toEqual(['（1/2）', '（1/1）']);
  });

  it('asks about the same file only once', async () => {
    const folder = importBench([], { select: (message) => (message.includes('荷花') ? '2' : 'skip') });
    const form = join(import.meta.dirname, '../../fixtures/findings/near-miss');
    const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--yes'];
    const context = testContext(folder.folder, {
      interactive: true,
      prompter: folder.context.prompter,
    });
    expect(await run([...init, '--policy', 'zaozhuang-2021'], context)).toBe(0);
    expect(await run(['import', join(form, '名册.xlsx'), '--yes'], context)).toBe(0);
    expect(await run(['import', join(form, '申请表.xlsx')], context)).toBe(0);
    const again = testContext(folder.folder);
    expect(await run(['import', join(form, '申请表.xlsx'), '--yes', '--json'], again)).toBe(0);
    expect(JSON.parse(again.out())).toMatchObject({ operation: null, totals: { unchanged: 1, findings: 0 } });
    // Undone, the judgement is gone as well.
    expect(await run(['undo', '3', '--yes'], testContext(folder.folder))).toBe(0);
    const third = testContext(folder.folder);
    expect(await run(['import', join(form, '申请表.xlsx'), '--yes'], third)).toBe(1);
    expect(third.err()).toContain('（near-miss）');
  });

  it('leaves the ledger alone when the clerk says no', async () => {
    const files = { 'a.xlsx': [{ table: 'roster', rows: [row('a')] }] };
    const bench = importBench(['a.xlsx'], { confirm: () => false });
    const asked = importFiles(bench.context, requestFor(['a.xlsx'], { yes: false }), groundOf(bench, files));
    await expect(asked).rejects.toMatchObject({ name: 'Cancelled' });
    expect(bench.ledger.stamp()).toBe(0);
  });

  it('plans anew when the ledger changed in between', async () => {
    const files = { 'a.xlsx': [{ table: 'roster', rows: [row('a')] }] };
    let asked = 0;
    const bench = importBench(['a.xlsx'], {
      confirm: () => {
        asked += 1;
        if (asked === 1) {
          const { ledger } = bench;
          ledger.database.exec('BEGIN');
          ledger
            .prepare(
              `INSERT INTO operation (kind, title, command_line, clerk, at, program_version, schema_version)
               VALUES ('test', '别人', '', '', '', '', 1)`,
            )
            .run();
          ledger.database.exec('COMMIT');
        }
        return true;
      },
    });
    const ground = groundOf(bench, files);
    const report = await importFiles(bench.context, requestFor(['a.xlsx'], { yes: false }), ground);
    expect({ asked, plans: ground.plans, operation: report.operation }).toEqual({
      asked: 2,
      plans: 2,
      operation: 2,
    });
    expect(bench.told()).toContain('重新核对');
  });

  it('tells of a missing file before it asks for --yes', async () => {
    const bench = importBench(['a.xlsx']);
    const run = (path: string) =>
      importFiles(bench.context, requestFor([path], { yes: false }), groundOf(bench, {}));
    await expect(run('没有.xlsx')).rejects.toMatchObject({ finding: { code: 'file-not-found' } });
    mkdirSync(join(bench.folder, '空夹'));
    await expect(run('空夹')).rejects.toMatchObject({ finding: { code: 'nothing-to-import' } });
  });

  it('asks for --yes where there is no terminal', async () => {
    const bench = importBench(['a.xlsx']);
    const run = importFiles(bench.context, requestFor(['a.xlsx'], { yes: false }), groundOf(bench, {}));
    await expect(run).rejects.toMatchObject({ finding: { code: 'answer-missing' }, exitCode: 2 });
  });

  it('rolls back when it is interrupted', async () => {
    const bench = importBench(['a.xlsx', 'b.xlsx']);
    const rows = Array.from({ length: 600 }, (_, index) => row(`k${index}`));
    const files = { 'a.xlsx': [{ table: 'roster', rows }], 'b.xlsx': [{ table: 'roster', rows }] };
    const ground = groundOf(bench, files);
    const target = ground.targets[0]!;
    let seen = 0;
    const stopping = {
      ...target,
      apply: (...given: Parameters<typeof target.apply>) => {
        seen += 1;
        if (seen === 450) bench.controller.abort(new Error('stop'));
        return target.apply(...given);
      },
    };
    const run = importFiles(bench.context, requestFor(['.']), { ...ground, targets: [stopping] });
    await expect(run).rejects.toThrow('stop');
    expect(seen).toBeLessThan(600);
    expect(settings(bench.ledger)).toEqual({});
    expect(bench.ledger.database.inTransaction).toBe(false);
  });

  it('writes down where each value came from', async () => {
    const files = {
      'a.xlsx': [{ table: 'roster', rows: [row('a', '1')] }],
      'b.xlsx': [{ table: 'alliance-list', rows: [row('a', '2'), row('a', '2')] }],
    };
    const bench = importBench(['a.xlsx', 'b.xlsx']);
    const report = await importFiles(bench.context, requestFor(['.']), groundOf(bench, files));
    expect(findSources(bench.ledger, 'setting', 1)).toMatchObject([
      {
        operation: 1,
        path: 'b.xlsx',
        table: 'alliance-list',
        sheet: 'alliance-list0',
        cells: { value: 'B2' },
      },
      { operation: 1, path: 'a.xlsx', table: 'roster', cells: { key: 'A2', value: 'B2' } },
    ]);
    expect(bench.ledger.prepare('SELECT footer FROM source_table').pluck().get()).toBe(
      '{"reporter":"填报人"}',
    );
    // The list said something else than the roster of the same batch.
    const [finding] = allFindings(report);
    expect(finding).toMatchObject({ code: 'batch-disagreement', file: 'b.xlsx', cell: 'B2' });
    expect(finding?.message).toContain('a.xlsx 工作表“roster0” B2');
  });

  it('never has more than a few workbooks open, and notices a file changed meanwhile', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `${String(index).padStart(2, '0')}.xlsx`);
    const files = Object.fromEntries(names.map((name) => [name, [{ table: 'roster', rows: [row(name)] }]]));
    const bench = importBench(names);
    const ground = groundOf(bench, files);
    let open = 0;
    let most = 0;
    let opened = 0;
    const source = {
      ...ground.source,
      open: async (path: string, signal: AbortSignal) => {
        const workbook = await ground.source.open(path, signal);
        open += 1;
        opened += 1;
        most = Math.max(most, open);
        const sha256 = opened === 13 ? 'f'.repeat(64) : workbook.sha256;
        return {
          ...workbook,
          sha256,
          close: async () => {
            open -= 1;
          },
        };
      },
    };
    const report = await importFiles(bench.context, requestFor(['.']), { ...ground, source });
    expect(most).toBeLessThanOrEqual(4);
    expect(open).toBe(0);
    expect(codes(report)).toEqual(['file-changed']);
    expect(Object.keys(settings(bench.ledger))).toHaveLength(11);
  });

  it('keeps its counts whatever the rows', async () => {
    const anyRow: fc.Arbitrary<FakeRow> = fc.oneof(
      fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.constantFrom('1', '2') }),
      fc.constant({ bad: 'x' } as const),
      fc.constant({ near: '乙' } as const),
      fc.constant({ skip: 'subtotal' } as const),
      fc.constant({ breaks: true } as const),
    );
    const anyFile = fc.array(
      fc.record({ table: fc.constantFrom(...tables), rows: fc.array(anyRow, { maxLength: 8 }) }),
      {
        maxLength: 2,
      },
    );
    const bench = importBench(['0.xlsx', '1.xlsx', '2.xlsx']);
    await fc.assert(
      fc.asyncProperty(fc.array(anyFile, { minLength: 3, maxLength: 3 }), async (made) => {
        const files = Object.fromEntries(made.map((tables, index) => [`${index}.xlsx`, tables]));
        const dry = await importFiles(
          bench.context,
          requestFor(['.'], { dryRun: true }),
          groundOf(bench, files),
        );
        const real = await importFiles(bench.context, requestFor(['.']), groundOf(bench, files));
        const { read, accepted, rejected, skipped, inserted, updated, unchanged } = importTotals(real);
        expect(read).toBe(accepted + rejected + skipped);
        expect(accepted).toBe(inserted + updated + unchanged);
        expect(importTotals(dry)).toEqual(importTotals(real));
        const readable = made.filter(
          (file) => !file.some(({ rows }) => rows.some((each) => 'breaks' in each)),
        );
        expect(read).toBe(readable.flat().flatMap(({ rows }) => rows).length);
      }),
      { numRuns: 40 },
    );
  });

  it('takes paths as the clerk gave them', async () => {
    const bench = importBench([join('甲', '乙 丙.xlsx')]);
    const files = { '乙 丙.xlsx': [{ table: 'roster', rows: [row('a')] }] };
    const report = await importFiles(bench.context, requestFor(['甲']), groundOf(bench, files));
    expect(report.files.map(({ file }) => file)).toEqual([join('甲', '乙 丙.xlsx')]);
  });
});
