import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Context } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { besideLedger, builtInTemplates } from './create-context.ts';
import type { Prompter } from './prompter.ts';

export interface TestContext extends Context {
  /** What was printed so far. */
  out(): string;
  err(): string;
}

function textStream() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { stream, text: () => text };
}

/** Off the terminal: every question fails as it does for a real run without one. */
const nobodyThere: Prompter = {
  confirm: ({ message, option }) =>
    Promise.reject(new Failure('answer-missing', { question: message, option })),
  input: ({ message, option }) =>
    Promise.reject(new Failure('answer-missing', { question: message, option })),
  select: ({ message, option }) =>
    Promise.reject(new Failure('answer-missing', { question: message, option })),
  checkbox: ({ message, option }) =>
    Promise.reject(new Failure('answer-missing', { question: message, option })),
};

/** A context for tests: a folder to work in, streams kept as text, a fixed day, nobody at the keyboard. */
export function testContext(folder: string, changes: Partial<Context> = {}): TestContext {
  const out = textStream();
  const err = textStream();
  const beside = besideLedger(join(folder, 'youlian.db'));
  return {
    cwd: folder,
    environment: {},
    stdout: out.stream,
    stderr: err.stream,
    interactive: false,
    width: 100,
    ambiguousIsWide: true,
    now: () => new Date('2022-09-01T01:00:00Z'),
    clerk: '测试',
    commandLine: 'youlian',
    prompter: nobodyThere,
    signal: new AbortController().signal,
    templateFolders: [...(existsSync(beside) ? [beside] : []), builtInTemplates()],
    ledgerPath: join(folder, 'youlian.db'),
    ...changes,
    out: out.text,
    err: err.text,
  };
}
