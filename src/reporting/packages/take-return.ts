import { makeFinding } from '../../findings/catalogue.ts';
import { levelName, type Office } from '../../ledger/office.ts';
import type { Ledger } from '../../store/ledger.ts';
import { findReview, saveReview } from '../reviews.store.ts';
import { judgePackage } from './judge-package.ts';
import type { OpenedPackage } from './open-package.ts';
import { nothing, type PackageResult, type ReceiveSettings } from './package-result.ts';
import { addInputFile } from './travelling.store.ts';

/** What came back from above (退回): the reason is kept with the own office's period, and what is to be mended shown. */
export function takeReturn(
  ledger: Ledger,
  file: string,
  { manifest, path, sha256, bytes }: OpenedPackage,
  own: Office,
  { receivedOn, operation }: ReceiveSettings,
): PackageResult {
  const { office, period, reason } = manifest;
  const head = { ...nothing, file, office: office.title ?? office.name, period };
  const judged = judgePackage(ledger, manifest, own, [], { file, asked: undefined, receivedOn });
  if (!judged.period) {
    return {
      ...head,
      state: null,
      outcome: 'refused',
      findings: judged.finding ? [{ ...judged.finding, file }] : [],
    };
  }
  if (own.level !== office.level || own.name !== office.name) {
    const finding = makeFinding('package-return-elsewhere', {
      value: file,
      office: office.title ?? office.name,
      level: levelName(office.level),
      own: own.title ?? own.name,
    });
    return { ...head, state: null, outcome: 'refused', findings: [{ ...finding, file }] };
  }
  const { firstDay, lastDay, name } = judged.period;
  const said = reason ?? '没有写明原因';
  const known = findReview(ledger, own.id, period);
  if (known?.state !== 'returned' || known.reason !== said) {
    addInputFile(ledger, operation, { path, sha256, bytes });
    saveReview(ledger, {
      officeId: own.id,
      period,
      firstDay,
      lastDay,
      state: 'returned',
      decidedOn: manifest.packedOn,
      reason: said,
    });
  }
  const finding = makeFinding('package-returned', { value: said, period: name });
  return { ...head, state: '退回', outcome: 'returned', findings: [{ ...finding, file }] };
}
