import type { Group } from '../groups/group.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import { listGroups } from '../groups/groups.store.ts';
import { findListed } from '../roster/listed.ts';
import { isFromEarlierRound } from '../roster/origins.store.ts';
import { rosterPass } from '../roster/roster-run.ts';
import type { FieldChange, ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import { loadRegister, registerIds } from '../tables/load.ts';
import type { TableRecord } from '../tables/record.ts';
import type { RegisterDefinition } from '../tables/register.ts';
import { settleChanges } from '../tables/settle-changes.ts';
import {
  type Content,
  type EntrySubject,
  markOf,
  noteKey,
  type RegisterEntry,
  shownValue,
} from './register-entry.ts';
import { addEntry, changeEntry, findEntry } from './registers.store.ts';

const rejected = (subject: string): RowOutcome => ({ kind: 'rejected', subject, changes: [], targets: [] });

/** Import targets of all registers (登记簿): each row is an entry. */
export function registerTargets(folders: readonly string[]): ImportTarget[] {
  return registerIds(folders).map(registerTarget);
}

function registerTarget(id: string): ImportTarget {
  return {
    table: id,
    apply(record, run) {
      const register = loadRegister(id, run.templateFolders);
      const content = contentOf(register, record);
      const subject = nameOf(register, record, content);
      if (Object.keys(content).length === 0) {
        return { kind: 'skipped', reason: 'empty', subject, changes: [], targets: [] };
      }
      const place = placeOf(register, record, run);
      if (place === 'rejected') return rejected(subject);
      if (saysAgain(register, place, content, record, run)) return rejected(subject);
      return put(register, place, content, subject, record, run);
    },
  };
}

/** What the row gives; blanks are left out and overwrite nothing. */
function contentOf(register: RegisterDefinition, { values }: TableRecord): Content {
  const keys = [...register.fields.map(({ key }) => key), noteKey];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = values[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function nameOf(register: RegisterDefinition, { values }: TableRecord, content: Content): string {
  const about = values.group ?? values.name;
  const told = register.key.map((key) => shownValue(content[key]));
  return [...(about === undefined ? [] : [String(about)]), ...told].filter((part) => part !== '').join(' ');
}

/** Whom the row is about, among those the ledger has: a register makes no groups and no kindergartens. */
function placeOf(
  register: RegisterDefinition,
  record: TableRecord,
  run: ImportRun,
): EntrySubject | 'rejected' {
  const nobody = { officeId: null, groupId: null, kindergartenId: null };
  if (register.of === 'office') return { ...nobody, officeId: rosterPass(run).own.id };
  if (register.of === 'group') {
    const lookup = lookUpGroup(groupsKnown(run), String(record.values.group ?? ''));
    if (lookup.group) return { ...nobody, groupId: lookup.group.id };
    run.report(lookup.code, record, 'group', lookup.parameters);
    return 'rejected';
  }
  const name = String(record.values.name ?? '');
  const district = record.values.district === undefined ? {} : { district: String(record.values.district) };
  const found = findListed({ name, ...district }, run, record, { name: 'name', district: 'district' });
  if (found === 'rejected') return 'rejected';
  if (found.id !== null) return { ...nobody, kindergartenId: found.id };
  run.report('kindergarten-unknown', record, 'name', { value: name, near: '' });
  return 'rejected';
}

function groupsKnown(run: ImportRun): readonly Group[] {
  const known = run.memory.get('register-groups') as readonly Group[] | undefined;
  if (known) return known;
  const groups = listGroups(run.ledger, run.today, { includeEnded: true });
  run.memory.set('register-groups', groups);
  return groups;
}

/** Whether an earlier row of the batch is of the same entry and says otherwise; it is then reported at the cell. */
function saysAgain(
  register: RegisterDefinition,
  place: EntrySubject,
  content: Content,
  record: TableRecord,
  run: ImportRun,
): boolean {
  const held = run.memory.get('register-said') as Map<string, Said> | undefined;
  const said = held ?? new Map<string, Said>();
  if (!held) run.memory.set('register-said', said);
  const about = `${place.officeId} ${place.groupId} ${place.kindergartenId}`;
  const mark = `${register.id}\u001f${about}\u001f${markOf(register, content)}`;
  const earlier = said.get(mark);
  if (!earlier) {
    said.set(mark, { file: run.file.path, sheet: run.file.sheet, row: record.row, content });
    return false;
  }
  const differing = [...register.fields.map(({ key }) => key), noteKey].find(
    (key) =>
      content[key] !== undefined &&
      earlier.content[key] !== undefined &&
      content[key] !== earlier.content[key],
  );
  if (differing === undefined) return false;
  const elsewhere = earlier.file === run.file.path ? '' : `${earlier.file} `;
  const sheet = earlier.sheet === run.file.sheet && elsewhere === '' ? '' : `工作表“${earlier.sheet}”`;
  run.report('register-twice', record, differing, {
    place: `${elsewhere}${sheet}第 ${earlier.row} 行`,
    register: register.name,
    other: shownValue(earlier.content[differing]),
    value: shownValue(content[differing]),
  });
  return true;
}

interface Said {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly content: Content;
}

function put(
  register: RegisterDefinition,
  place: EntrySubject,
  content: Content,
  subject: string,
  record: TableRecord,
  run: ImportRun,
): RowOutcome {
  const mark = markOf(register, content);
  const known = findEntry(run.ledger, register.id, place, mark);
  const says = Object.keys(content);
  if (!known) {
    const enteredOn = run.since ?? run.today;
    const id = addEntry(run.ledger, { register: register.id, ...place, mark, content, enteredOn });
    const targets = [{ table: 'register_entry', id, fields: says }];
    return { kind: 'inserted', subject, changes: [], targets };
  }
  const changes = differences(known, content);
  const target = { table: 'register_entry', id: known.id, says };
  const settled = settleChanges(changes, () => isMendedByReturn(known, run), { subject, record, run });
  if (settled !== 'take') return { ...settled, subject, targets: [{ ...target, fields: [] }] };
  changeEntry(run.ledger, known.id, mark, { ...known.content, ...content });
  const fields = changes.map(({ field }) => field);
  return { kind: 'updated', subject, changes, targets: [{ ...target, fields }] };
}

function differences({ content: known }: RegisterEntry, content: Content): FieldChange[] {
  return Object.entries(content)
    .filter(([field, after]) => known[field] !== after)
    .map(([field, after]) => ({ field, before: known[field] ?? null, after }));
}

/** A return copy (退改稿) puts right what an earlier round of the same table brought in. */
function isMendedByReturn({ id, content }: RegisterEntry, { ledger, file }: ImportRun): boolean {
  const { returned } = file;
  if (returned === undefined) return false;
  const keys = Object.keys(content);
  return isFromEarlierRound(ledger, { table: 'register_entry', id, column: 'content', keys }, returned);
}
