import ExcelJS from 'exceljs';

/** A cell that a scorer fills, as the file itself says: unlocked, with bounds or choices. */
export interface InputCell {
  readonly sheet: string;
  readonly address: string;
  readonly kind: 'score' | 'gate';
  readonly most: number;
}

/** The cells of a workbook that may be filled and what they take, read from the file alone. */
export function inputCells(workbook: ExcelJS.Workbook): InputCell[] {
  const found: InputCell[] = [];
  for (const sheet of workbook.worksheets) {
    sheet.eachRow({ includeEmpty: true }, (row) => {
      row.eachCell({ includeEmpty: true }, (cell) => {
        const { dataValidation: check } = cell;
        if (!check || cell.protection?.locked !== false) return;
        const kind = check.type === 'list' ? 'gate' : 'score';
        const most = kind === 'score' ? Number(check.formulae[1]) : 0;
        found.push({ sheet: sheet.name, address: cell.address, kind, most });
      });
    });
  }
  return found;
}

/** Loads a workbook into another program's library, lets it be edited, and saves it. */
export async function editBook(
  from: string,
  to: string,
  edit: (workbook: ExcelJS.Workbook) => void,
): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(from);
  edit(workbook);
  await workbook.xlsx.writeFile(to);
}

/** Fills every cell that may be filled. @param choose 0 (included) to 1 (not included), by cell */
export function fillAll(
  workbook: ExcelJS.Workbook,
  choose: (cell: InputCell, index: number) => number,
): void {
  for (const [index, input] of inputCells(workbook).entries()) {
    const cell = workbook.getWorksheet(input.sheet)!.getCell(input.address);
    const share = choose(input, index);
    if (input.kind === 'gate') cell.value = share < 0.9 ? '否' : '是';
    else cell.value = Math.floor(share * (input.most * 2 + 1)) / 2;
  }
}

/** Numbers that look random and are always the same. */
export function steadyChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
