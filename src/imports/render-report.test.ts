import { describe, expect, it } from 'vitest';
import { makeFinding } from '../findings/catalogue.ts';
import type { ImportReport, TableReport } from './import-report.ts';
import { renderCounts } from './render-report.ts';

const table = (changes: Partial<TableReport> = {}): TableReport => ({
  table: 'application',
  sheet: 'Sheet1',
  rows: { read: 1, accepted: 1, rejected: 0, skipped: 0 },
  inserted: 1,
  updated: 0,
  unchanged: 0,
  findings: [],
  skipReasons: {},
  ...changes,
});

function report(tables: readonly TableReport[]): ImportReport {
  const files = tables.map((each, index) => ({
    file: `申请表/${index + 1}.xlsx`,
    sha256: null,
    tables: [each],
    findings: [],
    returnCopy: null,
  }));
  return { operation: 1, dryRun: false, files, findings: [], changes: [], changeCount: 0, nearMisses: [] };
}

describe('renderCounts', () => {
  it('gives dozens of sound files one line with their sums, and every other file its own', () => {
    const rejected = table({
      rows: { read: 1, accepted: 0, rejected: 1, skipped: 0 },
      inserted: 0,
      findings: [makeFinding('usage')],
    });
    const text = renderCounts(
      report([...Array.from({ length: 20 }, () => table()), rejected]),
      () => undefined,
      true,
    );
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/申请表\/（20 个文件）\s+application\s+20\s+20\s+0\s+0\s+0\s+0/);
    expect(lines[2]).toMatch(/申请表\/21\.xlsx/);
  });

  it('lists a handful one by one', () => {
    expect(renderCounts(report([table(), table()]), () => undefined, true)).not.toContain('个文件');
  });
});
