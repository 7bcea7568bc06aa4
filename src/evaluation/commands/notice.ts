import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { namesOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { squeezeText } from '../../common/text.ts';
import type { Context } from '../../context.ts';
import { loadProfile } from '../../documents/load-profile.ts';
import { renderDocument } from '../../documents/render-document.ts';
import { loadWording } from '../../documents/wording/load-wording.ts';
import { deliverFile, fileOutputFrom } from '../../exports/output.ts';
import { Failure, refuseErrors } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { concludeFrom } from '../conclusions.ts';
import { readEvaluation, type YearEvaluation, yearMeant } from '../evaluation-meant.ts';
import { letterHead } from '../letter-options.ts';
import { resultNotice } from '../letters.ts';
import type { Outcome } from '../outcomes.ts';

/** Those whom the clerk wants criticised: only candidates can be. @throws Failure `evaluation-criticise-unfit` */
function criticisedIn(evaluation: YearEvaluation, names: readonly string[]): Outcome[] {
  const { criticisms } = concludeFrom(evaluation, []);
  return names.flatMap((name) => {
    const meant = criticisms.filter((outcome) => squeezeText(outcome.name) === squeezeText(name));
    if (meant.length > 0) return meant;
    const known = criticisms.map((outcome) => outcome.name).join('、') || '没有';
    throw new Failure('evaluation-criticise-unfit', { value: name, known });
  });
}

/** 考核结果通报 as an official document. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const output = await fileOutputFrom(context, options, `${yearMeant(options)}年度考核结果通报`, '.docx');
  const folders = context.templateFolders;
  const ledger = openLedger(context);
  try {
    const evaluation = readEvaluation(context, ledger, options);
    const head = letterHead(context, ledger, options, evaluation);
    const criticised = criticisedIn(evaluation, namesOption(options, 'criticise'));
    const wording = loadWording('evaluation/notice.md', folders);
    const { document, findings } = resultNotice(evaluation, wording, head, criticised);
    refuseErrors(findings);
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    const profile = loadProfile(textOption(options, 'profile') ?? 'standard', folders);
    await deliverFile(context, output, await renderDocument(document, profile));
    return 0;
  } finally {
    ledger.close();
  }
}
