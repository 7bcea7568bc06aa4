import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom, personalDataNotice } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { listOffices, ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import { bodyKind } from '../body.ts';
import { bodyMeant } from '../body-meant.ts';
import type { Body } from '../committee.ts';
import { listBodies } from '../committees.store.ts';
import { leadershipRecords, leadershipRows } from '../leadership.rows.ts';

/**
 * The leadership groups among the bodies that the export means: the own office's where it has one, of one policy
 * where one is named.
 */
function leadershipGroups(bodies: readonly Body[], ownId: number, policyId: string | undefined): Body[] {
  const meant = bodies.filter(
    (body) =>
      body.kind === 'leadership' &&
      body.groupId === null &&
      body.seats.length > 0 &&
      (policyId === undefined || body.policyId === null || body.policyId === policyId),
  );
  const own = meant.filter((body) => body.officeId === ownId || body.officeId === null);
  return own.length > 0 ? own : meant;
}

const policyOf = ({ policyId }: Body, folders: readonly string[]) =>
  policyId === null ? undefined : loadPolicy(policyId, folders);

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const named = textOption(options, 'policy');
  const masked = flagOption(options, 'masked');
  const output = await outputFrom(context, options, '领导小组');
  const ledger = openLedger(context);
  try {
    const own = ownOffice(ledger);
    const wanted = textOption(options, 'body');
    const asked = wanted === undefined ? undefined : bodyMeant(ledger, wanted, on, context.templateFolders);
    const bodies = asked ? [asked] : leadershipGroups(listBodies(ledger, on), own.id, named);
    const policy = policyForExport(
      ledger,
      { named, present: bodies.map((body) => body.policyId), on },
      context.templateFolders,
    );
    // Of two that could be meant the one of the policy itself, else the latest, is the one at work.
    const offices = listOffices(ledger);
    /** Another body than the own office's leadership group goes under its own title, with its own roles. */
    const wordingOfBody = (shown: Body) => {
      const kind = bodyKind(policy ?? policyOf(shown, context.templateFolders), shown.kind);
      const isOwn = shown.officeId === null || shown.officeId === own.id;
      const isLeadership = shown.kind === 'leadership' && shown.groupId === null;
      const area = offices.find(({ id }) => id === shown.officeId)?.name;
      return {
        ...(isLeadership ? (isOwn ? {} : { area }) : { heading: { title: shown.title, attachment: '' } }),
        roles: kind.roles,
      };
    };
    const body = bodies.findLast((each) => each.policyId === policy?.id) ?? bodies.at(-1);
    await deliverList(context, ledger, output, options, {
      table: 'leadership',
      records: body ? leadershipRecords(body, masked) : [],
      rows: body ? leadershipRows(body, masked) : [],
      policy,
      ...(body ? wordingOfBody(body) : {}),
    });
    context.stderr.write(personalDataNotice);
    return 0;
  } finally {
    ledger.close();
  }
}
