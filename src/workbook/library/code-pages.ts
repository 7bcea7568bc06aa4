import { TextDecoder } from 'node:util';

/** Code pages that old workbooks name, as encodings that the runtime decodes; GB18030 holds all of 936. */
const encodings: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10000: 'macintosh',
  10008: 'gb18030',
  28591: 'gb18030',
  54936: 'gb18030',
  65001: 'utf-8',
};
for (let page = 1250; page <= 1258; page++) Object.assign(encodings, { [page]: `windows-${page}` });

const decoders = new Map<number, TextDecoder>();

/** Text of a code page in the form in which the library asks for it. Pages that nobody here uses are Latin 1. */
export const codePages = {
  utils: {
    decode(page: number, data: string | readonly number[] | Uint8Array): string {
      let decoder = decoders.get(page);
      if (!decoder) {
        decoder = new TextDecoder(encodings[page] ?? 'latin1', { ignoreBOM: true });
        decoders.set(page, decoder);
      }
      const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : Uint8Array.from(data);
      return decoder.decode(bytes);
    },
    encode(_page: number, data: string): Uint8Array {
      return Buffer.from(data, 'latin1');
    },
  },
};
