import type { Sheet } from '../workbook/sheet.ts';
import type { ListDefinition } from './definition.ts';
import type { Dictionaries } from './dictionary.ts';
import type { ListReader, TableLocation } from './record.ts';

/** Reads the rows below the header, as a stream. */
export function readList(
  _sheet: Sheet,
  _definition: ListDefinition,
  _location: TableLocation,
  _dictionaries: Dictionaries,
): ListReader {
  throw new Error('not yet');
}
