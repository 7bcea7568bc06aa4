import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { testContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'youlian-policies-'));

async function youlian(place: string, ...words: string[]) {
  const context = testContext(place);
  return { exit: await run(words, context), out: context.out(), err: context.err() };
}

const own = (place: string, id = 'yunxi-2026') => join(place, '幼联模板', 'policies', `${id}.yaml`);

describe('an office’s own policy', () => {
  it('is a copy under a new id, comments kept, listed and checked like any other', async () => {
    const place = folder();
    expect((await youlian(place, 'policy', 'new', 'yunxi-2026', '--from', 'guangxi-2020')).exit).toBe(0);
    const text = readFileSync(own(place), 'utf8');
    expect(text).toContain('id: yunxi-2026\n');
    expect(text).toContain('# 文件没有写施行日期。');
    expect((await youlian(place, 'policy', 'lint', 'yunxi-2026')).exit).toBe(0);
    expect(JSON.parse((await youlian(place, 'policy', 'list', '--json')).out)).toContainEqual(
      expect.objectContaining({ id: 'yunxi-2026', inForce: false }),
    );
  });

  it('is not written over another without --force, nor in a dry run', async () => {
    const place = folder();
    await youlian(place, 'policy', 'new', 'yunxi-2026', '--from', 'guangxi-2020');
    const again = await youlian(place, 'policy', 'new', 'yunxi-2026', '--from', 'helan-2022');
    expect(again).toMatchObject({ exit: 2, err: expect.stringContaining('（file-exists）') });
    const dry = await youlian(place, 'policy', 'new', 'yunxi-2027', '--from', 'helan-2022', '--dry-run');
    expect(dry.exit).toBe(0);
    expect(existsSync(own(place, 'yunxi-2027'))).toBe(false);
  });

  it('that shadows a built-in one is a slip unless forced', async () => {
    const { exit, err } = await youlian(folder(), 'policy', 'new', 'helan-2022', '--from', 'guangxi-2020');
    expect({ exit, named: err.includes('（file-exists）') }).toEqual({ exit: 2, named: true });
  });

  it('from a policy that is not there is refused', async () => {
    const { exit, err } = await youlian(folder(), 'policy', 'new', 'yunxi-2026', '--from', 'none');
    expect({ exit, named: err.includes('（policy-unknown）') }).toEqual({ exit: 2, named: true });
  });

  it('is taken in from a file without errors, and only then', async () => {
    const place = folder();
    const source = join(place, 'yunxi-2026.yaml');
    await youlian(place, 'policy', 'new', 'yunxi-2026', '--from', 'jingan-2023');
    const sound = readFileSync(own(place), 'utf8');
    writeFileSync(source, sound.replace('percent: 80', 'percent: 81'));
    const refused = await youlian(place, 'policy', 'import', source, '--force');
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('（policy-invalid）');
    expect(readFileSync(own(place), 'utf8')).toBe(sound);
    writeFileSync(source, sound);
    expect((await youlian(place, 'policy', 'import', source, '--force')).exit).toBe(0);
  });

  it('is set aside under another name, and only where nothing goes by it', async () => {
    const place = folder();
    await youlian(
      place,
      'init',
      '--name',
      '云溪市教育局',
      '--level',
      'city',
      '--region',
      '379900',
      '--policy',
      'zaozhuang-2021',
      '--yes',
    );
    await youlian(place, 'policy', 'new', 'yunxi-2026', '--from', 'guangxi-2020');
    await youlian(place, 'office', 'set', '--add-policy', 'yunxi-2026');
    const inUse = await youlian(place, 'policy', 'remove', 'yunxi-2026', '--yes');
    expect(inUse).toMatchObject({ exit: 2, err: expect.stringContaining('本台账正在执行') });
    await youlian(place, 'office', 'set', '--remove-policy', 'yunxi-2026');
    expect(await youlian(place, 'policy', 'remove', 'yunxi-2026')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('（answer-missing）'),
    });
    expect((await youlian(place, 'policy', 'remove', 'yunxi-2026', '--yes')).exit).toBe(0);
    expect(existsSync(`${own(place)}.已移除`)).toBe(true);
    expect((await youlian(place, 'policy', 'list', '--json')).out).not.toContain('yunxi-2026');
  });
});

describe('a policy that was revised', () => {
  it('judges each day by the version that held then', async () => {
    const place = folder();
    const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
    await youlian(place, 'policy', 'new', 'yunxi-2026', '--from', 'zaozhuang-2021');
    const now = readFileSync(own(place), 'utf8');
    writeFileSync(
      join(place, '幼联模板', 'policies', 'yunxi-2026.2022-06-30.yaml'),
      now.replaceAll('lower: 2', 'lower: 1'),
    );
    await youlian(place, ...init, '--policy', 'yunxi-2026', '--yes');
    for (const name of ['东湖区实验幼儿园', '西岭区青禾幼儿园']) {
      await youlian(
        place,
        'kindergarten',
        'add',
        '--name',
        name,
        '--district',
        name.slice(0, 3),
        '--allow-similar',
        '--yes',
      );
    }
    const create = [
      'group',
      'create',
      '--tier',
      'county',
      '--lead',
      '东湖区实验幼儿园',
      '--member',
      '西岭区青禾幼儿园',
    ];
    expect((await youlian(place, ...create, '--since', '2021-03-01', '--yes')).exit).toBe(0);
    const sizeOn = async (on: string) => {
      const { out } = await youlian(place, 'check', '--on', on, '--json');
      const { verdicts } = JSON.parse(out) as { verdicts: { rule: string; outcome: string }[] };
      return verdicts.find(({ rule }) => rule === 'Z3.size')?.outcome;
    };
    expect([await sizeOn('2022-06-30'), await sizeOn('2022-07-01')]).toEqual(['pass', 'violation']);
    const shown = await youlian(
      place,
      'policy',
      'show',
      'yunxi-2026',
      'Z3.size',
      '--on',
      '2022-06-30',
      '--json',
    );
    expect(JSON.parse(shown.out).rules[0].parameters.lower).toBe(1);
  });
});

describe('policy lint --json', () => {
  it('prints the shape the reference shows', async () => {
    const { out } = await youlian(folder(), 'policy', 'lint', 'zaozhuang-2021', '--json');
    expect(shapes['policy-lint'].parse(JSON.parse(out))).toEqual({
      file: 'zaozhuang-2021',
      errors: [],
      advice: [],
    });
  });
});

describe('policy schema', () => {
  it('is a JSON Schema that names the parts of a policy file', async () => {
    const schema = JSON.parse((await youlian(folder(), 'policy', 'schema')).out);
    expect(schema.$schema).toContain('json-schema.org');
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['id', 'names', 'tiers', 'rules']));
    expect(schema.required).toContain('rules');
  });
});
