import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseRange } from '../../workbook/address.ts';
import { openWorkbook } from '../../workbook/open.ts';
import { loadRubric, rubricIds } from '../load-rubric.ts';
import { scoreGroup } from '../score-group.ts';
import type { SubjectResult } from '../scoring.ts';
import { builtInFolder } from '../testing/folders.ts';
import { writeBook } from './book/write-book.ts';
import { Evaluator } from './formula/evaluate.ts';
import type { Value } from './formula/operate.ts';
import type { GroupEvaluation } from './group-book.ts';
import { makeGroupBook } from './make-group-book.ts';
import { readSheets } from './returned/open-returned.ts';
import { steadyChance } from './testing/edit-book.ts';
import { findOffice, recalculate } from './testing/libreoffice.ts';
import { randomEvaluation } from './testing/random-evaluation.ts';

/**
 * What a workbook computes against what youlian computes. The formulas are read back from the file and computed by an
 * evaluator that knows nothing of rubrics, and by LibreOffice where there is one; YOULIAN_BOOKS=200 makes it many.
 */
const folder = mkdtempSync(join(tmpdir(), 'youlian-重算-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const folders = [builtInFolder];
const many = Number(process.env.YOULIAN_BOOKS ?? 0);

function expectedOf({ rubric, subjects, read }: GroupEvaluation): SubjectResult[] {
  const entries = subjects.map(({ subject, given, facts }) => ({
    subject,
    scores: given!.scores,
    gates: given!.gates,
    facts: Object.fromEntries(Object.entries(facts).map(([key, { value }]) => [key, value])),
  }));
  return scoreGroup(rubric, entries, read);
}

/** The figures of a file by sheet and address: as kept in it, and as its formulas give them. */
async function figuresOf(path: string) {
  const workbook = await openWorkbook(path);
  try {
    const sheets = new Map((await readSheets(workbook)).map((sheet) => [sheet.name, sheet]));
    const at = (sheet: string, address: string) => sheets.get(sheet)?.cells.get(address);
    const letters = (row: number, column: number) => `${String.fromCharCode(64 + column)}${row}`;
    const evaluator = new Evaluator({
      formula: (sheet, row, column) => at(sheet, letters(row, column))?.formula,
      value: (sheet, row, column): Value => {
        const content = at(sheet, letters(row, column))?.content;
        return content === undefined
          ? null
          : content.type === 'error'
            ? { error: content.value }
            : content.value;
      },
    });
    return {
      kept: (sheet: string, address: string) => at(sheet, address)?.content.value,
      computed: (sheet: string, address: string) => {
        const { top, left } = parseRange(address)!;
        return evaluator.cell(sheet, top, left);
      },
    };
  } finally {
    await workbook.close();
  }
}

function gradeCell(book: ReturnType<typeof makeGroupBook>, sheet: string): string {
  for (const [address, kind] of book.meanings.get(sheet)!.locked) if (kind === 'grade') return address;
  throw new Error('no grade');
}

async function check(path: string, evaluation: GroupEvaluation, isRecalculated: boolean): Promise<void> {
  const book = makeGroupBook(evaluation);
  const figures = await figuresOf(path);
  const results = expectedOf(evaluation);
  for (const [sheet, { subject, total }] of book.meanings) {
    if (subject === null || total === null) continue;
    const wanted = [results[subject]!.total, results[subject]!.grade];
    const grade = gradeCell(book, sheet);
    expect([figures.kept(sheet, total), figures.kept(sheet, grade)], `${path} ${sheet}`).toEqual(wanted);
    if (isRecalculated) continue;
    expect([figures.computed(sheet, total), figures.computed(sheet, grade)]).toEqual(wanted);
  }
}

const made = rubricIds(folders).flatMap((id) => {
  const rubric = loadRubric(id, folders);
  return Array.from({ length: many > 0 ? many : 6 }, (_, index) => ({
    id,
    index,
    evaluation: randomEvaluation(rubric, steadyChance(index * 7919 + id.length)),
    path: join(folder, `${id}-${index}.xlsx`),
  }));
});

describe('workbooks of every rubric', () => {
  it.each(rubricIds(folders))(
    'hold what youlian computes, and their formulas give it: %s',
    async (id) => {
      for (const { evaluation, path } of made.filter((each) => each.id === id)) {
        writeFileSync(path, writeBook(makeGroupBook(evaluation)));
        await check(path, evaluation, false);
      }
    },
    600_000,
  );

  it.skipIf(findOffice() === undefined)(
    'recalculated by LibreOffice give exactly the same',
    async () => {
      const some = made.filter(({ index }) => many > 0 || index === 0);
      const paths = await recalculate(
        some.map(({ path }) => path),
        join(folder, '重算'),
      );
      expect(paths).toHaveLength(some.length);
      for (const [index, { evaluation }] of some.entries()) await check(paths[index]!, evaluation, true);
    },
    3_600_000,
  );
});
