import { ActivityWorld } from '../activities/activity-world.ts';
import { settleRecord } from '../roster/settle-record.ts';
import { daysText } from '../tables/fields/days.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import type { Posting } from './posting.ts';
import { postingRows } from './postings.rows.ts';
import { addPosting, changePosting } from './postings.store.ts';
import {
  asNewPosting,
  overlapping,
  type SaidPosting,
  samePosting,
  type UnderstoodPosting,
  understandPosting,
  withoutGroup,
} from './understand-posting.ts';

/** What the target remembers during one pass. */
interface Pass {
  readonly world: ActivityWorld;
  /** Of the table at hand: the row that speaks of a posting. */
  readonly rows: Map<number, number>;
}

function passOf(run: ImportRun): Pass {
  const known = run.memory.get('postings') as Pass | undefined;
  if (known) return known;
  const pass: Pass = { world: new ActivityWorld(run.ledger, run.templateFolders), rows: new Map() };
  run.memory.set('postings', pass);
  return pass;
}

function readRow({ values }: TableRecord): SaidPosting {
  const text = (key: string) => (values[key] === undefined ? undefined : String(values[key]));
  return {
    person: text('person') ?? '',
    unit: text('unit'),
    rank: text('rank'),
    postingKind: text('postingKind') ?? '',
    origin: text('origin'),
    originTier: text('originTier'),
    destination: text('destination') ?? '',
    destinationTier: text('destinationTier'),
    destinationPoor: typeof values.destinationPoor === 'boolean' ? values.destinationPoor : undefined,
    from: text('from') ?? '',
    to: text('to'),
    days: typeof values.days === 'number' && values.days > 0 ? values.days : undefined,
    group: text('group'),
    endReason: text('endReason'),
    note: text('note'),
  };
}

function understand(record: TableRecord, run: ImportRun, pass: Pass): UnderstoodPosting | null {
  const { posting, problems } = understandPosting(readRow(record), pass.world);
  for (const { code, field, parameters } of problems) run.report(code, record, field, parameters);
  return posting;
}

/** Columns of the ledger's row, by field key. */
const columns = {
  rank: 'rank',
  originTier: 'origin_tier',
  destinationTier: 'destination_tier',
  destinationPoor: 'destination_poor',
  to: 'ended_on',
  days: 'days',
  endReason: 'end_reason',
  note: 'note',
};

/** Import target of the table of postings (跟岗派驻台账): one row is one posting. */
export const postingTarget: ImportTarget = {
  table: 'posting',

  begin(run) {
    passOf(run).rows.clear();
  },

  apply(record, run): RowOutcome {
    const pass = passOf(run);
    const posting = understand(record, run, pass);
    const { person, postingKind, from } = record.values;
    const subject = `${person} ${postingKind} ${from}`;
    const rejected: RowOutcome = { kind: 'rejected', subject, changes: [], targets: [] };
    if (!posting) return rejected;
    const same = samePosting(pass.world, posting);
    const earlier = same && pass.rows.get(same.id);
    if (earlier !== undefined) {
      run.report('posting-row-repeated', record, 'from', { row: earlier });
      return rejected;
    }
    const [other] = overlapping(pass.world, posting, same?.id);
    if (other) {
      run.report('posting-overlap', record, 'from', {
        name: posting.name,
        days: daysText(posting.from, posting.to),
        other: `第 ${other.id} 条 ${daysText(other.from, other.to)}`,
      });
    }
    if (same) {
      pass.rows.set(same.id, record.row);
      return settle(same, posting, record, run, pass, subject);
    }
    const ungrouped = withoutGroup(pass.world, readRow(record), posting);
    if (ungrouped) run.report('posting-without-group', record, 'group', ungrouped);
    const id = addPosting(run.ledger, asNewPosting(pass.world, posting, 'table'));
    pass.rows.set(id, record.row);
    const fields = Object.keys(record.values).filter(
      (key) => record.values[key] !== undefined && key !== 'sequence',
    );
    return { kind: 'inserted', subject, changes: [], targets: [{ table: 'posting', id, fields }] };
  },

  inspect(record, run) {
    const { person, postingKind, destination, from } = record.values;
    if ([person, postingKind, destination, from].every((value) => value !== undefined)) {
      understand(record, run, passOf(run));
    }
  },
};

function settle(
  same: Posting,
  posting: UnderstoodPosting,
  record: TableRecord,
  run: ImportRun,
  pass: Pass,
  subject: string,
): RowOutcome {
  const words = (each: Posting) =>
    postingRows([each], pass.world, run.today)[0]?.values as Readonly<Record<string, FieldValue | null>>;
  const given = { ...same, ...posting, id: same.id, personId: same.personId };
  const said = words(given);
  const known = words(same);
  const says = [...Object.keys(columns), 'origin', 'group'];
  const only = (values: Readonly<Record<string, FieldValue | null>>) =>
    Object.fromEntries(
      says.flatMap((key) => (record.values[key] === undefined ? [] : [[key, values[key] ?? null]])),
    );
  return settleRecord(
    { table: 'posting', id: same.id, subject, known, given: only(said), columns },
    record,
    run,
    (taken) => {
      const pick = <K extends keyof Posting>(field: string, key: K): Posting[K] =>
        taken.includes(field) ? (given[key] as Posting[K]) : same[key];
      changePosting(run.ledger, same.id, {
        ...same,
        rank: pick('rank', 'rank'),
        originId: pick('origin', 'originId'),
        groupId: pick('group', 'groupId'),
        originTier: pick('originTier', 'originTier'),
        destinationTier: pick('destinationTier', 'destinationTier'),
        destinationPoor: pick('destinationPoor', 'destinationPoor'),
        to: pick('to', 'to'),
        days: pick('days', 'days'),
        endReason: pick('endReason', 'endReason'),
        note: pick('note', 'note'),
      });
    },
  );
}
