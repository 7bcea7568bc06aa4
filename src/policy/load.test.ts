import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { Failure } from '../findings/catalogue.ts';
import { listPolicies, loadPolicy, policyIds } from './load.ts';

const builtIn = builtInTemplates();
const original = readFileSync(join(builtIn, 'policies', 'zaozhuang-2021.yaml'), 'utf8');

/** An office's own template folder with one policy file. */
function officeFolder(id: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-policy-'));
  mkdirSync(join(folder, 'policies'));
  writeFileSync(join(folder, 'policies', `${id}.yaml`), text);
  return folder;
}

/** The line (from 1) on which a text stands in the built-in file. */
const lineOf = (text: string) => original.slice(0, original.indexOf(text)).split('\n').length;

function failureOf(text: string) {
  try {
    loadPolicy('zaozhuang-2021', [officeFolder('zaozhuang-2021', text), builtIn]);
  } catch (error) {
    if (error instanceof Failure) return error.finding;
    throw error;
  }
  return undefined;
}

describe('a policy file', () => {
  it('of the office goes before the built-in one', () => {
    const own = officeFolder(
      'zaozhuang-2021',
      original.replace('issuer: 枣庄市教育局', 'issuer: 云溪市教育局'),
    );
    expect(loadPolicy('zaozhuang-2021', [own, builtIn]).issuer).toBe('云溪市教育局');
    expect(loadPolicy('zaozhuang-2021', [builtIn]).issuer).toBe('枣庄市教育局');
  });

  it('is not found outside the folders', () => {
    for (const id of ['none', '../tables/roster', 'policies/zaozhuang-2021', '']) {
      expect(() => loadPolicy(id, [builtIn])).toThrow(
        expect.objectContaining({ finding: expect.objectContaining({ code: 'policy-unknown' }) }),
      );
    }
  });

  it.each([
    ['an unknown kind of rule', 'kind: size', 'kind: sizes', 'kind: size', 'size'],
    ['an unknown modality', 'modality: must', 'modality: shall', 'modality: must', 'must、should'],
    ['a date that is none', 'issued: 2021-03-16', 'issued: 2021-02-30', 'issued: 2021-03-16', '日期'],
    ['a missing citation', '    clause: 三、联盟模式\n', '', '  - id: Z1.tier', 'clause'],
    ['a misspelt key', 'issuer: ', 'isuer: ', 'id: zaozhuang-2021', 'issuer'],
    [
      'another id than the file name',
      'id: zaozhuang-2021',
      'id: zaozhuang-2022',
      'id: zaozhuang-2021',
      'zaozhuang-2021',
    ],
    ['a rule twice', 'id: Z3.size', 'id: Z2.size', '- id: Z3.size', 'Z2.size'],
    [
      'a tier that is not there',
      'tier: county\n    facts: [members]',
      'tier: village\n    facts: [members]',
      'tier: county\n    facts: [members]',
      'county',
    ],
    [
      'a cycle that ends before it begins',
      'to: 2023-12-31 }\n\nrules',
      'to: 2021-03-01 }\n\nrules',
      '- { from: 2021-03-01, to: 2023-12-31 }\n\nrules',
      '晚于',
    ],
    ['a fact nobody knows', 'facts: [tier, lead]', 'facts: [tier, leader]', 'facts: [tier, lead]', 'lead'],
    ['YAML that is none', 'title: 枣庄市', 'title: [枣庄市', 'title: 枣庄市', 'YAML'],
  ])('with %s is refused with its line', (_, before, after, place, expected) => {
    expect(original).toContain(before);
    const finding = failureOf(original.replace(before, after));
    expect(finding?.code).toBe('policy-invalid');
    expect(finding?.message).toContain(expected);
    const line = Number(/第 (\d+) 行第 \d+ 列/.exec(finding?.message ?? '')?.[1]);
    // A mistake that swallows what follows is noticed a little further down.
    expect(line).toBeGreaterThanOrEqual(lineOf(place));
    expect(line).toBeLessThanOrEqual(lineOf(place) + 2);
  });

  it.each([
    ['a gap', '{ from: 4, to: 4, value: 1.2 }', '{ from: 5, to: 5, value: 1.2 }', '应从 4 起'],
    ['an overlap', '{ from: 4, to: 4, value: 1.2 }', '{ from: 3, to: 4, value: 1.2 }', '应从 4 起'],
    ['a late beginning', '{ from: 0, to: 3, value: 1 }', '{ from: 1, to: 3, value: 1 }', '应从 0 起'],
    [
      'an end before the beginning',
      '{ from: 4, to: 4, value: 1.2 }',
      '{ from: 4, to: 3, value: 1.2 }',
      '应不小于 from',
    ],
    [
      'no open end',
      '{ from: 5, to: null, value: 1.5 }',
      '{ from: 5, to: 9, value: 1.5 }',
      '最后一档应没有上限',
    ],
    [
      'a band after the open one',
      '{ from: 4, to: 4, value: 1.2 }',
      '{ from: 4, to: null, value: 1.2 }',
      '上一档没有上限',
    ],
  ])('whose bands have %s is refused', (_, before, after, expected) => {
    const guangxi = readFileSync(join(builtIn, 'policies', 'guangxi-2020.yaml'), 'utf8');
    expect(guangxi).toContain(before);
    const own = officeFolder('guangxi-2020', guangxi.replace(before, after));
    expect(() => loadPolicy('guangxi-2020', [own, builtIn])).toThrow(
      expect.objectContaining({
        finding: expect.objectContaining({
          code: 'policy-invalid',
          message: expect.stringContaining(expected),
        }),
      }),
    );
  });

  it('of a date is the version that held then, the last day included', () => {
    const folder = officeFolder('yunxi-2026', original.replace('id: zaozhuang-2021', 'id: yunxi-2026'));
    const older = (until: string, issuer: string) =>
      writeFileSync(
        join(folder, 'policies', `yunxi-2026.${until}.yaml`),
        original.replace('id: zaozhuang-2021', 'id: yunxi-2026').replace('枣庄市教育局', issuer),
      );
    older('2022-08-31', '第一版');
    older('2024-08-31', '第二版');
    const issuerOn = (on?: string) => loadPolicy('yunxi-2026', [folder, builtIn], on).issuer;
    expect(
      ['2021-01-01', '2022-08-31', '2022-09-01', '2024-08-31', '2024-09-01', undefined].map(issuerOn),
    ).toEqual(['第一版', '第一版', '第二版', '第二版', '枣庄市教育局', '枣庄市教育局']);
    expect(policyIds([folder])).toEqual(['yunxi-2026']);
  });

  it('that is broken does not keep the others from being listed', () => {
    const own = officeFolder('yunxi-2026', 'id: [\n');
    const { policies, findings } = listPolicies([own, builtIn]);
    expect(policies.map((policy) => policy.id)).toEqual([
      'guangxi-2020',
      'helan-2022',
      'jingan-2023',
      'shenzhen-draft',
      'zaozhuang-2021',
    ]);
    expect(findings.map((finding) => finding.code)).toEqual(['policy-invalid']);
  });
});

describe('枣庄', () => {
  const policy = loadPolicy('zaozhuang-2021', [builtIn]);

  it('holds every requirement from Z1 to Z15, and what holds under every policy', () => {
    const wanted = [...Array.from({ length: 15 }, (_, index) => `Z${index + 1}`), 'common'];
    expect([...new Set(policy.rules.map((rule) => rule.requirement))]).toEqual(wanted);
  });

  it('cites its document on every rule of its own', () => {
    for (const rule of policy.rules.filter((each) => each.requirement !== 'common')) {
      expect(rule.citation.document).toBe('枣教字〔2021〕10号');
    }
  });

  it('knows the terms of 办园性质 and their other wordings', () => {
    expect(policy.ownership.get('教育部门办')?.sector).toBe('public');
    expect(policy.ownership.get('民办普惠')?.sector).toBe('private');
  });
});
