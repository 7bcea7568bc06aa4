import { ActivityWorld } from '../activities/activity-world.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Policy } from '../policy/schema.ts';
import { settleRecord } from '../roster/settle-record.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import { budgetRow, entryRow } from './fund-record.ts';
import { addEntry, changeEntry, listBudgets, putBudget } from './funds.store.ts';
import { policyWithFunds } from './policy-meant.ts';
import { type SaidFund, sameEntry, type Understood, understandFund } from './understand-fund.ts';

interface Pass {
  readonly world: ActivityWorld;
  readonly rows: Map<string, number>;
  policy?: Policy;
}

function passOf(run: ImportRun): Pass {
  const known = run.memory.get('funds') as Pass | undefined;
  if (known) return known;
  const pass: Pass = { world: new ActivityWorld(run.ledger, run.templateFolders), rows: new Map() };
  run.memory.set('funds', pass);
  return pass;
}

const texts = [
  'rowKind',
  'year',
  'group',
  'on',
  'purpose',
  'summary',
  'voucher',
  'reverses',
  'account',
  'kindergarten',
  'document',
  'note',
] as const;

function readRow({ values }: TableRecord): SaidFund {
  const said = texts.flatMap((key) => (values[key] === undefined ? [] : [[key, String(values[key])]]));
  return { ...Object.fromEntries(said), amount: typeof values.amount === 'number' ? values.amount : 0 };
}

/** The policy whose fund the table is of; why there is none is said once a table. */
function policyOf(record: TableRecord, run: ImportRun, pass: Pass): Policy | undefined {
  if (pass.policy) return pass.policy;
  try {
    const own = run.policyId === null ? undefined : pass.world.policy(run.policyId);
    const isNamed = own !== undefined && own.funds.purposes.length > 0;
    pass.policy = isNamed ? own : policyWithFunds(pass.world, undefined, run.today);
    return pass.policy;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (run.memory.has('fund-policy-said')) return undefined;
    run.memory.set('fund-policy-said', true);
    const { finding, parameters } = error;
    if (finding.code === 'fund-policy-needed') {
      run.report('fund-policy-needed', record, 'purpose', parameters);
      return undefined;
    }
    const title = run.policyId === null ? '' : pass.world.policy(run.policyId).title;
    run.report('fund-policy-none', record, 'purpose', { value: title });
    return undefined;
  }
}

function understand(record: TableRecord, run: ImportRun, pass: Pass): Understood | null {
  const policy = policyOf(record, run, pass);
  if (!policy) return null;
  const { said, problems } = understandFund(readRow(record), pass.world, policy, run.today);
  for (const { code, field, parameters } of problems) run.report(code, record, field, parameters);
  return said;
}

/** Import target of the table of special funds (专项经费台账): one row is one entry or one budget. */
export const fundTarget: ImportTarget = {
  table: 'fund',

  begin(run) {
    passOf(run).rows.clear();
    run.memory.delete('fund-policy-said');
  },

  apply(record, run): RowOutcome {
    const pass = passOf(run);
    const said = understand(record, run, pass);
    const { year, on, purpose, amount } = record.values;
    const subject = [on ?? year ?? '', purpose ?? '', amount ?? ''].filter((part) => part !== '').join(' ');
    if (!said) return { kind: 'rejected', subject, changes: [], targets: [] };
    const row = { record, run, pass, subject };
    return said.type === 'budget' ? takeBudget(said, row) : takeEntry(said, row);
  },

  inspect(record, run) {
    if (typeof record.values.amount === 'number') understand(record, run, passOf(run));
  },
};

interface Row {
  readonly record: TableRecord;
  readonly run: ImportRun;
  readonly pass: Pass;
  readonly subject: string;
}

const fieldsOf = (record: TableRecord) =>
  Object.keys(record.values).filter((key) => record.values[key] !== undefined && key !== 'sequence');

/** Whether an earlier row of the table spoke of the same; it is then reported. */
function isRepeated(mark: string, { record, run, pass }: Row): boolean {
  const earlier = pass.rows.get(mark);
  if (earlier !== undefined) run.report('fund-row-repeated', record, 'amount', { row: earlier });
  else pass.rows.set(mark, record.row);
  return earlier !== undefined;
}

/** What a row says of the columns that it fills. */
const onlySaid = (
  record: TableRecord,
  values: Readonly<Record<string, FieldValue | null>>,
  besides: string[],
) =>
  Object.fromEntries(
    Object.entries(values).filter(([key]) => record.values[key] !== undefined && !besides.includes(key)),
  );

function takeBudget({ budget }: Extract<Understood, { type: 'budget' }>, row: Row): RowOutcome {
  const { record, run, pass, subject } = row;
  const { policyId, year, groupId, officeId, purpose } = budget;
  const known = listBudgets(run.ledger, { policyId, year }).find(
    (each) => each.groupId === groupId && each.officeId === officeId && each.purpose === purpose,
  );
  if (isRepeated(`budget ${year} ${groupId} ${purpose}`, row)) {
    return { kind: 'rejected', subject, changes: [], targets: [] };
  }
  if (!known) {
    const { id } = putBudget(run.ledger, budget);
    const targets = [{ table: 'fund_budget', id, fields: fieldsOf(record) }];
    return { kind: 'inserted', subject, changes: [], targets };
  }
  const given = onlySaid(record, budgetRow(pass.world, { ...budget, id: known.id }), [
    'rowKind',
    'group',
    'year',
    'purpose',
  ]);
  const columns = { amount: 'amount_cents', document: 'document', note: 'note', on: 'approved_on' };
  return settleRecord(
    { table: 'fund_budget', id: known.id, subject, known: budgetRow(pass.world, known), given, columns },
    record,
    run,
    (taken) => {
      const has = (field: string) => taken.includes(field);
      putBudget(run.ledger, {
        ...known,
        cents: has('amount') ? budget.cents : known.cents,
        approvedOn: has('on') ? budget.approvedOn : known.approvedOn,
        document: has('document') ? budget.document : known.document,
        note: has('note') ? budget.note : known.note,
      });
    },
  );
}

function takeEntry({ entry }: Extract<Understood, { type: 'entry' }>, row: Row): RowOutcome {
  const { record, run, pass, subject } = row;
  const known = sameEntry(pass.world, entry);
  if (known) {
    if (isRepeated(`entry ${known.id}`, row)) return { kind: 'rejected', subject, changes: [], targets: [] };
    const whole = { ...known, ...entry, id: known.id, origin: known.origin };
    const columns = { amount: 'amount_cents', account: 'account', note: 'note' };
    const given = onlySaid(record, entryRow(pass.world, whole), ['rowKind', 'group', 'year', 'purpose']);
    return settleRecord(
      { table: 'fund_entry', id: known.id, subject, known: entryRow(pass.world, known), given, columns },
      record,
      run,
      (taken) => {
        const has = (field: string) => taken.includes(field);
        changeEntry(run.ledger, known.id, {
          ...known,
          cents: has('amount') ? entry.cents : known.cents,
          account: has('account') ? entry.account : known.account,
          kindergartenId: has('kindergarten') ? entry.kindergartenId : known.kindergartenId,
          note: has('note') ? entry.note : known.note,
        });
      },
    );
  }
  const id = addEntry(run.ledger, { ...entry, origin: 'table' });
  pass.rows.set(`entry ${id}`, record.row);
  const targets = [{ table: 'fund_entry', id, fields: fieldsOf(record) }];
  return { kind: 'inserted', subject, changes: [], targets };
}
