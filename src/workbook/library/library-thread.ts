import { LibraryWorkbook } from './library-reader.ts';
import { RefusalError, type ThreadAnswer, type ThreadRequest } from './thread-protocol.ts';

// The library tells the console of records that it does not know.
for (const name of ['log', 'warn', 'error'] as const) console[name] = () => undefined;

let workbook: LibraryWorkbook | undefined;

function answer(request: ThreadRequest): ThreadAnswer {
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

process.on('message', (request: ThreadRequest) => {
  let reply: ThreadAnswer;
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
