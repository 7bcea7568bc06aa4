import { performance } from 'node:perf_hooks';
import type { Context } from '../context.ts';

/** Tells the clerk on stderr that something is going on, once it has taken more than a second. */
export interface Progress {
  /** What is being done now, such as `已读 12000 行`. */
  step(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** Milliseconds before anything is shown, and between two showings: on a terminal, elsewhere. */
const patience = 1_000;
const terminalPace = 120;
const plainPace = 10_000;

/** On a terminal one line that is written over; elsewhere a plain line now and then. */
export function startProgress(context: Pick<Context, 'stderr' | 'interactive'>, title: string): Progress {
  const begun = performance.now();
  const pace = context.interactive ? terminalPace : plainPace;
  let last = begun + patience - pace;
  let shown = false;
  return {
    step(text) {
      const now = performance.now();
      if (now - last < pace || now - begun < patience) return;
      last = now;
      if (!context.interactive) context.stderr.write(`${title}……${text}\n`);
      else {
        shown = true;
        context.stderr.write(`\r\u001b[K${title}……${text}`);
      }
    },
    end() {
      if (shown) context.stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
