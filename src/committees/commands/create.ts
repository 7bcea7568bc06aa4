import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, textOption } from '../../cli/options.ts';
import { beginning, type IsoDate } from '../../common/dates.ts';
import { squeezeText } from '../../common/text.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { policyMeant, standingGroup } from '../../groups/by-hand.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { listOffices, ownOffice } from '../../ledger/offices.store.ts';
import { checkPolicies } from '../../ledger/policy-choice.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { type BodyKind, bodyKinds, bodyTitle } from '../body.ts';
import { addBody, bodyById, findBody } from '../committees.store.ts';

export interface NewBodyByHand {
  readonly kind: string;
  readonly group: string | undefined;
  readonly office: string | undefined;
  readonly policy: string | undefined;
  readonly title: string | undefined;
  readonly since: IsoDate | undefined;
  readonly today: IsoDate;
}

/** The office or group the body is to be of. @throws Failure `body-place`, and those of groups */
function placeOf(ledger: Ledger, kind: BodyKind, given: NewBodyByHand, policyId: string) {
  const refuse = (expected: string) => new Failure('body-place', { value: kind.name, expected });
  const own = ownOffice(ledger);
  if (kind.of === 'group') {
    if (given.office !== undefined) throw refuse('是每个联盟（集团、学区）的，不能用 --office');
    if (given.group === undefined) throw refuse('是每个联盟（集团、学区）的，请用 --group 写明哪一个');
    const group = standingGroup(ledger, given.group, given.since ?? given.today);
    if (group.policyId !== policyId) throw refuse(`依据 ${policyId}，而${group.name}依据 ${group.policyId}`);
    return { officeId: null, groupId: group.id, area: '', group: group.name };
  }
  if (given.group !== undefined) throw refuse('是教育行政部门的，不能用 --group');
  if (given.office === undefined) return { officeId: own.id, groupId: null, area: own.name, group: '' };
  const wanted = squeezeText(given.office);
  const districts = listOffices(ledger).filter(
    ({ id, level, parentId }) => id === own.id || (level !== 'town' && parentId === own.id),
  );
  const district = districts.find(({ name, title }) => [name, title].includes(wanted));
  if (!district) {
    const known = districts.map(({ name }) => name).join('、');
    throw refuse(`的 --office 应是 ${known} 之一，不是“${given.office}”`);
  }
  return { officeId: district.id, groupId: null, area: district.name, group: '' };
}

/** Enters a body (inside `perform`). @throws Failure `body-unknown`, `body-exists`, `body-place`, `policy-needed` … */
export function createBody(ledger: Ledger, given: NewBodyByHand, folders: readonly string[]): ChangeReport {
  const policyId = policyMeant(ledger, given.policy, given.since ?? given.today);
  const findings = checkPolicies([policyId], folders);
  const kinds = bodyKinds(loadPolicy(policyId, folders));
  const kind = kinds.find(({ id, name }) => [id, name].includes(squeezeText(given.kind)));
  if (!kind) {
    const known = kinds.map(({ id, name }) => `${name}（${id}）`).join('、');
    throw new Failure('body-unknown', { value: given.kind, known });
  }
  const { area, group, ...place } = placeOf(ledger, kind, given, policyId);
  const body = {
    ...place,
    kind: kind.id,
    policyId,
    title: given.title ?? bodyTitle(kind, { area, group }),
  };
  const known = findBody(ledger, body);
  if (known !== undefined) {
    const title = bodyById(ledger, known)?.title ?? body.title;
    throw new Failure('body-exists', { value: title, id: known });
  }
  const id = addBody(ledger, body, given.since ?? beginning);
  return {
    lines: [`登记机构：${body.title}`],
    findings,
    hint: `编号 ${id}。请用 youlian committee seat ${id} 登记人员，或导入名单（--body ${id}）。`,
    record: { id, kind: kind.id, title: body.title },
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const given: NewBodyByHand = {
    kind: String(input.arguments[0] ?? ''),
    group: textOption(options, 'group'),
    office: textOption(options, 'office'),
    policy: textOption(options, 'policy'),
    title: textOption(options, 'title'),
    since: dateOption(options, 'since'),
    today: today(context),
  };
  return applyChange(
    context,
    options,
    { kind: 'committee-create', title: `登记机构${given.kind}` },
    (ledger) => createBody(ledger, given, context.templateFolders),
  );
}
