import type { IsoDate } from '../../common/dates.ts';
import type { Finding } from '../../findings/finding.ts';
import type { RowChange } from '../../store/history.ts';
import type { SubmissionState } from '../state.ts';
import type { Manifest } from './manifest.ts';
import type { OpenKindergarten } from './map-kindergartens.ts';
import type { MergeResult } from './merge-package.ts';
import type { OpenedPackage } from './open-package.ts';
import type { PackagePeriod } from './period.ts';

/** What the clerk said of a doubtful kindergarten: of which office's, its number there, and which it is here. */
export interface MatchDecision {
  /** Name of the office; null for whichever package has the number. */
  readonly office: string | null;
  readonly number: number;
  readonly target: number | 'new';
}

export interface ReceiveSettings {
  readonly operation: number;
  readonly receivedOn: IsoDate;
  readonly asked: PackagePeriod | undefined;
  readonly takesSent: boolean;
  readonly decisions: readonly MatchDecision[];
  readonly folders: readonly string[];
}

/** A file given to `submit receive`: opened and unchanged, or with what is wrong with it. */
export type GivenPackage =
  | { readonly file: string; readonly opened: OpenedPackage }
  | {
      readonly file: string;
      readonly manifest?: Manifest | undefined;
      readonly findings: readonly Finding[];
    };

/** What became of one package. */
export interface PackageResult {
  readonly file: string;
  /** Name of the sender; null where the file does not say. */
  readonly office: string | null;
  readonly period: string | null;
  readonly state: SubmissionState | null;
  readonly outcome: 'received' | 'repeated' | 'returned' | 'refused';
  readonly totals: Readonly<Record<string, number>>;
  readonly tables: MergeResult['tables'];
  readonly changes: readonly {
    readonly subject: string;
    readonly content: string;
    readonly kind: RowChange['kind'];
  }[];
  readonly open: readonly OpenKindergarten[];
  readonly findings: readonly Finding[];
}

/** A result before anything was taken. */
export const nothing = { totals: {}, tables: [], changes: [], open: [], findings: [] } as const;
