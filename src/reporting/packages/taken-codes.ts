import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { MappedKindergarten } from './map-kindergartens.ts';
import { newestFact, rowsLike } from './travelling.store.ts';
import type { Row } from './travelling.ts';

const codeNames: Readonly<Record<string, string>> = { code: '学校标识码', credit_code: '统一社会信用代码' };

/**
 * Codes (学校标识码, 统一社会信用代码) that a sender has filled in since for a kindergarten known here, while another
 * kindergarten here has them: they stay with the other one, and both are named.
 * @returns the codes without those, and what is to be said of them
 */
export function withoutTakenCodes(
  ledger: Ledger,
  office: string,
  { name, target }: Pick<MappedKindergarten, 'name' | 'target'>,
  codes: Row,
  /** Kindergartens here that this package speaks of: among them codes may change hands. */
  spokenOf: ReadonlySet<number>,
): { readonly codes: Row; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const kept = Object.entries(codes).filter(([column, code]) => {
    if (code === null) return true;
    const other = rowsLike(ledger, 'kindergarten', [column], codes).find(
      ({ id }) => id !== target && !spokenOf.has(Number(id)),
    );
    if (!other) return true;
    const known = newestFact(ledger, Number(other.id))?.name ?? '';
    const parameters = {
      value: name,
      office,
      field: codeNames[column] ?? column,
      code,
      other: String(known),
    };
    findings.push(makeFinding('package-code-taken', { ...parameters, number: Number(other.id) }));
    return false;
  });
  return { codes: Object.fromEntries(kept), findings };
}
