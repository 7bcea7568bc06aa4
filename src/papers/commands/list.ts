import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { kindMeant, type LoadedKind, listKinds } from '../../documents/papers/load-kind.ts';
import { paperSubjects } from '../../documents/papers/paper-kind.ts';
import { subjectOptions } from '../subjects.ts';

const spans = { 'half-year': '半年', year: '年' } as const;

function record(kind: LoadedKind, isOwn: boolean) {
  return {
    id: kind.id,
    name: kind.name,
    description: kind.description,
    subject: kind.subject,
    period: kind.period ?? null,
    template: kind.template,
    own: isOwn,
    fields: kind.fields.map((field) => ({
      name: field.name,
      type: field.type,
      required: field.required,
      from: field.from ?? null,
      ask: field.ask ?? null,
      default: field.default ?? null,
    })),
  };
}

/** How a kind is told what it is about. */
const optionOf = ({ subject }: LoadedKind) => (subject === 'office' ? '' : subjectOptions[subject]);

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const named = typeof input.arguments[0] === 'string' ? input.arguments[0] : undefined;
  const { templateFolders: folders } = context;
  const { kinds, findings } =
    named === undefined ? listKinds(folders) : { kinds: [kindMeant(named, folders)], findings: [] };
  const builtIn = folders.at(-1) ?? '';
  if (input.options.json) {
    context.stdout.write(renderJson(kinds.map((kind) => record(kind, !kind.file.startsWith(builtIn)))));
  } else if (named === undefined) {
    const columns = [
      { heading: '文书', value: ({ name }: LoadedKind) => name },
      { heading: '编号', value: ({ id }: LoadedKind) => id },
      {
        heading: '按什么生成',
        value: (kind: LoadedKind) => `${paperSubjects[kind.subject]} ${optionOf(kind)}`.trim(),
      },
      { heading: '期间', value: ({ period }: LoadedKind) => (period ? spans[period] : '') },
      {
        heading: '必须填写',
        value: ({ fields }: LoadedKind) =>
          fields
            .filter(
              ({ required, from, default: usual }) => required && from === undefined && usual === undefined,
            )
            .map(({ name }) => name)
            .join('、'),
      },
    ];
    context.stdout.write(renderTable(kinds, columns, context.ambiguousIsWide));
  } else for (const kind of kinds) context.stdout.write(describe(kind, context.ambiguousIsWide));
  for (const finding of findings) context.stderr.write(renderFinding(finding));
  return findings.length > 0 ? 1 : 0;
}

function describe(kind: LoadedKind, isWide: boolean): string {
  const head = [
    `${kind.name}（${kind.id}）`,
    ...(kind.description === '' ? [] : [kind.description]),
    `按${paperSubjects[kind.subject]}生成${kind.subject === 'office' ? '' : `：${optionOf(kind)}`}`,
    `模板：${kind.templatePath}`,
  ].join('\n');
  if (kind.fields.length === 0) return `${head}\n`;
  const columns = [
    { heading: '字段', value: ({ name }: LoadedKind['fields'][number]) => name },
    { heading: '必填', value: ({ required }: LoadedKind['fields'][number]) => (required ? '是' : '') },
    { heading: '取自台账', value: ({ from }: LoadedKind['fields'][number]) => from ?? '' },
    { heading: '填什么', value: ({ ask }: LoadedKind['fields'][number]) => ask ?? '' },
    { heading: '默认', value: (field: LoadedKind['fields'][number]) => field.default ?? '' },
  ];
  return `${head}\n\n${renderTable(kind.fields, columns, isWide)}`;
}
