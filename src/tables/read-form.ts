import type { Sheet } from '../workbook/sheet.ts';
import type { FormDefinition } from './definition.ts';
import type { Dictionaries } from './dictionary.ts';
import type { TableLocation, TableRecord } from './record.ts';

/** Reads one form by its labels. A blank form gives a record with the error `form-blank`. */
export async function readForm(
  _sheet: Sheet,
  _definition: FormDefinition,
  _location: TableLocation,
  _dictionaries: Dictionaries,
): Promise<TableRecord> {
  throw new Error('not yet');
}
