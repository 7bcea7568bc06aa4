import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { openWorkbook } from '../open.ts';

/**
 * Run as a process of its own by the benchmark of texts: `decode FILE ENCODING` only decodes the file, a piece at a
 * time, `read FILE` reads every cell. Prints `{milliseconds, peak, cells}`, with the peak in megabytes.
 */
const [, , task = '', file = '', encoding = 'gb18030'] = process.argv;
const from = performance.now();
const cells = task === 'decode' ? await decodeAll() : await readAll();
const milliseconds = performance.now() - from;
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, peak, cells }));

async function decodeAll(): Promise<number> {
  const handle = await open(file, 'r');
  const decoder = new TextDecoder(encoding);
  const buffer = Buffer.allocUnsafe(128 * 1024);
  for (;;) {
    const { bytesRead } = await handle.read(buffer);
    if (bytesRead === 0) break;
    decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
  }
  await handle.close();
  return 0;
}

async function readAll(): Promise<number> {
  const workbook = await openWorkbook(file);
  let count = 0;
  for (const sheet of workbook.sheets) for await (const row of sheet.rows()) count += row.cells.length;
  await workbook.close();
  return count;
}
