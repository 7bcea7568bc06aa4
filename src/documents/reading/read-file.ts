import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Failure } from '../../findings/catalogue.ts';
import { systemFailure } from '../../workbook/open.ts';
import { sizeWords, tooLarge } from '../../workbook/reading.ts';
import { documentLimits } from './open-document.ts';

/**
 * The bytes of a document, bounded. `name` is what findings call it. Failures `file-not-found`, `file-unreadable` and
 * `workbook-too-large`.
 */
export async function readDocumentFile(path: string, name = path): Promise<Uint8Array> {
  try {
    // A pipe would wait for its writer for ever before it could be seen to be none of ours.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = await handle.stat();
      if (!status.isFile()) {
        throw new Failure(
          'file-unreadable',
          { value: name, reason: '这不是一个文件' },
          { place: { file: name } },
        );
      }
      const { fileBytes } = documentLimits;
      if (status.size > fileBytes) throw tooLarge({ file: name }, '文件大小', sizeWords(fileBytes));
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw systemFailure(error, name) ?? error;
  }
}
