import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../findings/catalogue.ts';
import { tableFindings } from '../findings/table-findings.ts';
import { valueFindings } from '../findings/value-findings.ts';
import { openWorkbook } from '../workbook/open.ts';
import { makeXlsx } from '../workbook/testing/make-xlsx.ts';
import { findingCases } from './testing/finding-cases.ts';
import { readSheet } from './testing/read-sheet.ts';

const home = fileURLToPath(new URL('../../fixtures/findings', import.meta.url));
const cases = Object.entries(findingCases);

/** `YOULIAN_WRITE_FIXTURES=1` writes the files of the cases anew; they are committed. */
const writes = process.env.YOULIAN_WRITE_FIXTURES === '1';

describe('every finding about tables', () => {
  test.each(cases)(
    '%s: the committed file is the one of the case, and brings it about',
    async (code, given) => {
      const { sheet, beside, besideIs, exit } = given;
      const folder = join(home, code);
      const sheets = [
        { name: 'Sheet1', ...sheet },
        ...(beside ? [{ name: 'Sheet2', rows: beside, ...(besideIs ? { visibility: besideIs } : {}) }] : []),
      ];
      const bytes = makeXlsx(sheets);
      const plan = `${JSON.stringify({ steps: [['import', '表.xlsx', '--yes']], exit })}\n`;
      if (writes) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, '表.xlsx'), bytes);
        writeFileSync(join(folder, 'case.json'), plan);
      }
      expect(readFileSync(join(folder, '表.xlsx')).equals(bytes)).toBe(true);
      expect(readFileSync(join(folder, 'case.json'), 'utf8')).toBe(plan);
      const workbook = await openWorkbook(join(folder, '表.xlsx'));
      try {
        const codes: string[] = [];
        for (const each of workbook.sheets) codes.push(...(await readSheet(each)).codes);
        // What stands beside a table is told by the import, which knows of all sheets.
        expect(codes).toContain(code === 'sheet-unread' ? 'table-unknown' : code);
      } finally {
        await workbook.close();
      }
    },
  );

  test('has its case, here or in a test that no file can stand in for', () => {
    const elsewhere: FindingCode[] = [
      'template-missing',
      'template-invalid',
      'table-ambiguous',
      'heading-ambiguous',
      'date-invalid',
      'date-without-day',
      'percentage-invalid',
      'percentage-unclear',
      'decimal-invalid',
      'days-reversed',
      'days-too-many',
      'hours-invalid',
      'money-invalid',
      'money-too-large',
    ];
    const missing = Object.keys({ ...valueFindings, ...tableFindings }).filter(
      (code) => !(code in findingCases) && !elsewhere.includes(code as FindingCode),
    );
    expect(missing).toEqual([]);
  });
});
