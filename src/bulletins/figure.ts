/** A number of a bulletin (数字), as it is printed, with how it was counted. */
export interface Figure {
  /** The same in every bulletin: `overview.groups`, `group.12.owed`. */
  readonly id: string;
  /** What it says, in words: 联盟数. */
  readonly label: string;
  /** As it stands in the document: `12`, `85.7%`. */
  readonly value: string;
  readonly unit: string;
  /** How it was counted: `activities(policy=…, kind=…, from=…, to=…, state=done)`. */
  readonly query: string;
  /** The value in the draft, where somebody wrote another into what was issued. */
  readonly drafted?: string;
}

/** Something in the ledger that a figure rests on. */
export interface FigureRecord {
  readonly kind: 'activity' | 'group' | 'kindergarten' | 'period' | 'verdict' | 'report' | 'inspection';
  /** Its number in the ledger; null for what is reckoned: periods and verdicts. */
  readonly id: number | null;
  readonly text: string;
}

/** What a figure is reckoned from: one figure divided by another, or less another. */
export interface FigureParts {
  readonly sign: '÷' | '−';
  readonly ids: readonly [string, string];
}

/** A figure where it is to be printed. */
interface Shown {
  readonly figure: string;
  readonly text: string;
  /** What the number is, for conditions; per cent for shares. */
  readonly amount: number;
}

interface FigureGiven extends Omit<Figure, 'value' | 'query' | 'drafted'> {
  readonly amount: number;
  /** Printed instead of the amount: `85.7%`. */
  readonly value?: string;
  readonly query: string;
  readonly parts?: FigureParts;
  /** Looked up when somebody asks. */
  records?(): readonly FigureRecord[];
}

/** The figures of one bulletin, each once, in the order in which they are first said. */
export interface FigureBook {
  put(figure: FigureGiven): Shown;
  readonly figures: readonly Figure[];
  recordsOf(id: string): readonly FigureRecord[];
  /** Undefined for what was counted. */
  partsOf(id: string): FigureParts | undefined;
}

export function figureBook(): FigureBook {
  const figures: Figure[] = [];
  const shown = new Map<string, Shown>();
  const records = new Map<string, NonNullable<FigureGiven['records']>>();
  const reckoned = new Map<string, FigureParts>();
  return {
    figures,
    put({ id, label, amount, value = String(amount), unit, query, parts, records: own }) {
      const known = shown.get(id);
      if (known) return known;
      figures.push({ id, label, value, unit, query });
      const made: Shown = { figure: id, text: value, amount };
      shown.set(id, made);
      if (own) records.set(id, own);
      if (parts) reckoned.set(id, parts);
      return made;
    },
    partsOf: (id) => reckoned.get(id),
    // Names with line breaks in them stay on one line.
    recordsOf: (id) =>
      (records.get(id)?.() ?? []).map((record) => ({ ...record, text: record.text.replace(/\s+/gu, ' ') })),
  };
}

/** A share in per cent with one decimal, half up; null of nothing. Whole numbers only, so that no digit is in doubt. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 2000 + whole) / (whole * 2)) / 10;
}

/** `85.7%`, `100%` */
export const percentText = (percent: number): string => `${percent}%`;

/** `activities(policy=zaozhuang-2021, kind=research)`: what was counted; what is not given is left out. */
export function queryText(
  what: string,
  parameters: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const parts = Object.entries(parameters)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${value}`);
  return `${what}(${parts.join(', ')})`;
}
