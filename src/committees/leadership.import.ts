import { beginning, laterDay } from '../common/dates.ts';
import { tidyText } from '../common/text.ts';
import { isFromEarlierRound } from '../roster/origins.store.ts';
import type { ImportRun, ImportTarget, RowOutcome } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import type { Seat } from './committee.ts';
import {
  addBody,
  addSeat,
  correctSeat,
  endSeat,
  findOrAddPerson,
  lastEndOf,
  openSeats,
  wasEverSeated,
} from './committees.store.ts';
import { type ListedBody, listedBody, type UnknownBody } from './listed-body.ts';
import { personName, roleName, unitOf } from './unit.ts';

/** A row of the list, as it identifies a seat. */
interface Listed {
  readonly name: string;
  readonly unit: string;
  readonly role: string;
  readonly unitAndPosts: string;
}

/** What the target remembers of one pass. */
interface Pass {
  readonly listed: ListedBody | UnknownBody;
  /** Row id of the body; undefined until a row is taken. */
  bodyId: number | undefined;
  /** The body had seats before this pass, ended or not: whoever joins it now joins from a day on. */
  readonly wasSeated: boolean;
  /** Seats that a row of the pass stands for. */
  readonly claimed: Set<number>;
  /** Rows taken so far: their number is the place in the list. */
  taken: number;
  lastRow: TableRecord | undefined;
}

function passOf(run: ImportRun): Pass {
  const key = `leadership ${run.policyId} ${run.bodyId ?? ''} ${(run.file.titles ?? []).join('\n')}`;
  const known = run.memory.get(key) as Pass | undefined;
  if (known) return known;
  const listed = listedBody(run);
  // Two lists of one body, under titles that say the same in other words, are one list.
  const place = 'code' in listed ? key : `body ${JSON.stringify([listed.bodyId ?? listed.body])}`;
  const same = run.memory.get(place) as Pass | undefined;
  const bodyId = 'code' in listed ? undefined : listed.bodyId;
  const wasSeated = bodyId !== undefined && wasEverSeated(run.ledger, bodyId);
  const pass: Pass = same ?? { listed, bodyId, wasSeated, claimed: new Set(), taken: 0, lastRow: undefined };
  run.memory.set(place, pass);
  run.memory.set(key, pass);
  return pass;
}

function readRow(record: TableRecord): Listed {
  const unitAndPosts = tidyText(String(record.values.unitAndPosts ?? ''));
  return {
    name: personName(String(record.values.name ?? '')),
    role: roleName(String(record.values.role ?? '')),
    unitAndPosts,
    unit: unitOf(unitAndPosts),
  };
}

const nothing = { changes: [], targets: [] } as const;

/** Import target of lists of the people in a body (领导小组, 理事会 …), the one that stands in the list's title. */
export const leadershipTarget: ImportTarget = {
  table: 'leadership',

  begin(run) {
    passOf(run);
  },

  apply(record, run) {
    const pass = passOf(run);
    const listed = readRow(record);
    if ('code' in pass.listed) {
      run.report(pass.listed.code, record, null, pass.listed.parameters);
      return { kind: 'rejected', subject: listed.name, ...nothing };
    }
    pass.lastRow = record;
    const seats = pass.bodyId === undefined ? [] : openSeats(run.ledger, pass.bodyId, run.today);
    const sameRole = seats.filter((seat) => seat.name === listed.name && seat.role === listed.role);
    const sameUnit = sameRole.find((seat) => seat.unit === listed.unit);
    if (sameUnit && pass.claimed.has(sameUnit.id)) return repeated(sameUnit, listed, record, run);
    // Somebody of that name at another unit, for whom no row has spoken: taken for the same person, moved.
    const known = sameUnit ?? sameRole.find((seat) => !pass.claimed.has(seat.id));
    pass.taken += 1;
    if (!known) return insert(listed, run, pass);
    pass.claimed.add(known.id);
    if (known.unitAndPosts === listed.unitAndPosts) return reorder(known, listed, run, pass);
    return reconcile(known, listed, record, run, pass);
  },

  finish(run) {
    const pass = passOf(run);
    if (pass.bodyId === undefined || !pass.lastRow || 'code' in pass.listed) return;
    const { kind } = pass.listed;
    const [headRole = ''] = kind.roles;
    const words = { body: kind.name, role: headRole };
    const seats = openSeats(run.ledger, pass.bodyId, run.today);
    // Who is entered as leaving is no second head beside the successor, and may be missing from the list.
    const lasting = seats.filter((seat) => seat.validTo === null);
    const heads = lasting.filter((seat) => seat.role === headRole);
    if (kind.head && !seats.some((seat) => seat.role === headRole)) {
      run.report('committee-headless', pass.lastRow, 'role', { value: null, ...words });
    }
    if (kind.head && heads.length > 1) {
      const names = heads.map((seat) => seat.name).join('、');
      run.report('committee-heads', pass.lastRow, 'role', { value: names, count: heads.length, ...words });
    }
    const missing = lasting.filter((seat) => !pass.claimed.has(seat.id));
    if (missing.length > 0) {
      const names = missing.map((seat) => `${seat.role} ${seat.name}`).join('、');
      run.report('committee-unlisted', pass.lastRow, 'name', {
        value: names,
        count: missing.length,
        ...words,
      });
    }
  },
};

