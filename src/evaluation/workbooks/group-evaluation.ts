import { uniqueNames } from '../../common/file-names.ts';
import type { Group } from '../../groups/group.ts';
import { asScores, type StoredOpinion, type StoredSubject } from '../evaluation.ts';
import type { FactValue } from '../fact-value.ts';
import { type FactReference, factNamed } from '../facts.ts';
import { factsOf } from '../formula/parse.ts';
import { type Participant, participantKey, participantsIn } from '../participants.ts';
import { indicatorsOf, type Rubric, type RubricSubject } from '../rubric.ts';
import type { EvaluatedSubject, GroupEvaluation } from './group-book.ts';
import type { FormulaReader } from './layout/facts-block.ts';

/** What a policy's workbooks have in common. */
export interface EvaluationGround {
  readonly year: number;
  readonly rubric: Rubric;
  readonly policyTitle: string;
  readonly office: string;
  readonly read: FormulaReader;
  /** What the ledger knows of a participant. */
  readonly factOf: (participant: Participant, fact: FactReference) => FactValue;
  /** Scores that are printed already, by participant; undefined for blank sheets. */
  readonly entered?: {
    readonly subjects: ReadonlyMap<string, StoredSubject>;
    readonly opinions: readonly StoredOpinion[];
  };
}

/** The facts that a subject's formulas name, each once; not those that the sheets compute among themselves. */
export function factsNeeded(subject: RubricSubject, read: FormulaReader): FactReference[] {
  const needed = new Map<string, FactReference>();
  for (const indicator of indicatorsOf(subject)) {
    if (indicator.method !== 'formula') continue;
    for (const fact of factsOf(read(indicator.formula))) {
      if (fact.kind === 'fact' && factNamed(fact.key)?.isLive) continue;
      needed.set(fact.key, fact);
    }
  }
  return [...needed.values()];
}

/** The workbook of a group as a value, and who each of its sheets is about. */
export function groupEvaluation(
  ground: EvaluationGround,
  group: Group,
): { readonly evaluation: GroupEvaluation; readonly participants: readonly Participant[] } {
  const { year, rubric, policyTitle, office, read } = ground;
  const participants = participantsIn(rubric, group);
  const names = new Map<string, (name: string) => string>();
  const subjects = participants.map((participant): EvaluatedSubject => {
    const { subject, kindergartenId } = participant;
    const unique = names.get(subject.id) ?? uniqueNames();
    names.set(subject.id, unique);
    const facts = factsNeeded(subject, read).map(
      (fact) => [fact.key, ground.factOf(participant, fact)] as const,
    );
    const given = enteredFor(ground, participant);
    return {
      subject,
      kindergartenId,
      name: unique(participant.name),
      facts: Object.fromEntries(facts),
      ...(given ? { given } : {}),
    };
  });
  const evaluation: GroupEvaluation = {
    year,
    rubric,
    office,
    policy: policyTitle,
    group: { id: group.id, name: group.name },
    subjects,
    read,
  };
  return { evaluation, participants };
}

function enteredFor({ entered }: EvaluationGround, participant: Participant): EvaluatedSubject['given'] {
  if (!entered) return undefined;
  const { group, subject, kindergartenId } = participant;
  const key = participantKey({ groupId: group.id, subject: subject.id, kindergartenId });
  const stored = entered.subjects.get(key);
  const opinion = entered.opinions.find((each) => participantKey(each) === key);
  if (!stored && !opinion) return undefined;
  const { scores, gates } = stored ? asScores(stored, {}) : { scores: {}, gates: {} };
  return {
    scores,
    gates,
    notes: Object.fromEntries((stored?.evidence ?? []).map(({ indicator, note }) => [indicator, note])),
    opinion: opinion?.opinion ?? null,
  };
}
