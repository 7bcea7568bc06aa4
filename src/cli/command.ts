import type { Context } from '../context.ts';

/** 0 done, 1 done but something was rejected, missing or in violation, 2 could not be done, 130 cancelled. */
export type ExitCode = 0 | 1 | 2 | 130;

interface ArgumentDefinition {
  /** As commander writes it: `<name>`, `[name]`, `<names...>`. */
  readonly name: string;
  readonly description: string;
}

export interface OptionDefinition {
  /** As commander writes it: `--policy <id>`, `-o, --output <file>`, `--all`. */
  readonly flags: string;
  readonly description: string;
  /** May be given several times; the value is then an array. */
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly required?: boolean;
  readonly default?: string;
}

/** What commander parsed: arguments in order (variadic ones as arrays), options by camel-cased name. */
export interface CommandInput {
  readonly arguments: readonly (string | string[] | undefined)[];
  readonly options: Readonly<Record<string, unknown>>;
}

interface CommandModule {
  run(context: Context, input: CommandInput): Promise<ExitCode>;
}

/**
 * One command of the tree. From these definitions alone come the parser, the help, the completion and the
 * reference; `load` brings in the code (and its libraries) only when the command runs.
 */
export interface CommandDefinition {
  /** `['group', 'propose']`, or `['check']`. */
  readonly path: readonly string[];
  /** Chinese alias of the last word. */
  readonly alias: string;
  /** One line, Chinese, no full stop. */
  readonly summary: string;
  /** Further help, Chinese; may hold line breaks. */
  readonly description?: string;
  readonly arguments?: readonly ArgumentDefinition[];
  readonly options?: readonly OptionDefinition[];
  /** Adds --json and names the shape in `cli/shapes.ts` that documents and tests it. */
  readonly json?: string;
  /** Shapes that --json prints instead under one of the options, by that option: `--compare`. */
  readonly jsonUnder?: Readonly<Record<string, string>>;
  /** Adds --dry-run: the command changes the ledger or writes files. */
  readonly writes?: boolean;
  /** Adds --yes: the command asks before it applies. */
  readonly asks?: boolean;
  /** Adds --force and is set where the command makes files. */
  readonly makesFiles?: boolean;
  readonly examples?: readonly string[];
  load(): Promise<CommandModule>;
}

/** A noun under which commands stand. */
export interface NounDefinition {
  readonly name: string;
  readonly alias: string;
  readonly summary: string;
}
