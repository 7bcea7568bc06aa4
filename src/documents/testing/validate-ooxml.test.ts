import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadProfile, profileIds } from '../load-profile.ts';
import { renderDocument } from '../render-document.ts';
import { fullDocument } from './full-document.ts';
import { ooxmlProblems } from './validate-ooxml.ts';

let whole: Uint8Array;
beforeAll(async () => {
  whole = await renderDocument(fullDocument, loadProfile('standard', ['templates']));
});

const changed = (part: string, from: string, to: string) => {
  const parts = unzipSync(whole);
  return zipSync({ ...parts, [part]: strToU8(strFromU8(parts[part]!).replace(from, to)) });
};

describe('ooxmlProblems', () => {
  it.each(profileIds(['templates']))('finds documents valid that are made under %s', async (id) => {
    expect(ooxmlProblems(await renderDocument(fullDocument, loadProfile(id, ['templates'])))).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['an element in the wrong place', 'word/document.xml', '<w:body>', '<w:body><w:t>甲</w:t>'],
    ['a value that is none', 'word/document.xml', 'w:val="center"', 'w:val="middle"'],
    [
      'a relationship into nothing',
      'word/_rels/document.xml.rels',
      'Target="styles.xml"',
      'Target="none.xml"',
    ],
    ['a type of no part', '[Content_Types].xml', '/word/styles.xml', '/word/none.xml'],
    ['broken XML', 'word/styles.xml', '</w:styles>', ''],
  ])('finds %s', (_, part, from, to) => {
    expect(ooxmlProblems(changed(part, from, to))).not.toEqual([]);
  });
});
