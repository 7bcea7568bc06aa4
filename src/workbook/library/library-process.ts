import { Worker } from 'node:worker_threads';
import { LibraryWorkbook } from './library-reader.ts';
import { type LibraryAnswer, type LibraryRequest, RefusalError } from './process-protocol.ts';

/**
 * Waits for the end of the standard input, which is the end of whoever asks, however it came: killed, it tells nobody,
 * and the library may be in a circle that lets no event through. Hence a thread, and one that is started without a
 * file of its own.
 */
const watch = `
const { readSync } = require('node:fs');
try {
  while (readSync(0, Buffer.alloc(1)) > 0);
} catch {}
process.kill(process.pid, 'SIGKILL');
`;
new Worker(watch, { eval: true }).unref();

// The library tells the console of records that it does not know.
for (const name of ['log', 'warn', 'error'] as const) console[name] = () => undefined;

let workbook: LibraryWorkbook | undefined;

function answer(request: LibraryRequest): LibraryAnswer {
  if (request.task === 'open') {
    workbook = undefined;
    const opened = new LibraryWorkbook(request.bytes, request.kind, request.limits);
    // What was given whole is not asked for again.
    if (opened.sheets.some((sheet) => sheet.rows === undefined)) workbook = opened;
    return { sheets: opened.sheets };
  }
  if (request.task === 'close') {
    workbook = undefined;
    return { done: true };
  }
  if (!workbook) throw new Error('rows of no workbook');
  return workbook.rows(request.sheet, request.from, request.to);
}

// Whoever asks is told of Ctrl+C, and ends this.
process.on('SIGINT', () => undefined);

process.on('message', (request: LibraryRequest) => {
  let reply: LibraryAnswer;
  try {
    reply = answer(request);
  } catch (error) {
    const refusal =
      error instanceof RefusalError
        ? error.refusal
        : ({ code: 'workbook-corrupt', parameters: { reason: '内容不合格式的规定，读不通' } } as const);
    reply = { refusal };
  }
  process.send?.(reply);
});
