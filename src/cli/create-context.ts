import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  absolutePath,
  type Context,
  clerkName,
  clockFrom,
  defaultLedgerName,
  ownTemplatesName,
} from '../context.ts';
import { terminalPrompter } from './terminal-prompter.ts';

/** The folder `templates/` that ships with the program, found upwards from this file (source or compiled). */
export function builtInTemplates(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'templates', 'tables')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return join(folder, 'templates');
}

/** The office's own templates where no folder is named: 幼联模板 beside the ledger. */
export function besideLedger(ledgerPath: string): string {
  return resolve(dirname(ledgerPath), ownTemplatesName);
}

/** The last value of a global option, read before the parser runs because the context must exist first. */
function globalOption(argv: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, word] of argv.entries()) {
    if (word === '--') break;
    if (word === name) value = argv[index + 1];
    else if (word.startsWith(`${name}=`)) value = word.slice(name.length + 1);
  }
  return value;
}

/** The context of a real run: this process's streams, clock and environment. */
export async function createContext(argv: readonly string[], signal: AbortSignal): Promise<Context> {
  const environment = process.env;
  const cwd = process.cwd();
  const interactive =
    process.stdin.isTTY === true && process.stderr.isTTY === true && environment.CI === undefined;
  const plain = argv.includes('--no-color') || (environment.NO_COLOR ?? '') !== '';
  const ledgerPath = absolutePath(
    { cwd },
    globalOption(argv, '--ledger') ?? environment.YOULIAN_LEDGER ?? defaultLedgerName,
  );
  const own = globalOption(argv, '--templates') ?? environment.YOULIAN_TEMPLATES;
  const beside = besideLedger(ledgerPath);
  const painted = {
    stdout: !plain && process.stdout.isTTY === true,
    stderr: !plain && process.stderr.isTTY === true,
  };
  // Where nobody sees colours, nothing is loaded for them.
  const { colourStream } =
    painted.stdout || painted.stderr ? await import('./decorate.ts') : { colourStream: null };
  return {
    cwd,
    environment,
    stdout: painted.stdout && colourStream ? colourStream(process.stdout) : process.stdout,
    stderr: painted.stderr && colourStream ? colourStream(process.stderr) : process.stderr,
    interactive,
    width: process.stdout.columns || 100,
    ambiguousIsWide: environment.YOULIAN_AMBIGUOUS_WIDTH !== '1',
    now: clockFrom(environment),
    clerk: clerkName(environment),
    commandLine: ['youlian', ...argv]
      .map((word) => (/[\s"]/.test(word) ? JSON.stringify(word) : word))
      .join(' '),
    prompter: terminalPrompter({ interactive, signal }),
    signal,
    templateFolders: [
      ...(own ? [absolutePath({ cwd }, own)] : []),
      ...(existsSync(beside) ? [beside] : []),
      builtInTemplates(),
    ],
    ledgerPath,
  };
}
