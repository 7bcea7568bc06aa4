import { type FactReference, factNamed } from '../facts.ts';
import { type Fraction, fractionOf } from './fraction.ts';

export type Comparison = '>=' | '<=' | '>' | '<' | '=' | '<>';
type Operator = '+' | '-' | '*' | '/';
type FunctionName = 'min' | 'max' | 'round' | 'if';

export type Formula =
  | { readonly type: 'number'; readonly value: Fraction; readonly text: string }
  | { readonly type: 'fact'; readonly fact: FactReference }
  | { readonly type: 'minus'; readonly of: Formula }
  | { readonly type: 'binary'; readonly operator: Operator; readonly left: Formula; readonly right: Formula }
  | { readonly type: 'call'; readonly name: 'min' | 'max'; readonly parts: readonly Formula[] }
  | { readonly type: 'round'; readonly of: Formula; readonly places: number }
  | {
      readonly type: 'if';
      readonly condition: Condition;
      readonly then: Formula;
      readonly otherwise: Formula;
    };

export interface Condition {
  readonly operator: Comparison;
  readonly left: Formula;
  readonly right: Formula;
}

/** Why a formula cannot be read. `position` counts characters of the formula from 1. */
export class FormulaError extends Error {
  readonly position: number;
  readonly problem: 'syntax' | 'fact';
  /** The name that is no fact. */
  readonly named: string;

  constructor(message: string, position: number, problem: 'syntax' | 'fact' = 'syntax', named = '') {
    super(message);
    this.position = position;
    this.problem = problem;
    this.named = named;
  }
}

const functions: Readonly<Record<string, FunctionName>> = {
  min: 'min',
  最小: 'min',
  max: 'max',
  最大: 'max',
  round: 'round',
  四舍五入: 'round',
  if: 'if',
  若: 'if',
};
const indicatorCalls: Readonly<Record<string, boolean>> = {
  indicator: false,
  指标: false,
  last_indicator: true,
  上年指标: true,
};
const comparisons: Readonly<Record<string, Comparison>> = {
  '>=': '>=',
  '≥': '>=',
  '<=': '<=',
  '≤': '<=',
  '>': '>',
  '<': '<',
  '=': '=',
  '<>': '<>',
  '≠': '<>',
};
/** Deeper than anybody writes by hand; keeps hostile files from exhausting the stack. */
const deepest = 50;
const longest = 1_000;

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly position: number;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s*(?:(\d+(?:\.\d+)?%?)|([\p{L}_][\p{L}\p{N}_-]*(?<!-))|(>=|<=|<>|[-+*/×÷−()<>=≥≤≠,、]))/uy;
  let at = 0;
  while (source.slice(at).trim() !== '') {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (!match) {
      const blank = source.slice(at).search(/\S/u);
      throw new FormulaError(`看不懂“${source.slice(at + blank, at + blank + 5)}”`, at + blank + 1);
    }
    const [whole, number, name, sign] = match;
    const text = number ?? name ?? sign ?? '';
    const kind = number === undefined ? (name === undefined ? 'sign' : 'name') : 'number';
    tokens.push({ kind, text, position: at + whole.length - text.length + 1 });
    at += whole.length;
  }
  tokens.push({ kind: 'end', text: '', position: source.length + 1 });
  return tokens;
}

/** How indicators of a policy are looked up: the id of the one that a name means. */
export type IndicatorLookup = (name: string) => string | undefined;

/**
 * Reads a formula (计算公式): numbers, facts, 指标(名称), + - × ÷ ( ), 最小 最大 四舍五入 若, in full or half width.
 * @param indicatorId without it every name of an indicator is taken as its id
 * @throws FormulaError
 */
