/** Where a rule comes from: number and title of the document, heading of the clause. Never its sentences. */
export interface Citation {
  readonly document: string;
  readonly clause: string;
  /** In force by itself, whatever becomes of the policy it is read with: the rules common to all. */
  readonly common?: true;
}

/** must 须/应, should 原则上/一般, may 可, stated an unqualified statement (a must that may be waived), record 定期/经常. */
export type Modality = 'must' | 'should' | 'may' | 'stated' | 'record';

export type Outcome = 'pass' | 'notice' | 'violation' | 'unknown';

export interface Subject {
  readonly type: 'group' | 'kindergarten' | 'office' | 'body' | 'membership';
  readonly id: string;
  readonly name: string;
}

/** What the other reading of a clause would give, where it differs. */
export interface OtherReading {
  readonly reading: string;
  readonly outcome: Outcome;
}

interface Waiver {
  readonly reason: string;
  readonly by: string;
  /** The day it was granted. */
  readonly date: string;
}

export type VerdictFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The outcome of one rule for one subject on one date. */
export interface Verdict {
  /** Rule id, `Z3.size`; where a group's tier is open and all tiers agree, their ids joined by `/`. */
  readonly rule: string;
  /** Id in the requirements: `Z3`. */
  readonly requirement: string;
  readonly citation: string;
  readonly subject: Subject;
  /** The date it is given for. */
  readonly on: string;
  readonly outcome: Outcome;
  /** The facts it rests on, by name. */
  readonly facts: VerdictFacts;
  readonly message: string;
  readonly remedy: string;
  /** For `unknown`: names of the facts that are missing (`fact-names.ts`). */
  readonly missing?: readonly string[];
  readonly otherReading?: OtherReading;
  /** For a violation that was waived (豁免), and so is a notice: why, by whom, when. */
  readonly waiver?: Waiver;
}

/** A figure that a clause without a verdict (record 定期, may 可) gives: shown, never failed. */
export interface Figure extends Pick<Verdict, 'rule' | 'requirement' | 'citation' | 'subject' | 'on'> {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  /** What it rests on, and what it does not mean. */
  readonly basis: string;
}

export interface Summary {
  readonly pass: number;
  readonly notice: number;
  readonly violation: number;
  readonly unknown: number;
}
