import type { Prompter } from '../cli/prompter.ts';
import { type HandMapping, lastingMappings } from '../tables/hand-mapping.ts';
import type { RememberedMapping } from '../tables/recognise.ts';
import type { ReadingQuestion, Recognition } from '../tables/record.ts';
import type { Sheet } from '../workbook/sheet.ts';
import type { TableSource } from './table-source.ts';

/** How sheets are read in a batch, and who is asked where a sheet can be read in several ways. */
export interface ReadingTools {
  /** `--table` */
  readonly only: string | null;
  /** `--map` */
  readonly mappings: readonly HandMapping[];
  /** Of earlier imports; answers given in this batch are added, so that the next file like it is not asked about. */
  readonly remembered: RememberedMapping[];
  /** Null where nobody is to be asked. */
  readonly ask: ((question: ReadingQuestion, file: string) => Promise<Choice | undefined>) | null;
}

type Choice = ReadingQuestion['choices'][number];

/** Which tables stand on a sheet, with the clerk's answers where it can be read in several ways. */
export async function recogniseAsking(
  sheet: Sheet,
  file: string,
  source: TableSource,
  tools: ReadingTools,
): Promise<Recognition> {
  const answered: HandMapping[] = [];
  let { only } = tools;
  for (;;) {
    const found = await source.recognise(sheet, {
      only: only ?? undefined,
      mappings: [...tools.mappings, ...answered],
      remembered: tools.remembered,
    });
    const choice = found.question && tools.ask ? await tools.ask(found.question, file) : undefined;
    if (choice === undefined) {
      if (answered.length > 0) keepAnswers(found, tools);
      return found;
    }
    only = choice.table ?? only;
    answered.push(...choice.mappings);
  }
}

function keepAnswers({ locations }: Recognition, tools: ReadingTools): void {
  for (const { table, layout, byHand = [] } of locations) {
    if (layout === undefined || byHand.length === 0) continue;
    const mappings = lastingMappings(byHand);
    tools.remembered.push({ table, layout, mappings });
  }
}

/** Puts a question to the clerk; undefined: the sheet is left out. */
export function readingAsker(prompter: Prompter): NonNullable<ReadingTools['ask']> {
  return async ({ message, option, choices }, file) => {
    const answer = await prompter.select({
      message: `${file} ${message}`,
      option,
      choices: [
        ...choices.map(({ name }, index) => ({ value: String(index), name })),
        { value: 'skip', name: '拿不准，这张表先不导入' },
      ],
      initial: 'skip',
    });
    return answer === 'skip' ? undefined : choices[Number(answer)];
  };
}
