import type { ExitCode } from './cli/command.ts';
import { createContext } from './cli/create-context.ts';
import { renderFailure } from './cli/render-finding.ts';
import { Cancelled, Failure, makeFinding } from './findings/catalogue.ts';
import { buildProgram, UsageError } from './program.ts';

/**
 * Runs one command line and gives its exit code: the one place where errors become words and codes.
 * Nothing else ends the process.
 */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const controller = new AbortController();
  const onInterrupt = () => controller.abort(new Cancelled());
  process.once('SIGINT', onInterrupt);
  const context = createContext(argv, controller.signal);
  try {
    return await buildProgram(context, argv);
  } catch (error) {
    if (error instanceof Cancelled) {
      context.stderr.write(`${error.message}\n`);
      return 130;
    }
    if (error instanceof UsageError) {
      context.stderr.write(
        renderFailure(makeFinding('usage', { problem: error.message, command: error.command }), context),
      );
      return 2;
    }
    if (error instanceof Failure) {
      context.stderr.write(renderFailure(error.finding, context));
      return error.exitCode;
    }
    const reason = error instanceof Error ? error.message : String(error);
    context.stderr.write(renderFailure(makeFinding('internal', { reason }), context));
    if (context.environment.YOULIAN_DEBUG && error instanceof Error) context.stderr.write(`${error.stack}\n`);
    return 2;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}
