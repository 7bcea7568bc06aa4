import { Command, CommanderError, Option } from 'commander';
import type { CommandDefinition, ExitCode } from './cli/command.ts';
import { textWidth } from './common/text-width.ts';
import { programVersion } from './common/version.ts';
import type { Context } from './context.ts';
import { commands, nouns } from './registry.ts';

/** The command line could not be understood. */
export class UsageError extends Error {
  readonly command: string;
  constructor(message: string, command: string) {
    super(message);
    this.name = 'UsageError';
    this.command = command;
  }
}

const chineseHeadings: Record<string, string> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
  'Global Options:': '通用选项：',
};

/** Commander's own English error texts, in Chinese. Patterns, because commander builds them from parts. */
const chineseErrors: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown command '(.+)'.*$/s, '没有“$1”这个命令。'],
  [/^error: unknown option '(.+)'.*$/s, '没有“$1”这个选项。'],
  [/^error: missing required argument '(.+)'.*$/s, '缺少参数“$1”。'],
  [/^error: required option '(.+)' not specified.*$/s, '缺少必填选项“$1”。'],
  [/^error: option '(.+)' argument missing.*$/s, '选项“$1”后面缺少值。'],
  [
    /^error: option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/s,
    '选项“$1”的值“$2”不对，可用的值：$3。',
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.+)'. Allowed choices are (.+)\.$/s,
    '参数“$2”的值“$1”不对，可用的值：$3。',
  ],
  [/^error: too many arguments.*$/s, '参数太多了。'],
];

function inChinese(message: string): string {
  for (const [pattern, chinese] of chineseErrors) {
    if (pattern.test(message)) return message.replace(pattern, chinese);
  }
  return message.replace(/^error: /, '');
}

/** What an option is for, and whether it must be given; values and default, which commander would add in English, only where it does not name them. */
function describeOption({ description, argChoices = [], defaultValue, mandatory }: Option): string {
  const extras = [
    ...(mandatory ? ['必填'] : []),
    ...(argChoices.every((choice) => description.includes(choice))
      ? []
      : [`可用的值：${argChoices.join('、')}`]),
    ...(typeof defaultValue !== 'string' || description.includes('默认') ? [] : [`默认 ${defaultValue}`]),
  ];
  return extras.length > 0 ? `${description}（${extras.join('；')}）` : description;
}

/** `youlian group add <group> <names...> [选项]`, from the root down. */
function usageOf(command: Command): string {
  const words: string[] = [];
  for (let each: Command | null = command; each; each = each.parent) words.unshift(each.name());
  const taken = command.registeredArguments.map((each) => {
    const name = each.name() + (each.variadic ? '...' : '');
    return each.required ? `<${name}>` : `[${name}]`;
  });
  return [...words, ...(command.commands.length > 0 ? ['<命令>'] : taken), '[选项]'].join(' ');
}

function prepare(command: Command, context: Context, hasCommands = true): Command {
  return command
    .exitOverride()
    .helpOption('-h, --help', '显示帮助')
    .helpCommand(hasCommands)
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      // Errors are worded in main.ts; what is left is the help of a noun given without a verb.
      writeErr: (text) => {
        if (!text.startsWith('error:')) context.stdout.write(text);
      },
    })
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: Math.min(context.width, 110),
      styleTitle: (title) => chineseHeadings[title] ?? title,
      // Chinese characters take two columns; commander counts characters.
      displayWidth: (text) => textWidth(text, context.ambiguousIsWide),
      subcommandTerm: (command) =>
        [
          [command.name(), ...command.aliases()].join('|'),
          ...command.registeredArguments.map(
            (each) =>
              `${each.required ? '<' : '['}${each.name()}${each.variadic ? '...' : ''}${each.required ? '>' : ']'}`,
          ),
        ].join(' '),
      commandUsage: (command) => usageOf(command),
      optionDescription: describeOption,
    });
}

const collect = (value: string, earlier: string[] | undefined) => [...(earlier ?? []), value];

