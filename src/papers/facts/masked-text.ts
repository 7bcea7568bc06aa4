import { maskPhones } from '../../common/masking.ts';

/** A text of the ledger as papers bear it, which leave the office: without phone numbers that can be called. */
export const maskedText = (text: string | null): string | null => (text === null ? null : maskPhones(text));
