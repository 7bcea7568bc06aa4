import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { Failure } from '../../findings/catalogue.ts';
import { sampleContext, sampleLedger } from '../../groups/sample-ledger.ts';
import { run as list } from './policy-list.ts';
import { run as show } from './policy-show.ts';

const fixtures = resolve(import.meta.dirname, '../../../fixtures/findings');

/** A context with the office's own templates of a finding's fixture before the built-in ones. */
function contextWith(code?: string) {
  const context = sampleContext();
  const own = code ? [join(fixtures, code, 'templates')] : [];
  return { ...context, templateFolders: [...own, ...context.templateFolders] };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Failure ? error.finding.code : error),
  );

const json = { arguments: [], options: { json: true } };
const showing = (words: string[], options = {}) => ({ arguments: words, options });

describe('policy list', () => {
  it('needs no ledger', async () => {
    const context = contextWith();
    expect(await list(context, json)).toBe(0);
    expect(JSON.parse(context.out())).toContainEqual({
      id: 'zaozhuang-2021',
      title: '枣庄市幼儿园“共建 共享 共成长”联盟实施方案',
      status: 'issued',
      effective: '2021-03-16',
      inForce: false,
    });
  });

  it('says what is in force, and which of that has no file', async () => {
    const context = contextWith();
    const policies = ['zaozhuang-2021', 'yunxi-1999'];
    (await sampleLedger({ path: context.ledgerPath, policies })).ledger.close();
    expect(await list(context, json)).toBe(1);
    expect(JSON.parse(context.out())).toContainEqual(
      expect.objectContaining({ id: 'zaozhuang-2021', inForce: true }),
    );
    expect(context.err()).toContain('（policy-file-missing）');
  });

  it('lists the others where a file of the office is broken', async () => {
    const context = contextWith('policy-invalid');
    expect(await list(context, { arguments: [], options: {} })).toBe(1);
    expect(context.out()).toContain('zaozhuang-2021');
    expect(context.err()).toMatch(/yunxi-2026\.yaml：政策文件第 23 行第 14 列/);
    expect(context.err()).toContain('（policy-invalid）');
  });

  it('gives "not stated" for a date that the text does not show', async () => {
    const context = contextWith('policy-draft');
    expect(await list(context, json)).toBe(0);
    expect(JSON.parse(context.out())).toContainEqual(
      expect.objectContaining({ id: 'yunxi-draft', status: 'draft', effective: 'not stated' }),
    );
  });
});

describe('policy show', () => {
  it('gives every rule with its source, its force and what it needs', async () => {
    const context = contextWith();
    expect(await show(context, showing(['zaozhuang-2021'], { json: true }))).toBe(0);
    const shown = JSON.parse(context.out());
    expect(shapes.policy.safeParse(shown).error).toBeUndefined();
    expect(shown).toMatchObject({ id: 'zaozhuang-2021', status: 'issued', inForce: false });
    expect(shown.rules).toContainEqual(
      expect.objectContaining({
        id: 'Z3.size',
        requirement: 'Z3',
        kind: 'size',
        modality: 'stated',
        citation: '枣教字〔2021〕10号 三、联盟模式（二）',
        decidable: true,
        facts: [{ fact: 'members', label: '联盟园', table: 'alliance-list', source: '联盟名单' }],
      }),
    );
    for (const rule of shown.rules) expect(rule.decidable).toBe(rule.reason === null);
  });

  it.each([
    ['Z3.size', ['Z3.size']],
    ['z3', ['Z3.lead', 'Z3.size', 'Z3.members', 'Z3.jurisdiction', 'Z3.decision']],
    ['Z2.size/Z4.size', ['Z2.size', 'Z4.size']],
  ])('%s', async (reference, ids) => {
    const context = contextWith();
    await show(context, showing(['zaozhuang-2021', reference], { json: true }));
    expect(JSON.parse(context.out()).rules.map((rule: { id: string }) => rule.id)).toEqual(ids);
    const text = contextWith();
    await show(text, showing(['zaozhuang-2021', reference]));
    for (const id of ids) expect(text.out()).toContain(id);
  });

  it('refuses a policy or a rule that is not there, and a broken file', async () => {
    expect(await codeOf(show(contextWith(), showing(['none'])))).toBe('policy-unknown');
    expect(await codeOf(show(contextWith(), showing(['zaozhuang-2021', 'Z99'])))).toBe('policy-rule-unknown');
    const broken = contextWith('policy-invalid');
    expect(await codeOf(show(broken, showing(['yunxi-2026'])))).toBe('policy-invalid');
  });

  it('says of a draft that it is one', async () => {
    const context = contextWith('policy-draft');
    await show(context, showing(['yunxi-draft', 'Y1.size']));
    expect(context.err()).toContain('（policy-draft）');
    expect(context.out()).toContain('征求意见稿');
  });
});