function addCommand(
  parent: Command,
  definition: CommandDefinition,
  context: Context,
  done: (code: ExitCode) => void,
): Command {
  const name = definition.path.at(-1) ?? '';
  const command = prepare(parent.command(name), context, false)
    .alias(definition.alias)
    .summary(definition.summary);
  command.description([definition.summary, definition.description].filter(Boolean).join('\n\n'));
  for (const argument of definition.arguments ?? []) command.argument(argument.name, argument.description);
  for (const option of definition.options ?? []) {
    const made = new Option(option.flags, option.description);
    if (option.choices) made.choices(option.choices);
    if (option.repeatable) made.argParser(collect);
    if (option.default !== undefined) made.default(option.default);
    if (option.required) made.makeOptionMandatory();
    command.addOption(made);
  }
  if (definition.json) command.option('--json', '以 JSON 输出，供其他程序使用');
  if (definition.writes) command.option('--dry-run', '只核对并显示将要做的改动，不写入');
  if (definition.asks) command.option('--yes', '不再询问，直接执行');
  if (definition.makesFiles) command.option('--force', '覆盖已有的文件');
  if (definition.examples?.length) {
    command.addHelpText('after', `\n示例：\n${definition.examples.map((line) => `  ${line}`).join('\n')}`);
  }
  command.action(async (...received: unknown[]) => {
    const count = definition.arguments?.length ?? 0;
    const module = await definition.load();
    done(
      await module.run(context, {
        arguments: received.slice(0, count) as (string | string[] | undefined)[],
        options: command.optsWithGlobals(),
      }),
    );
  });
  return command;
}

/** Builds the commander tree from the registry, as far as a command line with these words can need it. */
function commandTree(context: Context, words: ReadonlySet<string>, done: (code: ExitCode) => void): Command {
  const program = prepare(new Command('youlian'), context)
    .description('幼联：幼儿园联盟、集团、学区管理')
    .helpCommand('help [command]', '显示某个命令的帮助')
    .version(programVersion, '-V, --version', '显示版本')
    .option('--ledger <file>', '台账文件（默认当前文件夹下的 youlian.db，或环境变量 YOULIAN_LEDGER）')
    .option('--templates <folder>', '本单位自己的模板文件夹，先于内置模板（或环境变量 YOULIAN_TEMPLATES）')
    .option('--no-color', '不用颜色');
  const parents = new Map<string, Command>();
  for (const noun of nouns) {
    const parent = prepare(program.command(noun.name), context).alias(noun.alias).description(noun.summary);
    // The verbs of a noun that is not named are never looked at, and making them takes time at every start.
    if (words.has(noun.name) || words.has(noun.alias)) parents.set(noun.name, parent);
  }
  for (const definition of commands) {
    const parent = definition.path.length === 1 ? program : parents.get(definition.path[0] ?? '');
    if (!parent) continue;
    const command = addCommand(parent, definition, context, done);
    // A command may be a noun as well: `history`, and under it `history show`.
    if (definition.path.length === 1) parents.set(definition.path[0] ?? '', command);
  }
  return program;
}

/** Parses and runs one command line. @throws UsageError where it cannot be understood */
export async function runProgram(context: Context, argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = commandTree(context, new Set(argv), (result) => {
    code = result;
  });
  if (argv.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (
      error.code === 'commander.helpDisplayed' ||
      error.code === 'commander.version' ||
      error.code === 'commander.help'
    )
      return 0;
    throw new UsageError(inChinese(error.message), commandMeant(argv));
  }
  return code;
}

/** The command that the words come closest to, for pointing to its help. */
function commandMeant(argv: readonly string[]): string {
  const isNamed = (word: string, name: string, alias: string) => word === name || word === alias;
  for (const [index, word] of argv.entries()) {
    const verb = commands.find(
      ({ path, alias }) =>
        path.length === 2 &&
        nouns.some((noun) => noun.name === path[0] && isNamed(word, noun.name, noun.alias)) &&
        isNamed(argv[index + 1] ?? '', path[1] ?? '', alias),
    );
    if (verb) return verb.path.join(' ');
    const single = commands.find(
      ({ path, alias }) => path.length === 1 && isNamed(word, path[0] ?? '', alias),
    );
    if (single) return single.path.join(' ');
    const noun = nouns.find(({ name, alias }) => isNamed(word, name, alias));
    if (noun) return noun.name;
  }
  return '';
}
