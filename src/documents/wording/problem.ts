import type { TextPlace } from './wording.ts';

/** What is wrong with a template, where, and what to write instead. */
export interface WordingProblem extends TextPlace {
  readonly expected: string;
}

/** Collects problems while a template is read. */
export type Report = (place: TextPlace, expected: string) => void;
