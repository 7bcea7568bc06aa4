import type { EvaluationFacts } from '../policy/facts.ts';
import type { Ledger } from '../store/ledger.ts';

interface SubjectRow {
  readonly policyId: string;
  readonly year: number;
  readonly finalisedOn: string | null;
  readonly groupId: number;
  readonly kindergartenId: number | null;
  readonly scores: number;
}

/** What is on record of the yearly evaluations (年度考核) of each group, the earliest first. */
export function allEvaluations(ledger: Ledger): Map<number, EvaluationFacts[]> {
  const subjects = ledger
    .prepare<[], SubjectRow>(
      `SELECT run.policy_id AS policyId, run.year, run.finalised_on AS finalisedOn, subject.group_id AS groupId,
        subject.kindergarten_id AS kindergartenId,
        (SELECT count(*) FROM evaluation_score WHERE subject_id = subject.id) AS scores
       FROM evaluation_run AS run JOIN evaluation_subject AS subject ON subject.run_id = run.id
       ORDER BY run.year, run.id, subject.id`,
    )
    .all();
  const found = new Map<number, EvaluationFacts[]>();
  if (subjects.length === 0) return found;
  const heard = ledger
    .prepare<
      [],
      { policyId: string; year: number; groupId: number; kindergartenId: number; heardOn: string }
    >(
      // Heard of a member is who was heard of it and, where that is scored too, of its principal.
      `WITH wanted AS MATERIALIZED (
         SELECT run.id AS run_id, json_extract(subject.value, '$.id') AS subject
         FROM evaluation_run AS run, json_each(run.rubric, '$.subjects') AS subject
         WHERE json_extract(subject.value, '$.of') = 'member'
       )
       SELECT run.policy_id AS policyId, run.year, opinion.group_id AS groupId,
        opinion.kindergarten_id AS kindergartenId, max(opinion.heard_on) AS heardOn
       FROM evaluation_opinion AS opinion JOIN evaluation_run AS run ON run.id = opinion.run_id
       JOIN wanted ON wanted.run_id = run.id AND wanted.subject = opinion.subject
       GROUP BY run.id, opinion.group_id, opinion.kindergarten_id
       HAVING count(*) = (SELECT count(*) FROM wanted AS each WHERE each.run_id = run.id)
       ORDER BY min(opinion.id)`,
    )
    .all();
  const opinions = new Map<string, { kindergartenId: number; heardOn: string }[]>();
  for (const { policyId, year, groupId, ...opinion } of heard) {
    const key = `${policyId} ${year} ${groupId}`;
    opinions.set(key, [...(opinions.get(key) ?? []), opinion]);
  }
  const records = new Map<string, { facts: EvaluationFacts; members: number[] }>();
  for (const { policyId, year, finalisedOn, groupId, kindergartenId, scores } of subjects) {
    const key = `${policyId} ${year} ${groupId}`;
    const known = records.get(key);
    const members = known?.members ?? [];
    if (kindergartenId !== null && scores > 0) members.push(kindergartenId);
    const isScored = scores > 0 || (known?.facts.isScored ?? false);
    const facts = { policyId, year, finalisedOn, isScored, members, heard: opinions.get(key) ?? [] };
    records.set(key, { facts, members });
  }
  for (const [key, { facts }] of records) {
    const groupId = Number(key.slice(key.lastIndexOf(' ') + 1));
    found.set(groupId, [...(found.get(groupId) ?? []), facts]);
  }
  return found;
}
