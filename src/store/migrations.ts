import { foundation } from './migrations/1-foundation.ts';
import { sharedCreditCodes } from './migrations/2-shared-credit-codes.ts';
import { procedures } from './migrations/3-procedures.ts';
import { activities } from './migrations/4-activities.ts';
import { indicators } from './migrations/5-indicators.ts';
import { submissions } from './migrations/6-submissions.ts';
import { bulletins } from './migrations/7-bulletins.ts';
import { evaluation } from './migrations/8-evaluation.ts';
import { postingsInspectionsFunds } from './migrations/9-postings-inspections-funds.ts';
import { registers } from './migrations/10-registers.ts';
import { packages } from './migrations/11-packages.ts';
import { archive } from './migrations/12-archive.ts';

/** One step of the ledger's schema. Ids are append-only; a released migration is never edited. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
  /** Tables whose journal triggers must be made anew, and whose earlier changes can no longer be undone. */
  readonly journalled: readonly string[];
  /**
   * Tables made anew with the very same columns: their journal triggers too are made anew, and what the journal
   * keeps of them stays good.
   */
  readonly remade?: readonly string[];
}

export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'foundation',
    sql: foundation,
    journalled: [
      'setting',
      'office',
      'term',
      'policy_adoption',
      'kindergarten',
      'kindergarten_fact',
      'alliance_group',
      'membership',
      'person',
      'body',
      'seat',
      'application',
      'plan',
    ],
  },
  {
    id: 2,
    name: 'shared-credit-codes-and-aliases',
    sql: sharedCreditCodes,
    journalled: ['kindergarten_alias'],
    remade: ['kindergarten'],
  },
  {
    id: 3,
    name: 'procedures-documents-waivers',
    sql: procedures,
    journalled: ['procedure_step', 'group_document', 'waiver'],
  },
  {
    id: 4,
    name: 'calendar-and-activities',
    sql: activities,
    journalled: [
      'calendar_day',
      'activity',
      'activity_kindergarten',
      'activity_person',
      'activity_evidence',
      'activity_block',
    ],
  },
  { id: 5, name: 'indicators', sql: indicators, journalled: ['indicator_value'] },
  { id: 6, name: 'submissions', sql: submissions, journalled: ['submission'] },
  { id: 7, name: 'bulletins', sql: bulletins, journalled: ['bulletin', 'bulletin_confirmation'] },
  {
    id: 8,
    name: 'evaluation',
    sql: evaluation,
    journalled: [
      'evaluation_run',
      'evaluation_subject',
      'evaluation_score',
      'evaluation_gate',
      'evaluation_fact',
      'evaluation_evidence',
      'evaluation_opinion',
      'evaluation_result',
    ],
  },
  {
    id: 9,
    name: 'postings-inspections-funds',
    sql: postingsInspectionsFunds,
    journalled: [
      'posting',
      'inspection',
      'inspection_finding',
      'rectification_step',
      'inspector_assignment',
      'fund_budget',
      'fund_entry',
    ],
  },
  { id: 10, name: 'registers', sql: registers, journalled: ['register_entry'] },
  {
    id: 11,
    name: 'packages',
    sql: packages,
    journalled: ['report_package', 'package_row', 'report_review'],
  },
  { id: 12, name: 'archive', sql: archive, journalled: ['archived_paper'] },
];

/** The newest schema this program knows. */
export const schemaVersion = migrations.at(-1)?.id ?? 0;

/** All tables whose rows the journal follows. */
export const journalledTables: readonly string[] = [
  ...new Set(migrations.flatMap((each) => each.journalled)),
];
