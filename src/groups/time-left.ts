import { performance } from 'node:perf_hooks';

/** Seconds left of the limit, which begins now. */
export function remainingSeconds(limit: number): () => number {
  const end = performance.now() + limit * 1000;
  return () => (end - performance.now()) / 1000;
}
