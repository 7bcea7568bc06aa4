import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { absolutePath, type Context } from '../../context.ts';
import { loadProfile } from '../../documents/load-profile.ts';
import { readDocumentFile } from '../../documents/reading/read-file.ts';
import { verifyDocument } from '../../documents/verify-document.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const file = String(input.arguments[0]);
  const profile = loadProfile(textOption(options, 'profile') ?? 'standard', context.templateFolders);
  const bytes = await readDocumentFile(absolutePath(context, file), file);
  const checks = await verifyDocument(bytes, profile, file);
  const wrong = checks.filter(({ ok }) => !ok);
  if (flagOption(options, 'json')) context.stdout.write(renderJson(checks));
  else {
    const shown = flagOption(options, 'all') ? checks : wrong;
    if (shown.length > 0) {
      context.stdout.write(
        renderTable(
          shown,
          [
            { heading: '结果', value: ({ ok }) => (ok ? '符合' : '不符') },
            { heading: '项目', value: ({ what }) => what },
            { heading: '应为', value: ({ expected }) => expected },
            { heading: '实际', value: ({ measured }) => measured },
            { heading: '依据', value: ({ clause }) => clause },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
  }
  const outcome =
    wrong.length === 0
      ? `全部 ${checks.length} 项都符合。`
      : `${checks.length} 项里 ${wrong.length} 项不符，请在 Word 或 WPS 里改好后再核对。`;
  context.stderr.write(`按“${profile.name}”核对 ${file}：${outcome}\n`);
  return wrong.length === 0 ? 0 : 1;
}
