import { realpathSync, statfsSync } from 'node:fs';
import { renderFinding } from '../cli/render-finding.ts';
import type { Context } from '../context.ts';
import { makeFinding } from '../findings/catalogue.ts';
import { Ledger, type OperationInfo } from '../store/ledger.ts';
import { type DiskQuestions, liesOnNetworkDrive } from './network-drive.ts';

const thisDisk: DiskQuestions = {
  resolve: (path) => realpathSync.native(path),
  fileSystem: (path) => statfsSync(path).type,
};

/**
 * Opens the ledger of this run and warns on stderr when it lies on a network drive, where file locks are not
 * to be trusted.
 * @throws Failure `ledger-missing`, `ledger-not-ours`, `ledger-newer`, `ledger-busy`, `ledger-readonly`
 */
export function openLedger(context: Pick<Context, 'ledgerPath' | 'stderr'>): Ledger {
  const ledger = Ledger.open(context.ledgerPath);
  warnOnNetworkDrive(context);
  return ledger;
}

/** What the journal keeps of an operation of this run, besides its rows. */
export function operationInfo(
  context: Pick<Context, 'clerk' | 'commandLine' | 'now'>,
  kind: string,
  title: string,
): OperationInfo {
  return { kind, title, commandLine: context.commandLine, clerk: context.clerk, at: context.now() };
}

/** Says so on stderr when the ledger lies on a network drive; silent when that cannot be told. */
export function warnOnNetworkDrive(
  context: Pick<Context, 'ledgerPath' | 'stderr'>,
  disk: DiskQuestions = thisDisk,
): void {
  if (!liesOnNetworkDrive(context.ledgerPath, disk)) return;
  context.stderr.write(renderFinding(makeFinding('ledger-on-network', { value: context.ledgerPath })));
}
