import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { RegisterSubject } from '../../tables/register.ts';
import { allRegisters } from '../register-meant.ts';
import { entryCounts } from '../registers.store.ts';

const subjects: Readonly<Record<RegisterSubject, string>> = {
  group: '联盟',
  kindergarten: '园所',
  office: '本单位',
};

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const counts = entryCounts(ledger);
    const rows = allRegisters(context.templateFolders).map(({ id, name, of, basis, fields }) => ({
      id,
      name,
      of,
      entries: counts.get(id) ?? 0,
      basis,
      fields: fields.map(({ key, name: label, type, required, expected, choices = [] }) => {
        return { key, name: label, type, required, expected, choices };
      }),
    }));
    if (options.json) context.stdout.write(renderJson(rows));
    else {
      const table = renderTable(
        rows,
        [
          { heading: '编号', value: ({ id }) => id },
          { heading: '登记簿', value: ({ name }) => name },
          { heading: '登记对象', value: ({ of }) => subjects[of] },
          { heading: '项数', value: ({ entries }) => String(entries) },
          { heading: '栏目（*必填）', value: ({ fields }) => fields.map(label).join('、') },
          { heading: '依据', value: ({ basis }) => basis.join('；') },
        ],
        context.ambiguousIsWide,
      );
      context.stdout.write(table);
    }
    return 0;
  } finally {
    ledger.close();
  }
}

const label = ({ name, required }: { readonly name: string; readonly required: boolean }) =>
  `${name}${required ? '*' : ''}`;
