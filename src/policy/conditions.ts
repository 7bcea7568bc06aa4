import type { FactKey } from './fact-names.ts';
import type { KindergartenFacts } from './facts.ts';
import { sectorOf } from './lead-tier.ts';
import { type Condition, type CountField, countFields, type Sector } from './parameters.ts';
import type { Policy } from './schema.ts';
import { anyTrue, type Truth } from './three-valued.ts';

/** What of a kindergarten (园所) conditions look at. */
export type ConditionFacts = Pick<
  KindergartenFacts,
  'name' | 'ownership' | 'inclusive' | 'isNew' | 'isWeak' | 'buildState' | 'category' | CountField
>;

/** A kindergarten with who runs it and whether it is 普惠 told by the dictionary of 办园性质. */
interface Told {
  readonly sector: Sector | null;
  readonly inclusive: Truth;
}

/** 是否普惠: as entered, else as the term of 办园性质 says; not known where the two contradict each other. */
function inclusiveOf(policy: Pick<Policy, 'ownership'>, kindergarten: ConditionFacts): Truth {
  const { ownership, inclusive } = kindergarten;
  const told = ownership !== null && policy.ownership.get(ownership)?.inclusive === true;
  if (!told) return inclusive;
  return inclusive === false ? null : true;
}

interface Part {
  readonly fact: FactKey;
  readonly holds: Truth;
}

const among = (value: string | null, wanted: readonly string[]): Truth =>
  value === null ? null : wanted.includes(value);

const equals = <T>(value: T | null, wanted: T): Truth => (value === null ? null : value === wanted);

/** Each thing a condition asks for, and whether it is so. */
function partsOf(condition: Condition, kindergarten: ConditionFacts, told: Told): Part[] {
  const parts: Part[] = [];
  const add = (fact: FactKey, holds: Truth) => parts.push({ fact, holds });
  const { sector, inclusive, isNew, isWeak, buildState, category, nameWords, atLeast } = condition;
  if (sector !== undefined) add('ownership', equals(told.sector, sector));
  if (inclusive !== undefined) add('inclusive', equals(told.inclusive, inclusive));
  if (isNew !== undefined) add('isNew', equals(kindergarten.isNew, isNew));
  if (isWeak !== undefined) add('isWeak', equals(kindergarten.isWeak, isWeak));
  if (buildState !== undefined) add('buildState', among(kindergarten.buildState, buildState));
  if (category !== undefined) add('category', among(kindergarten.category, category));
  if (nameWords !== undefined)
    add(
      'name',
      nameWords.some((word) => kindergarten.name.includes(word)),
    );
  for (const field of countFields) {
    const least = atLeast?.[field];
    const value = kindergarten[field];
    if (least !== undefined) add(field, value === null ? null : value >= least);
  }
  return parts;
}

/** Whether all that a condition asks for is so; the facts it still wants are added to `missing`. */
export function conditionHolds(
  policy: Pick<Policy, 'ownership'>,
  condition: Condition,
  kindergarten: ConditionFacts,
  missing?: Set<FactKey>,
): Truth {
  const told = {
    sector: sectorOf(policy, kindergarten),
    inclusive: inclusiveOf(policy, kindergarten),
  };
  const parts = partsOf(condition, kindergarten, told);
  if (parts.some(({ holds }) => holds === false)) return false;
  const unknown = parts.filter(({ holds }) => holds === null);
  for (const { fact } of unknown) missing?.add(fact);
  return unknown.length > 0 ? null : true;
}

/** Whether any of several conditions holds; true where there are none. */
export function anyConditionHolds(
  policy: Pick<Policy, 'ownership'>,
  conditions: readonly Condition[] | undefined,
  kindergarten: ConditionFacts,
  missing?: Set<FactKey>,
): Truth {
  if (conditions === undefined) return true;
  const wanted = new Set<FactKey>();
  const holds = anyTrue(conditions.map((each) => conditionHolds(policy, each, kindergarten, wanted)));
  if (holds === null) for (const fact of wanted) missing?.add(fact);
  return holds;
}

/** The values of everything that conditions ask about, by fact, for a verdict to report. */
export function factsAsked(
  conditions: readonly Condition[],
  kindergarten: ConditionFacts,
): Record<string, string | number | boolean | null> {
  const asked = new Set(
    conditions.flatMap(({ atLeast, nameWords: _, sector, ...others }) => [
      ...Object.keys(others),
      ...Object.keys(atLeast ?? {}),
      ...(sector === undefined ? [] : ['ownership']),
    ]),
  );
  return Object.fromEntries(
    [...asked].map((fact) => [fact, kindergarten[fact as Exclude<keyof ConditionFacts, 'name'>]]),
  );
}
