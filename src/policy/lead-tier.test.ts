import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import type { Area } from './facts.ts';
import { type LeadCandidate, leadTier } from './lead-tier.ts';
import { loadPolicy } from './load.ts';

const policy = loadPolicy('zaozhuang-2021', [builtInTemplates()]);
const area: Area = { areaName: '云溪市', districtNames: ['东湖区', '西岭区', '河口县', '市中区'] };

const tierOf = (name: string, more: Partial<LeadCandidate> = {}) =>
  leadTier(policy, { name, districtLevel: 'county', ownership: '教育部门办', ...more }, area);

describe('tier of a lead', () => {
  it.each([
    ['云溪市实验幼儿园', 'city'],
    ['云溪实验幼儿园', 'city'],
    ['云溪市第二实验幼儿园', 'city'],
    ['云溪市市直机关幼儿园', 'city'],
    ['云 溪 市 实 验 幼 儿 园', 'city'],
    ['东湖区实验幼儿园', 'county'],
    ['东湖实验幼儿园', 'county'],
    ['云溪市东湖区实验幼儿园', 'county'],
    ['云溪市市中区实验幼儿园', 'county'],
    ['河口县第一实验幼儿园', 'county'],
    ['云溪市春芽实验幼儿园', 'county'],
    ['桃源镇中心幼儿园', 'town'],
    ['湖滨街道中心幼儿园', 'town'],
    ['桃源中心园', 'town'],
    ['东湖区柳林乡中心幼儿园', 'town'],
    ['阳光幼儿园', null],
    ['云溪市中心幼儿园', null],
    ['东湖区中心幼儿园', null],
    ['别处市中心幼儿园', null],
    ['中心幼儿园', null],
    ['东湖区实验小学附属幼儿园', null],
    ['东湖区桃源镇实验幼儿园', null],
  ])('%s → %s', (name, tier) => {
    expect(tierOf(name)).toBe(tier);
  });

  it('is the city where the kindergarten hangs on the city office, whatever its name', () => {
    expect(tierOf('春芽幼儿园', { districtLevel: 'city' })).toBe('city');
  });

  it('does not follow the name of a private or joint kindergarten', () => {
    expect(tierOf('东湖区金色实验幼儿园', { ownership: '民办' })).toBeNull();
    expect(tierOf('桃源镇中心幼儿园', { ownership: '普惠性民办' })).toBeNull();
    expect(tierOf('云溪市实验幼儿园', { ownership: '中外合作办' })).toBeNull();
  });

  it('follows the name where nobody entered who runs it', () => {
    expect(tierOf('东湖区实验幼儿园', { ownership: null, districtLevel: null })).toBe('county');
  });

  it('tells no district from a name without one when the office is not known', () => {
    expect(tierOf('春芽实验幼儿园', { districtLevel: null })).toBeNull();
  });

  it('knows no city kindergarten by name where the ledger names no city', () => {
    const county: Area = { areaName: null, districtNames: ['东湖区'] };
    const candidate: LeadCandidate = { name: '东湖区实验幼儿园', districtLevel: null, ownership: '公办' };
    expect(leadTier(policy, candidate, county)).toBe('county');
    expect(leadTier(policy, { ...candidate, name: '云溪市机关幼儿园' }, county)).toBeNull();
  });
});
