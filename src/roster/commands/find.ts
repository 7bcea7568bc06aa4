import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { Kindergarten } from '../kindergarten.ts';
import { listKindergartens, otherNames } from '../roster.store.ts';
import { type Hit, type Searchable, searchKindergartens } from '../search.ts';

interface Found {
  readonly entry: Kindergarten & Searchable;
  readonly hit: Hit;
}

const usualLimit = 20;

/** @throws Failure `option-value` */
function limitOption(options: CommandInput['options']): number {
  const text = textOption(options, 'limit');
  if (text === undefined) return usualLimit;
  const limit = Number(text.normalize('NFKC'));
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new Failure('option-value', { option: '--limit', value: text, expected: '应是 1 到 10000 的整数' });
}

function find(ledger: Ledger, words: readonly string[], on: string): Found[] {
  const names = otherNames(ledger);
  const entries = listKindergartens(ledger, on).map((each) => ({
    ...each,
    otherNames: (names.get(each.id) ?? []).filter((name) => name !== each.name),
  }));
  return searchKindergartens(entries, words);
}

const columns: readonly TableColumn<Found>[] = [
  { heading: '编号', align: 'right', value: ({ entry }) => `#${entry.id}` },
  { heading: '园所名称', value: ({ entry }) => entry.name },
  { heading: '区县', value: ({ entry }) => entry.district },
  { heading: '镇街', value: ({ entry }) => entry.town },
  { heading: '标识码', value: ({ entry }) => entry.code },
  { heading: '怎么找到的', value: ({ hit }) => hit.reason },
];

const recordOf = ({ entry, hit }: Found) => ({
  id: entry.id,
  name: entry.name,
  district: entry.district,
  town: entry.town,
  code: entry.code,
  creditCode: entry.creditCode,
  score: hit.score,
  reason: hit.reason,
});

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const on = dateOption(options, 'on') ?? today(context);
  const limit = limitOption(options);
  const words = [input.arguments[0] ?? []]
    .flat()
    .flatMap((each) => each.trim().split(/\s+/u))
    .filter((each) => each !== '');
  const ledger = openLedger(context);
  try {
    const found = words.length === 0 ? [] : find(ledger, words, on);
    const shown = found.slice(0, limit);
    if (flagOption(options, 'json')) {
      context.stdout.write(
        renderJson({ query: words.join(' '), count: found.length, hits: shown.map(recordOf) }),
      );
    } else if (shown.length > 0) {
      context.stdout.write(renderTable(shown, columns, context.ambiguousIsWide));
    }
    if (found.length === 0) {
      context.stderr.write(renderFinding(makeFinding('find-nothing', { value: words.join(' ') })));
      return 1;
    }
    const more = found.length > shown.length ? `，先列最相近的 ${shown.length} 所；要多列请加 --limit` : '';
    context.stderr.write(`找到 ${found.length} 所园${more}。\n`);
    return 0;
  } finally {
    ledger.close();
  }
}
