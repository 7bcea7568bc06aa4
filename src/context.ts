import { userInfo } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import type { Prompter } from './cli/prompter.ts';

/** What a command is given of the world. Nothing below it reads the clock, the environment or the terminal itself. */
export interface Context {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Data goes here, and nothing else. */
  readonly stdout: NodeJS.WritableStream;
  /** Progress, questions, findings, summaries. */
  readonly stderr: NodeJS.WritableStream;
  /** True when questions can be asked: both ends are a terminal. */
  readonly interactive: boolean;
  /** Columns of the terminal, 100 where there is none. */
  readonly width: number;
  /** Whether `“ ” — … ①` take two columns, as Chinese terminals show them. */
  readonly ambiguousIsWide: boolean;
  /** The present moment; injected, so that tests and documents do not depend on the clock. */
  readonly now: () => Date;
  /** Who is at the keyboard, for the journal. */
  readonly clerk: string;
  /** The command line as typed, for the journal. */
  readonly commandLine: string;
  readonly prompter: Prompter;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  /** Folders searched for templates, the office's own first, the built-in last. */
  readonly templateFolders: readonly string[];
  /** Absolute path of the ledger file that --ledger, YOULIAN_LEDGER or the default name. */
  readonly ledgerPath: string;
}

/** The folder beside the ledger in which an office keeps its own templates. */
export const ownTemplatesName = '幼联模板';

/** Default name of the ledger (台账) in the working folder. */
export const defaultLedgerName = 'youlian.db';

/** Today in the office's time zone (Asia/Shanghai), as `2026-11-22`. */
export function today(context: Pick<Context, 'now'>): string {
  return new Date(context.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** A path as the clerk typed it, made absolute against the working folder. */
export function absolutePath(context: Pick<Context, 'cwd'>, path: string): string {
  return isAbsolute(path) ? path : resolve(context.cwd, path);
}

/** The clerk's name for the journal: YOULIAN_CLERK, else the account's name. */
export function clerkName(environment: Context['environment']): string {
  const named = environment.YOULIAN_CLERK?.trim();
  if (named) return named;
  try {
    return userInfo().username;
  } catch {
    return '未署名';
  }
}

/**
 * The clock: the machine's, unless YOULIAN_NOW gives a moment (`2026-11-22` or ISO with time),
 * which the demo and the end-to-end tests use so that their output stays the same.
 */
export function clockFrom(environment: Context['environment']): () => Date {
  const fixed = environment.YOULIAN_NOW?.trim();
  if (!fixed) return () => new Date();
  const moment = new Date(/^\d{4}-\d{2}-\d{2}$/.test(fixed) ? `${fixed}T09:00:00+08:00` : fixed);
  if (Number.isNaN(moment.getTime())) return () => new Date();
  return () => new Date(moment);
}
