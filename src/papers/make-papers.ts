import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { safeFileName, uniqueNames } from '../common/file-names.ts';
import type { Context } from '../context.ts';
import type { OfficialDocument } from '../documents/document.ts';
import { fieldValues, type Given } from '../documents/papers/field-values.ts';
import type { LoadedKind } from '../documents/papers/load-kind.ts';
import { makePaper } from '../documents/papers/make-paper.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { PaperWorld } from './paper-world.ts';
import type { Subject } from './subjects.ts';

/** A paper made, or what kept it from being made. */
export interface MadePaper {
  readonly subject: string;
  readonly path: string;
  /** Undefined where it was refused; the findings say why. */
  readonly bytes?: Uint8Array;
  /** What it says, where a page of ours may draw it. */
  readonly document?: OfficialDocument;
  readonly findings: readonly Finding[];
}

export interface Making {
  readonly kind: LoadedKind;
  readonly given: Given;
  readonly profile: string | undefined;
  /** The file for one subject; with several the folder. */
  readonly target: { readonly file: string } | { readonly folder: string };
}

/** Asks on a terminal for what must be filled in and nobody knows; only for a single paper. */
export async function askMissing(
  { interactive, prompter }: Pick<Context, 'interactive' | 'prompter'>,
  { kind, given }: Making,
  subject: Subject,
): Promise<Given> {
  if (!interactive) return given;
  const answers: Record<string, string> = { ...given };
  for (const { name, ask } of fieldValues(kind, subject.tell().facts, given).missing) {
    if (ask === undefined) continue;
    const answer = await prompter.input({ message: ask, option: `--field ${name}=…` });
    answers[name] = answer.trim();
  }
  return answers;
}

/** Makes one paper for each subject; one that cannot be made keeps none of the others from being made. */
export async function* makePapers(
  world: PaperWorld,
  making: Making,
  subjects: readonly Subject[],
): AsyncGenerator<MadePaper> {
  const { kind, given, profile, target } = making;
  const unique = uniqueNames();
  for (const subject of subjects) {
    const name = unique(safeFileName([kind.name, subject.name].filter((part) => part !== '').join(' ')));
    const path = 'file' in target ? target.file : join(target.folder, `${name}.docx`);
    try {
      const { facts, inserts, date = world.asked.date, findings: told = [] } = subject.tell();
      const { bytes, document, findings } = await makePaper({
        ...{ kind, facts, given, profile, subject: subject.name },
        ...{ date, folders: world.asked.folders },
        ...(inserts ? { inserts } : {}),
      });
      // Only what is drawn later is held on to: a batch may be large.
      const kept = document && kind.page ? { document } : {};
      yield { subject: subject.name, path, bytes, ...kept, findings: [...told, ...findings] };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      yield { subject: subject.name, path, findings: [error.finding, ...error.also] };
    }
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
