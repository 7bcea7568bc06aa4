import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { namesOption, textOption } from '../../cli/options.ts';
import { renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { Cancelled, Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { fieldLabels, type LabelledField } from '../field-labels.ts';
import { resolveKindergarten } from '../find-kindergarten.ts';
import { type Couple, compareEntries, type FactConflict, type Merged, mergeKindergartens } from '../merge.ts';
import type { Side } from '../merge-versions.ts';
import type { Origin } from '../origins.store.ts';
import { RosterFields } from '../typed-values.ts';

/** Whose value counts where the two entries differ: one side's throughout, but for some fields. */
interface Preference {
  readonly side: Side;
  /** Fields taken from the entry that goes, whatever the side. */
  readonly fromGone: ReadonlySet<LabelledField>;
}

const baseName = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

function originInWords(origin: Origin | undefined): string {
  if (!origin) return '';
  const cell = origin.cell === null ? '' : ` ${origin.sheet} ${origin.cell}`;
  return origin.file === null
    ? `（第 ${origin.operation} 次操作）`
    : `（${baseName(origin.file)}${cell}，第 ${origin.operation} 次操作）`;
}

const sideOf = (preference: Preference | undefined, field: LabelledField): Side =>
  preference?.fromGone.has(field) ? 'gone' : (preference?.side ?? 'kept');

function conflictTable(couple: Couple, wide: boolean): string {
  const columns: TableColumn<FactConflict>[] = [
    { heading: '栏目', value: ({ field }) => fieldLabels[field] },
    { heading: `A：${couple.kept.name}`, value: (each) => `${each.kept}${originInWords(each.keptOrigin)}` },
    { heading: `B：${couple.gone.name}`, value: (each) => `${each.gone}${originInWords(each.goneOrigin)}` },
  ];
  const applications = couple.applications.map(({ kept, gone }) => {
    const cycle = kept.cycleStart === '' ? '' : `（${kept.cycleStart} 起的周期）`;
    return `申请表${cycle}两处各有一份，只能留一份：A 收到于 ${kept.receivedOn}，B 收到于 ${gone.receivedOn}。\n`;
  });
  return (
    (couple.conflicts.length > 0 ? renderTable(couple.conflicts, columns, wide) : '') + applications.join('')
  );
}

/** @throws Failure `option-value`, `field-unknown` */
function preferenceOption(context: Context, options: CommandInput['options']): Preference | undefined {
  const texts = namesOption(options, 'takeB');
  const side = textOption(options, 'prefer');
  if (side === undefined && texts.length === 0) return undefined;
  const fields = new RosterFields(context.templateFolders);
  const fromGone = texts.map((text) => {
    const field = fields.field(text);
    if (field === undefined) {
      throw new Failure('field-unknown', { value: text, known: Object.values(fieldLabels).join('、') });
    }
    return field;
  });
  return { side: side === 'B' ? 'gone' : 'kept', fromGone: new Set(fromGone) };
}

/** Asks whose values count. `--yes` is no answer to that. */
async function askPreference(context: Context, couple: Couple): Promise<Preference> {
  const { prompter } = context;
  const answer = await prompter.select({
    message: '以上各项两处不同，以哪一处为准？',
    option: '--prefer A 或 --prefer B（个别栏目取 B 的，加 --take-b 栏目）',
    choices: [
      { value: 'A', name: `A：${couple.kept.name}（#${couple.kept.id}）` },
      { value: 'B', name: `B：${couple.gone.name}（#${couple.gone.id}）` },
      { value: 'each', name: '逐项选择' },
      { value: 'cancel', name: '先不合并' },
    ],
    initial: 'A',
  });
  if (answer === 'cancel') throw new Cancelled();
  if (answer !== 'each') return { side: answer === 'B' ? 'gone' : 'kept', fromGone: new Set() };
  const fromGone = await prompter.checkbox({
    message: '哪些栏目取 B 的？没有选的取 A 的。',
    option: '--take-b 栏目',
    choices: couple.conflicts.map(({ field, kept, gone }) => ({
      value: field,
      name: `${fieldLabels[field]}：A ${kept} / B ${gone}`,
    })),
  });
  return { side: 'kept', fromGone: new Set(fromGone) };
}

function reportOf(couple: Couple, preference: Preference | undefined, merged: Merged): ChangeReport {
  const { kept, gone } = couple;
  const { moved } = merged;
  const counts = [
    ['联盟成员记录', moved.memberships],
    ['申请表', moved.applications],
    ['申请表里的主导园', moved.leads],
    ['人员', moved.people],
    ['认过的园名', moved.matches],
    ['曾用的写法', moved.aliases],
    ['活动', moved.activities],
  ] as const;
  const words = counts.filter(([, count]) => count > 0).map(([what, count]) => `${what} ${count}`);
  return {
    lines: [
      `合并：“${gone.name}”（#${gone.id}）并入“${kept.name}”（#${kept.id}），以后见到“${gone.name}”就认作它。`,
      ...merged.changes.map(
        ({ field, before, after }) => `  ${fieldLabels[field]}：${before ?? '（空）'} → ${after ?? '（空）'}`,
      ),
      ...(words.length > 0 ? [`  转到“${kept.name}”名下：${words.join('，')}`] : []),
    ],
    findings: couple.findings,
    record: {
      kept: { id: kept.id, name: merged.kept.name },
      gone: { id: gone.id, name: gone.name },
      conflicts: couple.conflicts.map(({ field, kept: own, gone: other }) => ({
        field,
        a: own,
        b: other,
        taken: sideOf(preference, field) === 'kept' ? 'A' : 'B',
      })),
      changes: merged.changes,
      moved,
    },
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const on = today(context);
  const references = input.arguments.map(String);
  const compare = (ledger: Ledger) => {
    const [kept, gone] = [references[0] ?? '', references[1] ?? ''].map((each) =>
      resolveKindergarten(ledger, each, on),
    );
    return compareEntries(ledger, kept!, gone!, on);
  };
  const given = preferenceOption(context, options);
  const ledger = openLedger(context);
  let couple: Couple;
  try {
    couple = compare(ledger);
  } finally {
    ledger.close();
  }
  context.stderr.write(conflictTable(couple, context.ambiguousIsWide));
  const differs = couple.conflicts.length + couple.applications.length > 0;
  const preference = given ?? (differs ? await askPreference(context, couple) : undefined);
  const title = `合并园所：${couple.gone.name} 并入 ${couple.kept.name}`;
  return applyChange(context, options, { kind: 'kindergarten-merge', title }, (open, operation) => {
    const fresh = compare(open);
    const merged = mergeKindergartens(open, fresh, (field) => sideOf(preference, field), operation, on);
    return reportOf(fresh, preference, merged);
  });
}
