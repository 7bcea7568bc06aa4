import type { Context } from '../../context.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { insertRun, putFact, putSubject, readSubjects, setRunRubric } from '../evaluation.store.ts';
import { byHand } from '../evaluation.ts';
import { parseFormula } from '../formula/parse.ts';
import { LedgerFacts } from '../ledger-facts.ts';
import { indicatorLookup } from '../load-rubric.ts';
import { listOpinions } from '../opinions.store.ts';
import { participantKey } from '../participants.ts';
import { type EvaluationGround, groupEvaluation } from './group-evaluation.ts';
import type { PlannedPolicy } from './plan-sheets.ts';

/** What the workbooks of a policy stand on; facts are read as of `on`. */
export function groundOf(
  context: Pick<Context, 'templateFolders'>,
  ledger: Ledger,
  planned: Pick<PlannedPolicy, 'policyId' | 'rubric' | 'all' | 'run'>,
  given: { readonly year: number; readonly on: string; readonly isFilled: boolean },
): EvaluationGround {
  const { policyId, rubric, all, run } = planned;
  const { year, on, isFilled } = given;
  const folders = context.templateFolders;
  const policy = loadPolicy(policyId, folders);
  const facts = new LedgerFacts(ledger, { policy, rubric, groups: all, year, on });
  const lookUp = indicatorLookup(policyId, folders);
  const office = ownOffice(ledger);
  const entered =
    isFilled && run
      ? {
          subjects: new Map(readSubjects(ledger, run.id).map((each) => [participantKey(each), each])),
          opinions: listOpinions(ledger, run.id),
        }
      : undefined;
  return {
    year,
    rubric,
    policyTitle: policy.title,
    office: office.title ?? office.name,
    read: (text) => parseFormula(text, lookUp),
    factOf: (participant, fact) => facts.of(participant, fact),
    ...(entered ? { entered } : {}),
  };
}

/**
 * Keeps in the ledger which sheets went out, and with which facts (inside `perform`): what comes back is held against
 * what was sent, whatever the ledger has learnt since.
 */
export function recordIssue(
  ledger: Ledger,
  planned: PlannedPolicy,
  ground: EvaluationGround,
  openedOn: string,
): void {
  const { policyId, rubric, run } = planned;
  if (run?.finalisedOn) return;
  const json = JSON.stringify(rubric);
  const runId =
    run?.id ??
    insertRun(ledger, { policyId, year: ground.year, rubricId: rubric.id, rubric: json, openedOn });
  if (run && planned.isNew) setRunRubric(ledger, run.id, rubric.id, json);
  for (const { group } of planned.groups) {
    const { evaluation, participants } = groupEvaluation(ground, group);
    for (const [index, { subject, kindergartenId }] of participants.entries()) {
      const { name, facts } = evaluation.subjects[index]!;
      const key = { groupId: group.id, kindergartenId, subject: subject.id };
      const subjectId = putSubject(ledger, runId, key, { name, ...byHand });
      for (const [fact, { value, basis }] of Object.entries(facts)) {
        putFact(ledger, subjectId, { fact, value, basis }, byHand);
      }
    }
  }
}
