import { performance } from 'node:perf_hooks';
import { Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { progressBar, startProgress } from './progress.ts';

describe('a bar', () => {
  it.each([
    [0, 100, '[--------------------] 0%　'],
    [43, 100, '[########------------] 43%　'],
    // More rows than thought, or all of them read: not done until it is.
    [100, 100, '[###################-] 99%　'],
    [270, 100, '[###################-] 99%　'],
    [5, 0, ''],
    [5, undefined, ''],
  ])('%i of %s', (done, total, expected) => {
    expect(progressBar(done, total)).toBe(expected);
  });
});

describe('progress', () => {
  it('says nothing in the first second, then one line that is written over, and takes it away', () => {
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      let text = '';
      const stderr = new Writable({
        write(chunk, _encoding, done) {
          text += String(chunk);
          done();
        },
      });
      const progress = startProgress({ stderr, interactive: true }, '正在导入');
      progress.step('已读 1 行');
      expect(text).toBe('');
      now = 1_100;
      progress.step('已读 2 行');
      progress.step('已读 3 行');
      expect(text).toBe('\r\u001b[K正在导入……已读 2 行');
      progress.end();
      expect(text.endsWith('\r\u001b[K')).toBe(true);
    } finally {
      clock.mockRestore();
    }
  });
});
