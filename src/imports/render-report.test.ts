import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { loadTable } from '../tables/load.ts';
import type { ImportReport, PlannedChange } from './import-report.ts';
import { renderChanges, renderFindings, renderOutcome, renderTotals } from './render-report.ts';

const report: ImportReport = {
  operation: null,
  dryRun: false,
  refused: false,
  files: [],
  findings: [],
  changes: [],
  changeCount: 0,
  keptCount: 0,
  nearMisses: [],
};

const findingsOf = (code: Parameters<typeof makeFinding>[0], count: number): Finding[] =>
  Array.from({ length: count }, (_, index) =>
    makeFinding(code, { value: `第${index + 1}个` }, { file: '表.xlsx', cell: `A${index + 1}` }),
  );

describe('renderFindings', () => {
  it('puts errors first and shows a few of each code, saying how many there are', () => {
    const text = renderFindings([...findingsOf('file-skipped', 3), ...findingsOf('file-not-found', 25)]);
    expect(text.indexOf('（file-not-found）')).toBeLessThan(text.indexOf('（file-skipped）'));
    expect(text.match(/^错误：/gm)).toHaveLength(10);
    expect(text.match(/^提示：/gm)).toHaveLength(3);
    expect(text).toContain('同类问题（file-not-found）共 25 处，以上是前 10 处');
  });

  it('says no more where all are shown', () => {
    expect(renderFindings(findingsOf('file-not-found', 10))).not.toContain('同类问题');
    expect(renderFindings([])).toBe('');
  });
});

describe('renderChanges', () => {
  const change: PlannedChange = {
    table: 'roster',
    file: '表.xlsx',
    sheet: '名册',
    row: 7,
    cell: 'D7',
    subject: '荷花幼儿园',
    kind: 'updated',
    change: { field: 'inclusive', before: false, after: true },
  };

  it('shows before and after in words, and what was kept', () => {
    const kept = {
      ...change,
      cell: undefined,
      change: { field: 'address', before: null, after: '湖滨路', kept: true },
    };
    const text = renderChanges({ ...report, changes: [change, kept], changeCount: 2 }, () => undefined, true);
    expect(text).toMatch(/荷花幼儿园 +inclusive +否 +→ +是 +表\.xlsx 名册 D7/);
    expect(text).toMatch(/address +（空） +保留，不采用 +湖滨路 +表\.xlsx 名册 第 7 行/);
  });

  it('names a field of a form with its group', () => {
    const names = () => loadTable('application', [builtInTemplates()]);
    const lead = { ...change, change: { field: 'leadName', before: '甲园', after: '乙园' } };
    expect(renderChanges({ ...report, changes: [lead], changeCount: 1 }, names, true)).toContain(
      '主导园信息·单位名称',
    );
  });

  it('says how many there are beyond those it shows', () => {
    const many = { ...report, changes: Array.from({ length: 200 }, () => change), changeCount: 5_000 };
    expect(renderChanges(many, () => undefined, true)).toContain('共 5000 处，以上是前 40 处');
  });
});

it('prints how the rows add up', () => {
  const totals = { read: 75, accepted: 63, rejected: 12, skipped: 0, inserted: 60, updated: 2, unchanged: 1 };
  expect(renderTotals({ ...totals, findings: 12 })).toBe(
    '读取 75 行 = 接受 63 + 退回 12 + 跳过 0（新增 60、更新 2、未变 1）\n',
  );
});

it('says what became of the ledger', () => {
  expect(renderOutcome({ ...report, dryRun: true })).toContain('台账没有改动');
  expect(renderOutcome({ ...report, operation: 7 })).toContain('youlian undo 7');
  expect(renderOutcome(report)).toContain('没有可以写入的内容');
  const table = {
    table: 'roster',
    sheet: '名册',
    inserted: 0,
    updated: 0,
    findings: [],
  };
  const after = (unchanged: number, rejected: number, conflict: number, keptCount: number) => {
    const rows = { read: unchanged + rejected + conflict, accepted: unchanged, rejected, skipped: conflict };
    const tables = [
      {
        ...table,
        rows,
        unchanged,
        skipReasons: { conflict },
        confidence: 1,
        byHand: [],
        remembered: false,
        learnt: false,
      },
    ];
    const place = { file: '表.xlsx', absolute: '/表.xlsx', sha256: null, format: null, sender: null };
    const file = { ...place, opened: true, tables, findings: [], returnCopy: null };
    return renderOutcome({ ...report, files: [file], keptCount });
  };
  expect(after(3, 0, 0, 0)).toContain('都已经有了');
  expect(after(3, 1, 0, 0)).toContain('（退回 1 行）');
  expect(after(3, 2, 4, 5)).toContain('（退回 2 行，因与台账不一致跳过 4 行，保留台账原值 5 处）');
});
