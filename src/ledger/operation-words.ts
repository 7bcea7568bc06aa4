import { type ChangeCounts, type ChangeKind, isEffective, type Operation } from '../store/history.ts';
import { tableName } from '../store/schema.ts';

const verbs: Readonly<Record<ChangeKind, string>> = { insert: '增', update: '改', delete: '删' };

/** `园所 增180，园所信息 增180` */
export function describeCounts(counts: ChangeCounts): string {
  return Object.entries(counts)
    .map(([table, own]) => {
      const parts = (['insert', 'update', 'delete'] as const).flatMap((kind) =>
        own[kind] ? [`${verbs[kind]}${own[kind]}`] : [],
      );
      return `${tableName(table)} ${parts.join(' ')}`;
    })
    .join('，');
}

/** A moment as the office's clock showed it (Asia/Shanghai): `2026-11-22 09:00:00`. */
export function localTime(moment: string): string {
  return new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** An operation as `--json` prints it. */
export function operationRecord(operation: Operation) {
  return {
    operation: operation.id,
    at: operation.at,
    clerk: operation.clerk,
    kind: operation.kind,
    title: operation.title,
    commandLine: operation.commandLine,
    undoes: operation.undoes,
    undoneBy: operation.undoneBy,
    effective: isEffective(operation),
    changes: Object.entries(operation.counts).map(([table, own]) => ({
      table,
      inserted: own.insert ?? 0,
      updated: own.update ?? 0,
      deleted: own.delete ?? 0,
    })),
  };
}
