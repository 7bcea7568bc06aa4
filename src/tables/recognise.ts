import type { Sheet } from '../workbook/sheet.ts';
import type { TableDefinition } from './definition.ts';
import type { Recognition } from './record.ts';

export interface RecogniseOptions {
  /** `--table`: look for this table only. */
  readonly only?: string | undefined;
}

/** Which official tables stand on the sheet, and where. */
export async function recognise(
  _sheet: Sheet,
  _definitions: readonly TableDefinition[],
  _options: RecogniseOptions = {},
): Promise<Recognition> {
  throw new Error('not yet');
}
