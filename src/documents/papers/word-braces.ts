import { strFromU8, unzipSync } from 'fflate';
import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';

/** Most bytes that a part of a template unpacks to. */
const largestPart = 30 * 1024 * 1024;

/**
 * Braces without a partner in the same paragraph: the library would leave them standing, and the field with them.
 * @throws Error where the bytes are no package
 */
export function checkBraces(bytes: Uint8Array, file: string): Finding[] {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) =>
      /^word\/(?:document|header\d*|footer\d*)\.xml$/.test(name) && originalSize <= largestPart,
  });
  return Object.values(parts)
    .flatMap((part) => paragraphTexts(strFromU8(part)))
    .flatMap((text) => {
      const expected = mistakeIn(text);
      const value = text.includes('{{') ? '“{{”' : '“}}”';
      const place = text.length > 40 ? `${text.slice(0, 40)}…` : text;
      return expected === undefined
        ? []
        : [makeFinding('paper-template-tag', { file, place, value, expected }, { file })];
    });
}

function paragraphTexts(xml: string): string[] {
  return xml
    .split(/<w:p[ >]/u)
    .map((part) =>
      [...part.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/gu)].map(([, text]) => text ?? '').join(''),
    );
}

function mistakeIn(text: string): string | undefined {
  let isOpen = false;
  for (const [brace] of text.matchAll(/\{\{|\}\}/gu)) {
    if (brace === '{{' && isOpen) return '“{{”后面缺少“}}”。';
    if (brace === '}}' && !isOpen) return '“}}”前面缺少“{{”。';
    isOpen = brace === '{{';
  }
  return isOpen ? '“{{”后面缺少“}}”；字段要写在同一段里。' : undefined;
}
