import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { storedMappings } from '../mappings.store.ts';
import { mappingRecord, sayPairs, showMapping } from '../stored-mapping.ts';

/** Headings of a layout that are shown; the rest is counted. */
const shownHeadings = 8;

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const shown = storedMappings(ledger).map((each) => showMapping(each, context.templateFolders));
    if (options.json === true) {
      context.stdout.write(renderJson(shown.map(mappingRecord)));
      return 0;
    }
    if (shown.length === 0) {
      context.stderr.write('还没有记住任何栏目对应；导入时用 --map 指明栏目，写入后就会记住。\n');
      return 0;
    }
    context.stdout.write(
      renderTable(
        shown,
        [
          { heading: '编号', align: 'right', value: ({ number }) => number },
          { heading: '表', value: ({ name }) => name },
          { heading: '栏目对应', value: ({ mappings }) => sayPairs(mappings) },
          { heading: '表头', value: ({ layout }) => shortLayout(layout) },
        ],
        context.ambiguousIsWide,
      ),
    );
    return 0;
  } finally {
    ledger.close();
  }
}

function shortLayout(layout: string): string {
  const headings = layout.split('|');
  const more = headings.length > shownHeadings ? ` 等 ${headings.length} 栏` : '';
  return headings.slice(0, shownHeadings).join('、') + more;
}
