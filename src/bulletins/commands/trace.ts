import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import { absolutePath, type Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { findSources } from '../../imports/provenance.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { bulletinOfFile } from '../bulletin-meant.ts';
import type { FigureRecord } from '../figure.ts';
import { composeFromLedger } from '../make-bulletin.ts';
import { quarterOf } from '../quarter.ts';
import { baseName } from '../render-bulletin.ts';
import { renderTrace, renderTraceList } from '../render-trace.ts';
import { alsoPrinted, figuresMeant, partsOf, type RecordSource, traceFigures } from '../trace.ts';

const targets: Readonly<Record<string, string>> = {
  activity: 'activity',
  kindergarten: 'kindergarten',
  group: 'alliance_group',
};

/** Files and cells that a record of the ledger was read from. */
function sourcesOf(ledger: Ledger, { kind, id }: FigureRecord): RecordSource[] {
  const target = targets[kind];
  if (target === undefined || id === null) return [];
  return findSources(ledger, target, id).map(({ path, sheet, cells }) => ({
    file: path,
    sheet,
    cells: [...new Set(Object.values(cells))],
  }));
}

export async function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const [path = '', which] = given.map((each) => (each === undefined ? undefined : String(each)));
  const ledger = openLedger(context);
  try {
    const { bulletin, file } = await bulletinOfFile(ledger, absolutePath(context, path), path, {
      quarter: textOption(options, 'quarter'),
      policyId: textOption(options, 'policy'),
    });
    const { templateFolders } = context;
    const quarter = quarterOf(bulletin.quarter);
    const now = composeFromLedger(ledger, {
      // The version that the draft was made by, also where it was counted to an earlier day.
      policy: loadPolicy(bulletin.policyId, templateFolders, quarter.to),
      quarter,
      countedOn: bulletin.countedOn,
      templateFolders,
    });
    const traced = traceFigures(bulletin.figures, file.figures, now.figures);
    const chosen = which === undefined ? traced : figuresMeant(traced, which);
    if (chosen.length === 0) throw new Failure('bulletin-figure-unknown', { value: which ?? '' });
    const withRecords = chosen.map((figure) => ({
      ...figure,
      parts: partsOf(figure.id, now.book, traced),
      records:
        which === undefined
          ? []
          : now.book
              .recordsOf(figure.id)
              .map((record) => ({ ...record, sources: sourcesOf(ledger, record) })),
    }));
    if (flagOption(options, 'json')) {
      context.stdout.write(
        renderJson({
          quarter: bulletin.quarter,
          policy: bulletin.policyId,
          state: bulletin.state,
          file: baseName(path),
          unchanged: file.sha256 === bulletin.sha256,
          figures: withRecords,
        }),
      );
    } else if (which === undefined) context.stdout.write(renderTraceList(traced, context.ambiguousIsWide));
    else context.stdout.write(withRecords.map((figure) => renderTrace(figure, traced)).join('\n'));
    const others = which === undefined ? [] : alsoPrinted(traced, chosen, which);
    if (others.length > 0) {
      const numbers = others.slice(0, 20).map(({ number }) => number);
      context.stderr.write(
        `“${which}”当作序号；印作“${which}”的还有第 ${numbers.join('、')}${others.length > 20 ? ' …' : ''} 个，要看的请写那个序号。\n`,
      );
    }
    for (const { isChangedByHand, label, value, inFile } of chosen) {
      if (!isChangedByHand) continue;
      const other = inFile.find((text) => text !== value) ?? '';
      context.stderr.write(
        renderFinding(makeFinding('bulletin-figures-changed', { label, before: value, value: other })),
      );
    }
    const left = traced.filter(({ inFile }) => inFile.length > 0).length;
    if (left < traced.length) {
      context.stderr.write(
        renderFinding(makeFinding('bulletin-figures-lost', { total: traced.length, count: left })),
      );
    }
    return 0;
  } finally {
    ledger.close();
  }
}
