import {
  amountOf,
  entryScope,
  hasSomething,
  isList,
  isMissing,
  lookUp,
  type Scope,
  type WordingValue,
} from './values.ts';
import type { Choose, Condition, Count, Each, Nested, Operand, Path } from './wording.ts';

/** What evaluation tells of while it goes on. */
export interface Notes {
  unknown(path: Path): void;
}

/** The value of a path; null where the name is unknown, which is noted. */
export function fieldValue(path: Path, scope: Scope, notes: Notes): WordingValue {
  const found = lookUp(scope, path.names);
  if (found !== 'unknown') return found.value;
  notes.unknown(path);
  return null;
}

/** A comparison with something that is missing does not hold, whichever way it asks. */
export function holds(condition: Condition, scope: Scope, notes: Notes): boolean {
  switch (condition.kind) {
    case 'has':
      return hasSomething(fieldValue(condition.path, scope, notes));
    case 'not':
      return !holds(condition.of, scope, notes);
    case 'all':
      return condition.of.every((each) => holds(each, scope, notes));
    case 'any':
      return condition.of.some((each) => holds(each, scope, notes));
    case 'compare': {
      const [left, right] = [condition.left, condition.right].map((operand) =>
        operandValue(operand, scope, notes),
      );
      if (left === undefined || right === undefined) return false;
      return compare(left, right, condition.operator);
    }
  }
}

function operandValue(operand: Operand, scope: Scope, notes: Notes): WordingValue | undefined {
  if ('literal' in operand) return operand.literal;
  const value = fieldValue(operand, scope, notes);
  return isMissing(value) && !isList(value) ? undefined : value;
}

type Operator = Extract<Condition, { kind: 'compare' }>['operator'];

function compare(left: WordingValue, right: WordingValue, operator: Operator): boolean {
  const [one, other] = [amountOf(left), amountOf(right)];
  const order =
    one !== undefined && other !== undefined
      ? one - other
      : textOf(left) === textOf(right)
        ? 0
        : textOf(left) < textOf(right)
          ? -1
          : 1;
  switch (operator) {
    case '=':
      return order === 0;
    case '≠':
      return order !== 0;
    case '>':
      return order > 0;
    case '≥':
      return order >= 0;
    case '<':
      return order < 0;
    case '≤':
      return order <= 0;
  }
}

function textOf(value: WordingValue): string {
  if (value === true) return '是';
  if (value === false) return '否';
  if (typeof value === 'object' && value !== null && 'value' in value) return String(value.value);
  return String(value);
}

/** The entries of a list; one value counts as a list of one, nothing as an empty one. */
export function entriesOf(path: Path, scope: Scope, notes: Notes): readonly WordingValue[] {
  const value = fieldValue(path, scope, notes);
  if (isList(value)) return value;
  return isMissing(value) ? [] : [value];
}

/** A branch or a round of a loop: what is said there, and in which scope. */
export interface Passage<T> {
  readonly body: readonly Nested<T>[];
  readonly scope: Scope;
}

/** What a tag lets through: the branch that holds, or the body once for each entry. */
export function passagesOf<T>(
  control: Choose<T> | Count<T> | Each<T>,
  scope: Scope,
  notes: Notes,
): Passage<T>[] {
  if (control.kind === 'choose') {
    const branch = control.branches.find(
      ({ condition }) => condition === null || holds(condition, scope, notes),
    );
    return branch ? [{ body: branch.body, scope }] : [];
  }
  if (control.kind === 'count') {
    const value = fieldValue(control.path, scope, notes);
    const amount = amountOf(value) ?? (isMissing(value) ? 0 : 1);
    const { zero, one, many } = control.branches;
    const body = amount === 0 ? zero : amount === 1 ? (one ?? many) : (many ?? one);
    return body ? [{ body, scope }] : [];
  }
  return roundsOf(control, scope, notes);
}

function roundsOf<T>(node: Each<T>, scope: Scope, notes: Notes): Passage<T>[] {
  const entries = entriesOf(node.path, scope, notes);
  if (entries.length === 0) return node.otherwise ? [{ body: node.otherwise, scope }] : [];
  return entries.map((entry, index) => ({
    body: node.body,
    scope: entryScope(scope, entry, { index, count: entries.length, as: node.as }),
  }));
}
