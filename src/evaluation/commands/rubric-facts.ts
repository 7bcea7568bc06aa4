import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { factDefinitions } from '../facts.ts';

const ofNames = { group: '整个联盟', lead: '主导园', member: '成员园' } as const;

/** The facts that formulas may name. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  if (flagOption(options, 'json')) {
    const rows = factDefinitions.map(({ id, name, unit, meaning, of, isLive }) => ({
      id,
      name,
      unit,
      meaning,
      of: [...of],
      live: isLive === true,
    }));
    context.stdout.write(renderJson(rows));
    return 0;
  }
  const table = renderTable(
    factDefinitions,
    [
      { heading: '名称', value: ({ name }) => name },
      { heading: '单位', value: ({ unit }) => unit },
      { heading: '用于', value: ({ of }) => of.map((each) => ofNames[each]).join('、') },
      { heading: '怎么数', value: ({ meaning }) => meaning },
    ],
    context.ambiguousIsWide,
  );
  context.stdout.write(`${table}\n另外，指标(名称) 是政策年度指标当年的数，上年指标(名称) 是上一年的。\n`);
  context.stdout.write(
    '可以用 + - × ÷ ( ) 和 最小(a, b)、最大(a, b)、四舍五入(a, 位数)、若(a ≥ b, c, d)。\n',
  );
  return 0;
}
