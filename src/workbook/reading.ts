import { Failure, type FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { WorkbookLimits } from './limits.ts';

/** What every step of reading one file needs to know. */
export interface Reading {
  /** The path as the caller gave it; it stands in every finding. */
  readonly file: string;
  readonly limits: WorkbookLimits;
  readonly signal?: AbortSignal | undefined;
}

/** The failure with this file in its place. */
export function readingFailure(
  reading: Pick<Reading, 'file'>,
  code: FindingCode,
  parameters: Parameters = {},
): Failure {
  return new Failure(code, parameters, { place: { file: reading.file } });
}

export function corrupt(reading: Pick<Reading, 'file'>, reason: string): Failure {
  return readingFailure(reading, 'workbook-corrupt', { reason });
}

export function tooLarge(reading: Pick<Reading, 'file'>, what: string, limit: string): Failure {
  return readingFailure(reading, 'workbook-too-large', { what, limit });
}

export function hostile(reading: Pick<Reading, 'file'>, reason: string): Failure {
  return readingFailure(reading, 'workbook-hostile', { reason });
}

/** Adds up the time spent reading, and not the time the caller takes between rows. */
export class ReadingTime {
  #spent = 0;
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** @param from `performance.now()` at the start of the step; throws once the limit is passed. */
  add(from: number): void {
    this.#spent += performance.now() - from;
    const { seconds } = this.#reading.limits;
    if (this.#spent > seconds * 1000) throw tooLarge(this.#reading, '读取时间', `${seconds} 秒`);
  }
}

/** `33554432` → `32 MB`, for messages. */
export function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`;
}
