import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { findKindergarten } from '../../roster/roster.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { listApplications } from '../applications.store.ts';

/** An application as `application list` prints it. */
export interface ApplicationSummary {
  readonly id: number;
  /** The kindergarten's name as the ledger has it today. */
  readonly name: string;
  readonly district: string | null;
  /** The lead by its name in the ledger, else as the form gives it. */
  readonly lead: string | null;
  readonly leadKnown: boolean;
  readonly policy: string | null;
  readonly cycleStart: string | null;
  readonly receivedOn: string;
  readonly contact: string | null;
  readonly phone: string | null;
}

/** Summaries of all applications received, kindergartens named as they were on a date. */
export function summariseApplications(ledger: Ledger, on: string): ApplicationSummary[] {
  return listApplications(ledger).map((application) => {
    const kindergarten = findKindergarten(ledger, application.kindergartenId, on);
    const lead = application.leadId === null ? undefined : findKindergarten(ledger, application.leadId, on);
    return {
      id: application.id,
      name: kindergarten?.name ?? application.name,
      district: kindergarten?.district ?? null,
      lead: lead?.name ?? application.leadName,
      leadKnown: application.leadId !== null,
      policy: application.policyId || null,
      cycleStart: application.cycleStart || null,
      receivedOn: application.receivedOn,
      contact: application.contact,
      phone: application.mobile ?? application.landline ?? application.phone,
    };
  });
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const applications = summariseApplications(ledger, today(context));
    if (input.options.json) {
      context.stdout.write(renderJson(applications));
      return 0;
    }
    if (applications.length === 0) {
      context.stderr.write('还没有收到申请表。用 youlian import 导入申请表文件。\n');
      return 0;
    }
    context.stdout.write(
      renderTable(
        applications,
        [
          { heading: '申请园', value: (each) => each.name },
          { heading: '区县', value: (each) => each.district },
          {
            heading: '主导园',
            value: (each) => (each.lead && !each.leadKnown ? `${each.lead}（台账里没有）` : each.lead),
          },
          { heading: '收到日期', value: (each) => each.receivedOn },
          { heading: '联系人', value: (each) => each.contact },
          { heading: '电话', value: (each) => each.phone },
        ],
        context.ambiguousIsWide,
      ),
    );
    context.stderr.write(`共 ${applications.length} 份申请表。\n`);
    return 0;
  } finally {
    ledger.close();
  }
}