export function parseFormula(text: string, indicatorId: IndicatorLookup = (name) => name): Formula {
  if (text.length > longest) throw new FormulaError(`公式太长（超过 ${longest} 个字）`, 1);
  const tokens = tokenize(text.normalize('NFKC'));
  let next = 0;
  let depth = 0;
  const peek = (): Token => tokens[next] as Token;
  const take = (): Token => tokens[next++] as Token;
  const isSign = (...signs: string[]) => peek().kind === 'sign' && signs.includes(peek().text);

  function expectSign(sign: string): void {
    if (isSign(sign) || (sign === ',' && isSign('、'))) {
      next += 1;
      return;
    }
    const { text: found, position } = peek();
    throw new FormulaError(
      `这里应是“${sign}”${found === '' ? '，公式却完了' : `，不是“${found}”`}`,
      position,
    );
  }

  function sum(): Formula {
    depth += 1;
    if (depth > deepest) throw new FormulaError('括号套得太深', peek().position);
    let left = product();
    while (isSign('+', '-', '−')) {
      const operator = take().text === '+' ? '+' : '-';
      left = { type: 'binary', operator, left, right: product() };
    }
    depth -= 1;
    return left;
  }

  function product(): Formula {
    let left = single();
    while (isSign('*', '×', '/', '÷')) {
      const operator = ['*', '×'].includes(take().text) ? '*' : '/';
      left = { type: 'binary', operator, left, right: single() };
    }
    return left;
  }

  function single(): Formula {
    let isNegative = false;
    while (isSign('-', '−', '+')) if (take().text !== '+') isNegative = !isNegative;
    const value = atom();
    return isNegative ? { type: 'minus', of: value } : value;
  }

  function atom(): Formula {
    const token = take();
    if (token.kind === 'number') return literal(token.text);
    if (token.kind === 'name') return named(token);
    if (token.text === '(') {
      const inner = sum();
      expectSign(')');
      return inner;
    }
    next -= 1;
    const found = token.kind === 'end' ? '公式却完了' : `不是“${token.text}”`;
    throw new FormulaError(`这里应是数字、台账数据的名称或括号，${found}`, token.position);
  }

  function named(token: Token): Formula {
    const lower = token.text.toLowerCase();
    if (Object.hasOwn(indicatorCalls, lower) && isSign('(')) {
      return indicatorNamed(token, indicatorCalls[lower] === true);
    }
    if (Object.hasOwn(functions, lower) && isSign('(')) return call(functions[lower] as FunctionName);
    const definition = factNamed(token.text) ?? factNamed(lower);
    if (definition) return { type: 'fact', fact: { kind: 'fact', key: definition.id, definition } };
    throw new FormulaError(`没有叫“${token.text}”的台账数据`, token.position, 'fact', token.text);
  }

  function indicatorNamed(token: Token, isLastYear: boolean): Formula {
    expectSign('(');
    const start = peek();
    let name = '';
    while (!isSign(')') && peek().kind !== 'end') name += take().text;
    expectSign(')');
    const id = name === '' ? undefined : indicatorId(name);
    if (id === undefined) {
      const told = name === '' ? `“${token.text}”后面的括号里应写指标的名称` : `政策里没有指标“${name}”`;
      throw new FormulaError(told, start.position, 'fact', name);
    }
    const key = `${isLastYear ? 'last_indicator' : 'indicator'}:${id}`;
    return { type: 'fact', fact: { kind: 'indicator', key, indicator: id, isLastYear } };
  }

  function call(name: FunctionName): Formula {
    const { position } = peek();
    expectSign('(');
    if (name === 'if') {
      const condition = comparison();
      expectSign(',');
      const then = sum();
      expectSign(',');
      const otherwise = sum();
      expectSign(')');
      return { type: 'if', condition, then, otherwise };
    }
    const parts = [sum()];
    while (isSign(',', '、')) {
      next += 1;
      parts.push(sum());
    }
    expectSign(')');
    if (name !== 'round') return { type: 'call', name, parts };
    const [of, places] = parts;
    const count = places === undefined ? 0 : places.type === 'number' ? Number(places.text) : Number.NaN;
    if (of === undefined || parts.length > 2 || !Number.isInteger(count) || count > 6) {
      throw new FormulaError('四舍五入应写成“四舍五入(算式, 小数位数)”，小数位数是 0 到 6 的整数', position);
    }
    return { type: 'round', of, places: count };
  }

  function comparison(): Condition {
    const left = sum();
    const token = take();
    const operator = token.kind === 'sign' ? comparisons[token.text] : undefined;
    if (operator === undefined) throw new FormulaError('这里应是比较符号（≥ ≤ > < = ≠）', token.position);
    return { operator, left, right: sum() };
  }

  const formula = sum();
  const rest = peek();
  if (rest.kind !== 'end') throw new FormulaError(`“${rest.text}”多余，或前面少了运算符号`, rest.position);
  return formula;
}

function literal(text: string): Formula {
  if (!text.endsWith('%'))
    return { type: 'number', value: fractionOf(Number(text)), text: String(Number(text)) };
  const part = literal(text.slice(0, -1));
  return { type: 'binary', operator: '/', left: part, right: literal('100') };
}

/** The parts right under a formula. */
function partsOf(formula: Formula): readonly Formula[] {
  switch (formula.type) {
    case 'number':
    case 'fact':
      return [];
    case 'minus':
    case 'round':
      return [formula.of];
    case 'binary':
      return [formula.left, formula.right];
    case 'call':
      return formula.parts;
    case 'if':
      return [formula.condition.left, formula.condition.right, formula.then, formula.otherwise];
  }
}

/** Every fact that a formula names, each once, in the order it names them. */
export function factsOf(formula: Formula): FactReference[] {
  const found = new Map<string, FactReference>();
  const visit = (part: Formula) => {
    if (part.type === 'fact' && !found.has(part.fact.key)) found.set(part.fact.key, part.fact);
    for (const inner of partsOf(part)) visit(inner);
  };
  visit(formula);
  return [...found.values()];
}

/** Whether there is a divisor that may be 0: one that is not a number above it. */
export function mayDivideByZero(formula: Formula): boolean {
  const here =
    formula.type === 'binary' &&
    formula.operator === '/' &&
    !(formula.right.type === 'number' && formula.right.value.top !== 0n);
  return here || partsOf(formula).some(mayDivideByZero);
}
