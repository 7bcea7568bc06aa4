import type { IsoDate } from '../common/dates.ts';
import type { Group } from '../groups/group.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { asScores, byHand, type CellPlace, type StoredSubject } from './evaluation.ts';
import { averageOf } from './fact-value.ts';
import { evaluateFormula, type FormulaResult } from './formula/evaluate.ts';
import { factsOf, parseFormula } from './formula/parse.ts';
import { LedgerFacts } from './ledger-facts.ts';
import { indicatorLookup } from './load-rubric.ts';
import { memberSubject, type Participant, participantKey, participantsIn } from './participants.ts';
import { indicatorsOf, type Rubric, type RubricIndicator } from './rubric.ts';
import { type SubjectResult, scoreSubject } from './scoring.ts';

/** A fact as it went into a result. */
interface UsedFact extends CellPlace {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
  readonly basis: string;
  /** From the sheet that came back, from the ledger as it is now, or from this year's other sheets. */
  readonly source: 'sheet' | 'ledger' | 'live';
}

/** What a formula came to, and from what. */
interface ComputedIndicator {
  readonly result: FormulaResult;
  readonly facts: readonly UsedFact[];
}

/** What came of one participant. */
export interface Outcome extends Participant {
  readonly stored: StoredSubject | undefined;
  readonly result: SubjectResult;
  /** By indicator id, of those that the ledger computes. */
  readonly computed: ReadonlyMap<string, ComputedIndicator>;
  /** Among all of the same kind of subject that anything came in for; null where nothing did. */
  readonly rank: number | null;
  readonly among: number;
}

export interface EvaluationRequest {
  readonly rubric: Rubric;
  readonly policy: Policy;
  readonly year: number;
  /** What happened later does not count among the facts. */
  readonly on: IsoDate;
  readonly groups: readonly Group[];
  readonly stored: readonly StoredSubject[];
  readonly templateFolders: readonly string[];
}

/** Ranks of what is compared by `better` (below 0 where the first is better): equals share a rank, 1, 1, 3. */
export function ranksOf<T>(entries: readonly T[], better: (one: T, other: T) => number): number[] {
  const order = entries.map((entry, index) => ({ entry, index }));
  order.sort((one, other) => better(one.entry, other.entry));
  const ranks = entries.map(() => 0);
  let rank = 1;
  for (const [position, { entry, index }] of order.entries()) {
    const before = order[position - 1];
    if (before && better(before.entry, entry) < 0) rank = position + 1;
    ranks[index] = rank;
  }
  return ranks;
}

/** Higher totals come first; whoever failed a gate comes after all who did not. */
export function byResult(one: SubjectResult, other: SubjectResult): number {
  return Math.sign(one.failed.length) - Math.sign(other.failed.length) || other.total - one.total;
}

/** What came of every participant of a year: by group, in the order of the rubric. */
export function evaluateAll(ledger: Ledger, request: EvaluationRequest): Outcome[] {
  const { rubric, groups, templateFolders } = request;
  const facts = new LedgerFacts(ledger, request);
  const stored = new Map(request.stored.map((each) => [participantKey(each), each]));
  const lookup = indicatorLookup(rubric.policy, templateFolders);
  const formulas = new Map(
    rubric.subjects.flatMap((subject) =>
      indicatorsOf(subject).flatMap((indicator) =>
        indicator.method === 'formula'
          ? [[`${subject.id} ${indicator.id}`, parseFormula(indicator.formula, lookup)] as const]
          : [],
      ),
    ),
  );

  const evaluateOne = (
    participant: Participant,
    membersAverage: number | null,
  ): Omit<Outcome, 'rank' | 'among'> => {
    const { subject, group, kindergartenId } = participant;
    const own = stored.get(participantKey({ groupId: group.id, subject: subject.id, kindergartenId }));
    const computed = new Map<string, ComputedIndicator>();
    for (const indicator of indicatorsOf(subject)) {
      const formula = formulas.get(`${subject.id} ${indicator.id}`);
      if (!formula) continue;
      const used = factsOf(formula).map((fact): UsedFact => {
        const { key } = fact;
        const indicatorName = request.policy.indicators.find(
          ({ id }) => fact.kind === 'indicator' && id === fact.indicator,
        )?.name;
        const name =
          fact.kind === 'fact'
            ? fact.definition.name
            : `${fact.isLastYear ? '上年' : ''}${indicatorName ?? fact.indicator}`;
        const unit = fact.kind === 'fact' ? fact.definition.unit : '';
        const told = own?.facts.find((each) => each.fact === key);
        if (fact.kind === 'fact' && fact.definition.isLive && !(told && own?.result)) {
          const basis = '本年各成员园总分的平均';
          return { ...byHand, key, name, unit, value: membersAverage, basis, source: 'live' };
        }
        if (told) {
          const { file, fileSha256, sheet, cell, value, basis } = told;
          return {
            key,
            name,
            unit,
            value,
            basis: basis ?? '',
            source: fact.kind === 'fact' && fact.definition.isLive ? 'live' : 'sheet',
            file,
            fileSha256,
            sheet,
            cell,
          };
        }
        return { ...byHand, key, name, unit, ...facts.of(participant, fact), source: 'ledger' };
      });
      const values = new Map(used.map(({ key, value }) => [key, value]));
      const range = { points: indicator.points, places: rubric.places };
      computed.set(indicator.id, {
        result: evaluateFormula(formula, (key) => values.get(key), range),
        facts: used,
      });
    }
    const scores = Object.fromEntries([...computed].map(([id, { result }]) => [id, result.value]));
    const result = scoreSubject(rubric, subject, asScores(own ?? { scores: [], gates: [] }, scores));
    return { ...participant, stored: own, result, computed };
  };

  const members = memberSubject(rubric);
  const outcomes = groups.flatMap((group) => {
    const participants = participantsIn(rubric, group);
    const early = new Map(
      participants
        .filter(({ subject }) => subject.of === 'member')
        .map((participant) => [participant, evaluateOne(participant, null)] as const),
    );
    const totals = [...early.values()].flatMap(({ subject, result }) =>
      subject === members ? [result.total] : [],
    );
    const average = averageOf(totals);
    return participants.map((participant) => early.get(participant) ?? evaluateOne(participant, average));
  });
  return withRanks(rubric, outcomes);
}

function withRanks(rubric: Rubric, outcomes: readonly Omit<Outcome, 'rank' | 'among'>[]): Outcome[] {
  const ranks = new Map<Omit<Outcome, 'rank' | 'among'>, { rank: number; among: number }>();
  for (const subject of rubric.subjects) {
    const scored = outcomes.filter((each) => each.subject === subject && isScored(each));
    const found = ranksOf(scored, (one, other) => byResult(one.result, other.result));
    for (const [index, outcome] of scored.entries()) {
      ranks.set(outcome, { rank: found[index] ?? 1, among: scored.length });
    }
  }
  return outcomes.map((outcome) => {
    // What was final stays so, whoever is found not to have belonged to those it was ranked among.
    const final = outcome.stored?.result;
    const { rank, among } = final ?? ranks.get(outcome) ?? { rank: null, among: 0 };
    return { ...outcome, rank, among };
  });
}

/** Whether anything came in for a participant. */
export function isScored({ stored }: Pick<Outcome, 'stored'>): boolean {
  return stored !== undefined && (stored.scores.length > 0 || stored.gates.length > 0);
}

/** The indicator of an id, anywhere in a subject. */
export function indicatorNamed(outcome: Pick<Outcome, 'subject'>, id: string): RubricIndicator | undefined {
  return indicatorsOf(outcome.subject).find((indicator) => indicator.id === id);
}