function repeated(seat: Seat, listed: Listed, record: TableRecord, run: ImportRun): RowOutcome {
  if (seat.unitAndPosts === listed.unitAndPosts)
    return { kind: 'unchanged', subject: listed.name, ...nothing };
  run.report('seat-repeated', record, 'unitAndPosts', {
    value: listed.unitAndPosts,
    name: listed.name,
    role: listed.role,
    other: seat.unitAndPosts,
  });
  return { kind: 'rejected', subject: listed.name, ...nothing };
}

function insert(listed: Listed, run: ImportRun, pass: Pass): RowOutcome {
  const { ledger } = run;
  if ('code' in pass.listed) throw new Error('a list of no body has no seats');
  pass.bodyId ??= addBody(ledger, pass.listed.body);
  const seat = {
    bodyId: pass.bodyId,
    personId: findOrAddPerson(ledger, listed.name, listed.unit),
    role: listed.role,
  };
  // Somebody who left takes the seat again from that day at the earliest.
  const since = run.since ?? (pass.wasSeated ? run.today : beginning);
  const id = addSeat(ledger, {
    ...seat,
    position: pass.taken,
    unitAndPosts: listed.unitAndPosts,
    validFrom: laterDay(since, lastEndOf(ledger, seat) ?? beginning),
    validTo: null,
  });
  pass.claimed.add(id);
  return { kind: 'inserted', subject: listed.name, changes: [], targets: [target(id, true)] };
}

/** The same seat as before, at another place of the list: the order of a newer list counts. */
function reorder(seat: Seat, listed: Listed, run: ImportRun, pass: Pass): RowOutcome {
  if (seat.position === pass.taken || run.onConflict !== 'update') {
    return { kind: 'unchanged', subject: listed.name, changes: [], targets: [target(seat.id, false)] };
  }
  correctSeat(run.ledger, seat.id, { ...seat, position: pass.taken });
  const changes = [{ field: 'sequence', before: seat.position, after: pass.taken }];
  return { kind: 'updated', subject: listed.name, changes, targets: [target(seat.id, false)] };
}

/** 单位及职务 differs from the ledger's: as --on-conflict says. */
function reconcile(seat: Seat, listed: Listed, record: TableRecord, run: ImportRun, pass: Pass): RowOutcome {
  const change = { field: 'unitAndPosts', before: seat.unitAndPosts, after: listed.unitAndPosts };
  const subject = listed.name;
  const parameters = { subject, value: change.after, before: change.before };
  if (run.onConflict === 'fail') {
    run.report('import-conflict', record, 'unitAndPosts', parameters);
    return {
      kind: 'unchanged',
      subject,
      changes: [{ ...change, kept: true }],
      targets: [target(seat.id, false)],
    };
  }
  const mends = run.onConflict === 'fill' && isMendedByReturn(seat, run);
  if (mends) {
    correctSeat(run.ledger, seat.id, { ...seat, unitAndPosts: listed.unitAndPosts });
    return { kind: 'updated', subject, changes: [change], targets: [target(seat.id, true)] };
  }
  if (run.onConflict !== 'update') {
    const changes = [{ ...change, kept: true }];
    const targets = [target(seat.id, false)];
    if (run.onConflict === 'skip') return { kind: 'skipped', subject, changes, targets };
    run.report('conflict-kept', record, 'unitAndPosts', parameters);
    return { kind: 'unchanged', subject, changes, targets };
  }
  const personId = findOrAddPerson(run.ledger, listed.name, listed.unit);
  const next = { ...seat, personId, position: pass.taken, unitAndPosts: listed.unitAndPosts };
  const since = laterDay(run.since ?? run.today, lastEndOf(run.ledger, next, seat.id) ?? beginning);
  if (seat.validFrom >= since) {
    correctSeat(run.ledger, seat.id, next);
    return { kind: 'updated', subject, changes: [change], targets: [target(seat.id, true)] };
  }
  const holds = seat.validTo === null || seat.validTo > since;
  if (holds) endSeat(run.ledger, seat.id, since);
  const id = addSeat(run.ledger, { ...next, validFrom: since, validTo: holds ? seat.validTo : null });
  pass.claimed.add(id);
  return { kind: 'updated', subject, changes: [change], targets: [target(id, true)] };
}

/** A return copy (退改稿) puts right what an earlier round of the same list brought in. */
function isMendedByReturn({ id }: Seat, { ledger, file }: ImportRun): boolean {
  const held = { table: 'seat', id, column: 'unit_and_posts', keys: ['unitAndPosts'] };
  return file.returned !== undefined && isFromEarlierRound(ledger, held, file.returned);
}

/** Provenance: a seat that took its values from the row, or only stood there already. */
function target(id: number, took: boolean): RowOutcome['targets'][number] {
  return { table: 'seat', id, fields: took ? ['role', 'name', 'unitAndPosts'] : [] };
}
