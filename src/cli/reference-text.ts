import { catalogue } from '../findings/catalogue.ts';
import type { FindingDefinition } from '../findings/finding.ts';
import { commands } from '../registry.ts';
import type { CommandDefinition } from './command.ts';
import { describeShape } from './describe-shape.ts';
import { type ShapeName, shapes } from './shapes.ts';

/** The reference of commands, JSON shapes and findings, in Markdown, made from the code that implements them. */

const severities = { error: '错误', warning: '注意', notice: '提示' } as const;

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function usage(command: CommandDefinition): string {
  return ['youlian', ...command.path, ...(command.arguments ?? []).map((each) => each.name)].join(' ');
}

function flags(command: CommandDefinition): string[] {
  return [
    ...(command.options ?? []).map((option) => option.flags),
    ...(command.json ? ['--json'] : []),
    ...(command.writes ? ['--dry-run'] : []),
    ...(command.asks ? ['--yes'] : []),
    ...(command.makesFiles ? ['--force'] : []),
  ];
}

export function commandReference(): string {
  const lines = commands.map(
    (command) =>
      `| \`${cell(usage(command))}\` | ${command.alias} | ${cell(command.summary)} | ${flags(command)
        .map((flag) => `\`${cell(flag)}\``)
        .join('，')} |`,
  );
  return ['| 命令 | 中文名 | 用途 | 选项 |', '|---|---|---|---|', ...lines].join('\n');
}

export function shapeReference(): string {
  const users = (name: string) =>
    commands.flatMap((command) => {
      const words = `youlian ${command.path.join(' ')}`;
      const under = Object.entries(command.jsonUnder ?? {}).filter(([, shape]) => shape === name);
      return [
        ...(command.json === name ? [`\`${words} --json\``] : []),
        ...under.map(([option]) => `\`${words} ${option} --json\``),
      ];
    });
  return (Object.keys(shapes) as ShapeName[])
    .map(
      (name) =>
        `**${name}**　${users(name).join('，')}\n\n\`\`\`text\n${describeShape(shapes[name])}\n\`\`\``,
    )
    .join('\n\n');
}

export function findingReference(): string {
  const lines = Object.entries<FindingDefinition>(catalogue).map(
    ([code, { severity, title, message, remedy }]) =>
      `| \`${code}\` | ${severities[severity]} | ${cell(title)} | ${cell(message)} | ${cell(remedy)} |`,
  );
  return ['| 编号 | 级别 | 名称 | 说明 | 怎样办 |', '|---|---|---|---|---|', ...lines].join('\n');
}

/** All three parts, under headings one level below the section they stand in. */
export function referenceText(): string {
  return [
    '### 命令',
    commandReference(),
    '### JSON 输出的形式',
    shapeReference(),
    '### 问题编号',
    findingReference(),
  ].join('\n\n');
}
