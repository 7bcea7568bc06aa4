import type { IsoDate } from '../../common/dates.ts';
import { Failure, refuseErrors } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { OfficialDocument } from '../document.ts';
import { loadProfile } from '../load-profile.ts';
import { readDocumentFile } from '../reading/read-file.ts';
import { renderDocument } from '../render-document.ts';
import { asDocument } from '../wording/as-document.ts';
import { loadWordingFile } from '../wording/load-wording.ts';
import { type RenderOptions, renderWording } from '../wording/render-wording.ts';
import type { WordingValues } from '../wording/values.ts';
import { type FieldValues, fieldValues, type Given, missingFinding } from './field-values.ts';
import { fillWordTemplate } from './fill-word-template.ts';
import type { LoadedKind } from './load-kind.ts';

export interface PaperRequest {
  readonly kind: LoadedKind;
  /** What the ledger tells, by the names that templates use; of the subject, the office, and so on. */
  readonly facts: WordingValues;
  readonly given: Given;
  /** What the paper is about, in findings and in the file's name; empty for the office itself. */
  readonly subject: string;
  /** The day it bears unless the template says another. */
  readonly date: IsoDate;
  readonly profile?: string | undefined;
  readonly folders: readonly string[];
  readonly inserts?: RenderOptions['inserts'];
}

export interface Paper {
  readonly bytes: Uint8Array;
  /** What it says; unknown where it comes from a Word template. */
  readonly document?: OfficialDocument;
  /** Blanks and what else should be looked at: warnings and notices only. */
  readonly findings: readonly Finding[];
}

/**
 * Makes a paper (文书): the fields filled in, the template laid out as .docx. The same request gives the same bytes.
 * @throws Failure `paper-field-missing` for each field that is required and empty; `wording-…` for what is wrong with
 * the template; `paper-template-…` for a Word template
 */
export async function makePaper(request: PaperRequest): Promise<Paper> {
  const { kind, facts, given, subject } = request;
  const filled = fieldValues(kind, facts, given);
  refuseMissing(request, filled);
  if (kind.template.endsWith('.docx')) {
    return fillWordTemplate(await readDocumentFile(kind.templatePath), filled.values, kind.templatePath);
  }
  const rendered = renderWording(loadWordingFile(kind.templatePath), filled.values, {
    inserts: request.inserts ?? {},
  });
  refuseErrors(rendered.findings);
  const profile = loadProfile(request.profile ?? 'standard', request.folders);
  const document = asDocument(rendered, {
    date: request.date,
    title: subject === '' ? kind.name : `${kind.name} ${subject}`,
  });
  return { bytes: await renderDocument(document, profile), document, findings: rendered.findings };
}

function refuseMissing({ kind, subject }: PaperRequest, { missing }: FieldValues): void {
  const [first, ...also] = missing.map((field) =>
    missingFinding(kind, field, subject === '' ? '' : `“${subject}”的`),
  );
  if (first) throw new Failure(first, {}, { also });
}
