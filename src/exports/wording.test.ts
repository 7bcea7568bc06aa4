import { expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { loadPolicy } from '../policy/load.ts';
import { loadTable } from '../tables/load.ts';
import { choicesOf, wordingOf } from './wording.ts';

const folders = [builtInTemplates()];
const zaozhuang = loadPolicy('zaozhuang-2021', folders);

it('takes title, attachment number and slogan from the policy', () => {
  expect(wordingOf('leadership', '云溪市', zaozhuang)).toEqual({
    heading: { attachment: '附件1', title: '{area}幼儿园{slogan}联盟领导小组' },
    words: { area: '云溪市', slogan: '“共建 共享 共成长”', kind: '联盟' },
    labels: {},
  });
  expect(wordingOf('roster', '云溪市', zaozhuang).heading).toBeUndefined();
});

it("puts another policy's role names in the place of ours", () => {
  const guangxi = {
    ...zaozhuang,
    names: { kind: '集团', lead: '龙头园', member: '成员园', list: '集团名单', slogan: '' },
  };
  expect(wordingOf('roster', '青石县', guangxi)).toEqual({
    heading: undefined,
    words: { area: '青石县', slogan: '', kind: '集团' },
    labels: { 主导园: '龙头园', 联盟园: '成员园', 联盟: '集团' },
  });
});

it("has the table's own wording without a policy", () => {
  expect(wordingOf('alliance-list', '', undefined)).toEqual({
    heading: undefined,
    words: { area: '', slogan: '', kind: '联盟' },
    labels: {},
  });
});

it('offers the terms of the own region, the districts of the ledger and the roles', () => {
  const roster = loadTable('roster', folders);
  const office = {
    id: 2,
    level: 'county',
    name: '东湖区',
    title: null,
    regionCode: null,
    parentId: 1,
  } as const;
  const here = choicesOf(roster, folders, [office], '379900');
  expect(here.category?.values).toContain('二类');
  expect(here.category?.values).not.toContain('自治区示范');
  expect(here.category?.open).toBe(true);
  expect(here.district).toEqual({ values: ['市直', '东湖区'], open: true });
  expect(choicesOf(roster, folders, [], null).category?.values).toContain('自治区示范');
  expect(choicesOf(roster, folders, [], null).district).toBeUndefined();
  expect(choicesOf(loadTable('leadership', folders), folders, [], null).role?.values).toContain('副组长');
});
