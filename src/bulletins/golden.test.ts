import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { loadPolicy } from '../policy/load.ts';
import { Ledger } from '../store/ledger.ts';
import { countedOn } from './draft-request.ts';
import { composeFromLedger } from './make-bulletin.ts';
import { quarterOf } from './quarter.ts';
import { bulletinDesk } from './testing/bulletin-desk.ts';
import { documentText } from './testing/document-text.ts';
import { type Scenario, scenarios } from './testing/scenarios.ts';

/** The office's own copy of its policy, with rankings. */
function ownTemplates(folder: string, policy: string, rankings: string): string {
  const own = join(folder, '幼联模板');
  mkdirSync(join(own, 'policies'), { recursive: true });
  const file = join(own, 'policies', `${policy}.yaml`);
  copyFileSync(join(builtInTemplates(), 'policies', `${policy}.yaml`), file);
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nbulletin: { rankings: ${rankings} }\n`);
  return own;
}

async function bulletinOf({ quarter: id, desk, before = [], countedOn: asked, rankings }: Scenario) {
  const { ledgerPath, youlian, folder } = await bulletinDesk(desk);
  const policyId = desk.policy ?? 'zaozhuang-2021';
  for (const words of before) {
    const { exit, err } = await youlian(...words);
    expect(exit, err).toBe(0);
  }
  const own = rankings === undefined ? [] : [ownTemplates(folder, policyId, rankings)];
  const templateFolders = [...own, builtInTemplates()];
  const ledger = Ledger.open(ledgerPath, { readonly: true });
  try {
    const quarter = quarterOf(id);
    const policy = loadPolicy(policyId, templateFolders, quarter.to);
    return composeFromLedger(ledger, {
      policy,
      quarter,
      countedOn: countedOn(quarter, asked, '2026-11-22'),
      templateFolders,
    });
  } finally {
    ledger.close();
  }
}

describe('the words of a bulletin', () => {
  it.each(scenarios)('$name', async (scenario) => {
    const { document, figures, findings } = await bulletinOf(scenario);
    const text = documentText(document);
    await expect(text).toMatchFileSnapshot(`../../fixtures/bulletins/${scenario.name}.txt`);
    expect(findings).toEqual([]);
    expect(text).not.toContain('＿＿');
    expect(text).not.toMatch(/1\d{10}|undefined|NaN|\[object/u);
    // No heading without something under it.
    expect(text).not.toMatch(/^## .*\n(?:## |附件1?：|$)/mu);
    expect(text).not.toMatch(/^### .*\n#/mu);
    // What the text refers to is there under that very name.
    const labels = [...text.matchAll(/^【(附件\d*)/gmu)].map(([, label]) => label);
    for (const [, label] of text.matchAll(/见(附件\d*)。/gu)) expect(labels).toContain(label);
    for (const { value, id } of figures) expect(text, id).toContain(value);
    // The list of what is owed adds up to what the text says is owed, now and altogether.
    const sum = (pattern: RegExp) =>
      figures.filter(({ id }) => pattern.test(id)).reduce((total, { value }) => total + Number(value), 0);
    const told = (id: string) => Number(figures.find((figure) => figure.id === id)?.value ?? 0);
    expect(sum(/^owed\..*\.owed$/u)).toBe(told('overview.owed'));
    if (told('overview.debts') > 0) expect(sum(/^owed\..*\.debts$/u)).toBe(told('overview.debts'));
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  });
});
