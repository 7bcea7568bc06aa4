import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type {
  CellPlace,
  EvaluationRun,
  StoredEvidence,
  StoredFact,
  StoredGate,
  StoredResult,
  StoredScore,
  StoredSubject,
  SubjectKey,
} from './evaluation.ts';

const place = 'file, file_sha256 AS fileSha256, sheet, cell';
const runColumns = `id, policy_id AS policyId, year, rubric_id AS rubricId, rubric, opened_on AS openedOn,
  finalised_on AS finalisedOn, reopened_on AS reopenedOn, reopen_reason AS reopenReason`;

/** The run of a policy and year. */
export function findRun(ledger: Ledger, policyId: string, year: number): EvaluationRun | undefined {
  return ledger
    .prepare<[string, number], EvaluationRun>(
      `SELECT ${runColumns} FROM evaluation_run WHERE policy_id = ? AND year = ?`,
    )
    .get(policyId, year);
}

/** All runs, by policy and year. */
export function listRuns(ledger: Ledger): EvaluationRun[] {
  return ledger
    .prepare<[], EvaluationRun>(`SELECT ${runColumns} FROM evaluation_run ORDER BY policy_id, year`)
    .all();
}

/** Inside `perform`. Gives the row id. */
export function insertRun(
  ledger: Ledger,
  run: Pick<EvaluationRun, 'policyId' | 'year' | 'rubricId' | 'rubric' | 'openedOn'>,
): number {
  const { lastInsertRowid } = ledger
    .prepare(
      `INSERT INTO evaluation_run (policy_id, year, rubric_id, rubric, opened_on)
       VALUES (@policyId, @year, @rubricId, @rubric, @openedOn)`,
    )
    .run(run);
  return Number(lastInsertRowid);
}

/** Another rubric for a run that is not final (inside `perform`). */
export function setRunRubric(ledger: Ledger, id: number, rubricId: string, rubric: string): void {
  ledger
    .prepare('UPDATE evaluation_run SET rubric_id = ?, rubric = ? WHERE id = ?')
    .run(rubricId, rubric, id);
}

/** Inside `perform`. */
export function setFinalised(ledger: Ledger, id: number, on: IsoDate): void {
  ledger.prepare('UPDATE evaluation_run SET finalised_on = ? WHERE id = ?').run(on, id);
}

/** Opens a final run again; its results go (inside `perform`). */
export function reopenRun(ledger: Ledger, id: number, on: IsoDate, reason: string): void {
  ledger
    .prepare(
      'DELETE FROM evaluation_result WHERE subject_id IN (SELECT id FROM evaluation_subject WHERE run_id = ?)',
    )
    .run(id);
  ledger
    .prepare('UPDATE evaluation_run SET finalised_on = NULL, reopened_on = ?, reopen_reason = ? WHERE id = ?')
    .run(on, reason, id);
}

/** The row of a subject, entered where it is new; its name and the cell of its total as last told (inside `perform`). */
export function putSubject(
  ledger: Ledger,
  runId: number,
  key: SubjectKey,
  told: { readonly name: string } & CellPlace,
): number {
  const known = ledger
    .prepare<[object], { id: number; name: string } & CellPlace>(
      `SELECT id, name, ${place} FROM evaluation_subject WHERE run_id = @runId AND group_id = @groupId
        AND subject = @subject AND kindergarten_id IS @kindergartenId`,
    )
    .get({ runId, ...key });
  if (!known) {
    const { lastInsertRowid } = ledger
      .prepare(
        `INSERT INTO evaluation_subject (run_id, group_id, kindergarten_id, subject, name, file, file_sha256, sheet, cell)
         VALUES (@runId, @groupId, @kindergartenId, @subject, @name, @file, @fileSha256, @sheet, @cell)`,
      )
      .run({ runId, ...key, ...told });
    return Number(lastInsertRowid);
  }
  const next = told.cell === null ? { ...placeOf(known), name: told.name } : told;
  if (next.name !== known.name || !samePlace(next, known)) {
    ledger
      .prepare(
        `UPDATE evaluation_subject SET name = @name, file = @file, file_sha256 = @fileSha256, sheet = @sheet,
          cell = @cell WHERE id = @id`,
      )
      .run({ ...placeOf(next), name: next.name, id: known.id });
  }
  return known.id;
}

const placeOf = ({ file, fileSha256, sheet, cell }: CellPlace): CellPlace => ({
  file,
  fileSha256,
  sheet,
  cell,
});
const samePlace = (one: CellPlace, other: CellPlace) =>
  one.file === other.file &&
  one.fileSha256 === other.fileSha256 &&
  one.sheet === other.sheet &&
  one.cell === other.cell;

type Value = string | number | null;

/** How the entries of a subject are kept: by what, and which columns hold the value. */
const entryTables = {
  evaluation_score: { keys: ['indicator', 'scorer'], values: ['value'] },
  evaluation_gate: { keys: ['gate'], values: ['answer'] },
  evaluation_fact: { keys: ['fact'], values: ['value', 'basis'] },
  evaluation_evidence: { keys: ['indicator'], values: ['note'] },
} as const;

