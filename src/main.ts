import type { ExitCode } from './cli/command.ts';
import { createContext } from './cli/create-context.ts';
import { renderFinding } from './cli/render-finding.ts';
import { renderJson } from './cli/table.ts';
import type { Context } from './context.ts';
import { Cancelled, Failure, makeFinding } from './findings/catalogue.ts';
import { findingRecord } from './findings/finding.ts';
import { runProgram, UsageError } from './program.ts';

/** Runs one command line of this process; Ctrl+C aborts what is under way. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const controller = new AbortController();
  const onInterrupt = () => controller.abort(new Cancelled());
  process.once('SIGINT', onInterrupt);
  // `youlian … 2>&1 | head` closes the pipe early: nothing is wrong then.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  try {
    return await run(argv, await createContext(argv, controller.signal));
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

/**
 * Runs one command line in a given context and gives its exit code: the one place where errors become words and
 * codes. Nothing else ends the process.
 */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  try {
    return await runProgram(context, argv);
  } catch (error) {
    if (error instanceof Cancelled) {
      context.stderr.write(`${error.message}\n`);
      return 130;
    }
    if (error instanceof UsageError) {
      const help = ['youlian', error.command, '--help'].filter((word) => word !== '').join(' ');
      const usage = makeFinding('usage', { problem: error.message, help });
      context.stderr.write(renderFinding(usage));
      return 2;
    }
    if (error instanceof Failure) {
      for (const finding of [error.finding, ...error.also]) context.stderr.write(renderFinding(finding));
      // Other programs read stdout: they too are told why there is no result.
      if (argv.includes('--json')) context.stdout.write(renderJson({ error: findingRecord(error.finding) }));
      return error.exitCode;
    }
    const reason = error instanceof Error ? error.message : String(error);
    context.stderr.write(renderFinding(makeFinding('internal', { reason })));
    if (context.environment.YOULIAN_DEBUG && error instanceof Error) context.stderr.write(`${error.stack}\n`);
    return 2;
  }
}
