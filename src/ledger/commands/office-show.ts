import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import { levelName } from '../office.ts';
import { listOffices, ownOffice } from '../offices.store.ts';
import { openLedger } from '../open-ledger.ts';
import { policiesInForce } from '../policies-in-force.store.ts';
import { seatDistricts } from '../settings.store.ts';
import { termName } from '../term.ts';
import { enteredTerms } from '../terms.store.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const own = ownOffice(ledger);
    const policies = policiesInForce(ledger, on);
    const terms = enteredTerms(ledger);
    const seat = seatDistricts(ledger);
    const offices = listOffices(ledger);
    if (terms.length === 0) context.stderr.write(renderFinding(makeFinding('terms-assumed')));
    if (options.json) {
      const { title: name, name: area, level, regionCode: region } = own;
      context.stdout.write(renderJson({ name, area, level, region, policies, seat, terms, offices }));
      return 0;
    }
    const lines = [
      `单位：${own.title ?? own.name}`,
      `地名：${own.name}（${levelName(own.level)}，代码 ${own.regionCode ?? '未登记'}）`,
      `政策：${policies.join('、') || '没有'}`,
      `市驻地：${seat.join('、') || '没有登记'}`,
      ...terms.map((term) => `学期：${termName(term)} ${term.starts} 至 ${term.ends}`),
    ];
    context.stdout.write(lines.map((line) => `${line}\n`).join(''));
    const others = offices.filter((office) => office.id !== own.id);
    if (others.length === 0) return 0;
    const names = new Map(offices.map((office) => [office.id, office.name]));
    const columns = [
      { heading: '机构', value: (office: (typeof others)[number]) => office.name },
      { heading: '级别', value: (office: (typeof others)[number]) => levelName(office.level) },
      { heading: '上级', value: (office: (typeof others)[number]) => names.get(office.parentId ?? 0) ?? '' },
    ];
    context.stdout.write(`\n${renderTable(others, columns, context.ambiguousIsWide)}`);
    return 0;
  } finally {
    ledger.close();
  }
}
