import { basename } from 'node:path';
import type { IsoDate } from '../common/dates.ts';
import { squeezeText } from '../common/text.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding, Place } from '../findings/finding.ts';
import { lookUpKindergarten } from '../roster/find-kindergarten.ts';
import type { Ledger } from '../store/ledger.ts';
import { cellAddress } from '../workbook/address.ts';
import { openWorkbook } from '../workbook/open.ts';
import type { CellContent } from '../workbook/sheet.ts';
import {
  amountOf,
  type DistanceTable,
  type ListedDistance,
  readDistanceTable,
  type SheetText,
} from './distance-table.ts';
import type { GivenDistances } from './plan.ts';

/**
 * Reads the office's own table of distances or travel times: a matrix or a list of pairs, on one sheet or several, names
 * or codes of kindergartens in it. What is no distance, names nobody or contradicts another cell is told and left out.
 * @param metresPerMinute what a minute stands for
 * @throws Failure `distances-unread` where no sheet is such a table; workbook failures of `openWorkbook`
 */
export async function readDistances(
  ledger: Ledger,
  path: string,
  on: IsoDate,
  metresPerMinute: number,
): Promise<{ readonly given: GivenDistances; readonly findings: Finding[] }> {
  const findings: Finding[] = [];
  const tables: { readonly table: DistanceTable; readonly place: Place }[] = [];
  const workbook = await openWorkbook(path);
  let reason = '没有一张表有园所名称和距离';
  try {
    for (const sheet of workbook.sheets.filter((each) => each.visibility === 'visible')) {
      const text = new Map<number, Map<number, string>>();
      for await (const row of sheet.rows()) {
        text.set(row.number, new Map(row.cells.map((cell) => [cell.column, contentText(cell.content)])));
      }
      const read = readDistanceTable(sheet.name, text);
      if (typeof read === 'string') reason = read;
      else if (read) tables.push({ table: read, place: { file: path, sheet: sheet.name } });
    }
  } finally {
    await workbook.close();
  }
  const [first] = tables;
  if (!first) throw new Failure('distances-unread', { value: basename(path), reason });
  const names = new Names(ledger, on, findings);
  const entries = new Entries(findings);
  for (const { table, place } of tables) {
    for (const listed of table.distances) entries.add(listed, names, { table, place, metresPerMinute });
  }
  entries.tellUneven(first.place);
  const unit = tables.some(({ table }) => table.unit === 'minutes') ? 'minutes' : 'metres';
  return {
    given: { file: basename(path), sha256: workbook.sha256, unit, entries: entries.all() },
    findings,
  };
}

function contentText(content: CellContent): string {
  return content.type === 'number' ? String(content.value) : squeezeText(String(content.value));
}

/** Who is meant by the names of a table; one that names nobody is told once. */
class Names {
  readonly #known = new Map<string, number | null>();
  readonly #ledger: Ledger;
  readonly #on: IsoDate;
  readonly #findings: Finding[];
  constructor(ledger: Ledger, on: IsoDate, findings: Finding[]) {
    this.#ledger = ledger;
    this.#on = on;
    this.#findings = findings;
  }
  id(name: string, place: Place): number | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const lookup = lookUpKindergarten(this.#ledger, name, this.#on);
    if (!lookup.kindergarten) this.#findings.push(makeFinding(lookup.code, lookup.parameters, place));
    const id = lookup.kindergarten?.id ?? null;
    this.#known.set(name, id);
    return id;
  }
}

interface Origin {
  readonly table: DistanceTable;
  readonly place: Place;
  readonly metresPerMinute: number;
}

/** Distances by ordered pair, each once. */
class Entries {
  readonly #byPair = new Map<
    string,
    { from: number; to: number; millimetres: number; written: string; subject: string }
  >();
  readonly #findings: Finding[];
  constructor(findings: Finding[]) {
    this.#findings = findings;
  }

  add(listed: ListedDistance, names: Names, { table, place, metresPerMinute }: Origin): void {
    const at = (cell: SheetText): Place => ({ ...place, cell: cellAddress(cell.row, cell.column) });
    const [from, to] = [listed.from, listed.to].map((each) => names.id(each.text, at(each)));
    if (from === null || to === null || from === undefined || to === undefined || from === to) return;
    const subject = `${listed.from.text}—${listed.to.text}`;
    const written = listed.value.text;
    const amount = amountOf(written);
    if (amount === undefined) {
      this.#findings.push(makeFinding('distance-invalid', { subject, value: written }, at(listed.value)));
      return;
    }
    const metres = { metres: 1, kilometres: 1000, minutes: metresPerMinute }[table.unit] * amount;
    const entry = { from, to, millimetres: Math.round(metres * 1000), written, subject };
    const known = this.#byPair.get(`${from} ${to}`);
    if (!known) this.#byPair.set(`${from} ${to}`, entry);
    else if (known.millimetres !== entry.millimetres) {
      const words = { subject, first: known.written, value: written };
      this.#findings.push(makeFinding('distance-twice', words, at(listed.value)));
    }
  }

  tellUneven(place: Place): void {
    const uneven = [...this.#byPair.values()].flatMap((entry) => {
      const back = this.#byPair.get(`${entry.to} ${entry.from}`);
      return back && entry.from < entry.to && back.millimetres !== entry.millimetres ? [{ entry, back }] : [];
    });
    const [first] = uneven;
    if (!first) return;
    const { subject, written } = first.entry;
    const words = { count: uneven.length, subject, first: written, value: first.back.written };
    this.#findings.push(makeFinding('distance-uneven', words, place));
  }

  all(): GivenDistances['entries'] {
    return [...this.#byPair.values()]
      .map(({ from, to, millimetres }) => [from, to, millimetres] as const)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  }
}
