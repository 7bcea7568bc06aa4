import { describe, expect, it } from 'vitest';
import { asDocument } from './as-document.ts';
import { parseWording } from './parse-wording.ts';
import { renderWording } from './render-wording.ts';

const usual = { date: '2026-10-08', title: '通报' };
const documentOf = (text: string) => asDocument(renderWording(parseWording(text, '模板.md'), {}), usual);

describe('asDocument', () => {
  it.each([
    ['【日期】2026-07-03', '2026-07-03'],
    ['【日期】2026年7月3日', '2026-07-03'],
    ['【日期】二〇二六年七月三日', '2026-07-03'],
    ['【日期】印发之日', usual.date],
    ['', usual.date],
  ])('takes the day of “%s” as %s', (line, date) => {
    expect(documentOf(`正文。\n【署名】教育局\n${line}\n`).signature).toEqual({
      units: ['教育局'],
      date,
      isSealed: false,
    });
  });

  it('keeps the imprint of a template without a day of printing', () => {
    expect(documentOf('正文。\n【印发机关】办公室\n').imprint).toEqual({
      issuedBy: '办公室',
      issuedOn: usual.date,
    });
  });

  it('takes the usual title where the template has none', () => {
    expect(documentOf('正文。\n').title).toBe('通报');
    expect(documentOf('# 甲\n# 乙\n正文。\n').title).toBe('甲\n乙');
  });
});