/** Enters, changes or (with null) removes an entry; the same value again writes nothing. Tells whether it wrote. */
function putEntry(
  ledger: Ledger,
  table: keyof typeof entryTables,
  subjectId: number,
  key: Readonly<Record<string, string>>,
  values: Readonly<Record<string, Value>> | null,
  from: CellPlace,
): boolean {
  const { keys, values: columns } = entryTables[table];
  const where = ['subject_id = @subjectId', ...keys.map((column) => `${column} = @${column}`)].join(' AND ');
  const known = ledger
    .prepare<[object], Record<string, Value>>(`SELECT id, ${columns.join(', ')} FROM ${table} WHERE ${where}`)
    .get({ subjectId, ...key });
  if (values === null) {
    if (known) ledger.prepare(`DELETE FROM ${table} WHERE id = ?`).run(known.id);
    return known !== undefined;
  }
  const row = { subjectId, ...key, ...values, ...placeOf(from) };
  if (!known) {
    const all = [...keys, ...columns];
    ledger
      .prepare(
        `INSERT INTO ${table} (subject_id, ${all.join(', ')}, file, file_sha256, sheet, cell)
         VALUES (@subjectId, ${all.map((column) => `@${column}`).join(', ')}, @file, @fileSha256, @sheet, @cell)`,
      )
      .run(row);
    return true;
  }
  if (columns.every((column) => known[column] === values[column])) return false;
  ledger
    .prepare(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = @${column}`).join(', ')}, file = @file,
        file_sha256 = @fileSha256, sheet = @sheet, cell = @cell WHERE id = @id`,
    )
    .run({ ...row, id: known.id });
  return true;
}

/** A score as entered; null removes it. Tells whether it wrote (all of these inside `perform`). */
export function putScore(
  ledger: Ledger,
  subjectId: number,
  { indicator, scorer }: Pick<StoredScore, 'indicator' | 'scorer'>,
  value: number | null,
  from: CellPlace,
): boolean {
  const values = value === null ? null : { value };
  return putEntry(ledger, 'evaluation_score', subjectId, { indicator, scorer }, values, from);
}

export function putGate(
  ledger: Ledger,
  subjectId: number,
  gate: string,
  answer: '是' | '否' | null,
  from: CellPlace,
): boolean {
  const values = answer === null ? null : { answer: answer === '是' ? 1 : 0 };
  return putEntry(ledger, 'evaluation_gate', subjectId, { gate }, values, from);
}

/** A fact as the scorers saw it; `value` null where it could not be told. */
export function putFact(
  ledger: Ledger,
  subjectId: number,
  { fact, value, basis }: Pick<StoredFact, 'fact' | 'value' | 'basis'>,
  from: CellPlace,
): boolean {
  return putEntry(ledger, 'evaluation_fact', subjectId, { fact }, { value, basis }, from);
}

export function putEvidence(
  ledger: Ledger,
  subjectId: number,
  indicator: string,
  note: string | null,
  from: CellPlace,
): boolean {
  return putEntry(
    ledger,
    'evaluation_evidence',
    subjectId,
    { indicator },
    note === null ? null : { note },
    from,
  );
}

/** The result of a subject as it is finalised (inside `perform`). */
export function insertResult(ledger: Ledger, subjectId: number, result: StoredResult): void {
  ledger
    .prepare(
      `INSERT INTO evaluation_result (subject_id, total, grade, rank, among, vetoed)
       VALUES (@subjectId, @total, @grade, @rank, @among, @vetoed)`,
    )
    .run({ ...result, subjectId, vetoed: result.vetoed ? 1 : 0 });
}

type Owned<T> = T & { readonly subjectId: number };

/** Everything on record of a run's subjects: by group, the group itself first, then in the order of entering. */
export function readSubjects(ledger: Ledger, runId: number): StoredSubject[] {
  const entries = <T>(table: string, columns: string, order: string): Map<number, T[]> => {
    const rows = ledger
      .prepare<[number], Owned<T>>(
        `SELECT subject_id AS subjectId, ${columns} FROM ${table}
         WHERE subject_id IN (SELECT id FROM evaluation_subject WHERE run_id = ?) ORDER BY subject_id, ${order}`,
      )
      .all(runId);
    const bySubject = new Map<number, T[]>();
    for (const { subjectId, ...row } of rows) {
      const own = bySubject.get(subjectId);
      if (own) own.push(row as T);
      else bySubject.set(subjectId, [row as T]);
    }
    return bySubject;
  };
  const scores = entries<StoredScore>(
    'evaluation_score',
    `indicator, scorer, value, ${place}`,
    'indicator, scorer',
  );
  const answer = "CASE answer WHEN 1 THEN '是' ELSE '否' END AS answer";
  const gates = entries<StoredGate>('evaluation_gate', `gate, ${answer}, ${place}`, 'gate');
  const facts = entries<StoredFact>('evaluation_fact', `fact, value, basis, ${place}`, 'fact');
  const evidence = entries<StoredEvidence>('evaluation_evidence', `indicator, note, ${place}`, 'indicator');
  const results = entries<Omit<StoredResult, 'vetoed'> & { vetoed: number }>(
    'evaluation_result',
    'total, grade, rank, among, vetoed',
    'id',
  );
  return ledger
    .prepare<[number], Pick<StoredSubject, 'id' | 'runId' | 'name' | keyof SubjectKey | keyof CellPlace>>(
      `SELECT id, run_id AS runId, group_id AS groupId, kindergarten_id AS kindergartenId, subject, name, ${place}
       FROM evaluation_subject WHERE run_id = ? ORDER BY group_id, kindergarten_id IS NOT NULL, id`,
    )
    .all(runId)
    .map((row): StoredSubject => {
      const result = results.get(row.id)?.[0];
      return {
        ...row,
        scores: scores.get(row.id) ?? [],
        gates: gates.get(row.id) ?? [],
        facts: facts.get(row.id) ?? [],
        evidence: evidence.get(row.id) ?? [],
        result: result ? { ...result, vetoed: result.vetoed === 1 } : null,
      };
    });
}
