import { recordNumber } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Ledger } from '../store/ledger.ts';
import type { RegisterEntry } from './register-entry.ts';
import { findEntryById } from './registers.store.ts';

/** An entry by its number, with or without `#`. @throws Failure `register-entry-unknown` */
export function entryMeant(ledger: Ledger, text: string): RegisterEntry {
  const number = recordNumber(text);
  const entry = number === undefined ? undefined : findEntryById(ledger, number);
  if (!entry) throw new Failure('register-entry-unknown', { value: text });
  return entry;
}
