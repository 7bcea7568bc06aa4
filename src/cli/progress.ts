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

const barWidth = 20;

/**
 * `[########------------] 43%`: how far something of a known size has come. Never shows it done before it is.
 * @param total 0 or undefined where the size is not known: no bar then
 */
export function progressBar(done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return '';
  const share = Math.min(0.99, Math.max(0, done / total));
  const full = Math.floor(share * barWidth);
  // Plain signs: blocks are two columns wide in some Chinese consoles and one in others.
  return `[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}] ${Math.floor(share * 100)}%　`;
}

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
