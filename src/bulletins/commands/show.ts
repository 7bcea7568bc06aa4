import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { archiveFolder, placeInArchive } from '../../ledger/archive-folder.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { listBulletins } from '../bulletins.store.ts';
import { quarterMeant } from '../quarter.ts';
import { bulletinRecord, renderFigures, stateWords } from '../render-bulletin.ts';

export async function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const quarter = quarterMeant(String(given[0] ?? ''));
  const ledger = openLedger(context);
  try {
    const draftOnly = flagOption(options, 'draft');
    // What was issued goes before its draft.
    const [bulletin] = listBulletins(ledger, { quarter: quarter.id, policyId: textOption(options, 'policy') })
      .filter(({ state }) => !draftOnly || state === 'draft')
      .sort((one, other) => (one.state < other.state ? 1 : -1));
    if (!bulletin) {
      throw new Failure('bulletin-not-drafted', {
        value: quarter.name,
        kind: draftOnly ? '草稿' : '',
        quarter: quarter.id,
      });
    }
    if (flagOption(options, 'json')) {
      const told = bulletin.figures.map(({ drafted: _, ...figure }) => figure);
      context.stdout.write(renderJson({ ...bulletinRecord(bulletin), figures: told }));
      return 0;
    }
    const { title, state, number, issuedOn, countedOn, name, sha256, figures } = bulletin;
    const kept =
      state === 'issued' ? [`归档　　　${placeInArchive(archiveFolder(context.ledgerPath), sha256)}`] : [];
    const lines = [
      title,
      `状态　　　${stateWords[state]}`,
      ...(number === null ? [] : [`发文字号　${number}`]),
      ...(issuedOn === null ? [] : [`印发日期　${issuedOn}`]),
      `统计到　　${countedOn}`,
      `文件　　　${name}`,
      `校验值　　${sha256}`,
      ...kept,
    ];
    context.stdout.write(`${lines.join('\n')}\n${renderFigures(figures, context.ambiguousIsWide)}`);
    return 0;
  } finally {
    ledger.close();
  }
}
