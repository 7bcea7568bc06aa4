import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { defaultLimits } from '../limits.ts';
import { openWorkbook } from '../open.ts';
import { openZip } from '../zip.ts';

/**
 * Run as a process of its own by the benchmark: `inflate FILE` unpacks every part in memory and does nothing with
 * it, `read FILE` reads every cell. Prints `{milliseconds, peak, cells}`, with the peak in megabytes.
 */
const [, , task = '', file = ''] = process.argv;
const from = performance.now();
const cells = task === 'inflate' ? await inflateAll(file) : await readAll(file);
const milliseconds = performance.now() - from;
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, peak, cells }));

async function inflateAll(path: string): Promise<number> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  const zip = await openZip(handle, size, { file: path, limits: defaultLimits });
  for (const entry of zip.entries.values()) {
    const header = Buffer.alloc(30);
    await handle.read(header, 0, 30, entry.offset);
    const packed = Buffer.alloc(entry.packedBytes);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    await handle.read(packed, 0, packed.length, start);
    inflateRawSync(packed);
  }
  await handle.close();
  return 0;
}

async function readAll(path: string): Promise<number> {
  const workbook = await openWorkbook(path);
  let cells = 0;
  for (const sheet of workbook.sheets) {
    for await (const row of sheet.rows()) cells += row.cells.length;
  }
  await workbook.close();
  return cells;
}
