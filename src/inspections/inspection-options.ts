import type { ActivityWorld } from '../activities/activity-world.ts';
import { spanOptions, textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { recordNumber } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import { type Inspection, type InspectionFinding, inspectionKinds } from './inspection.ts';
import { kindMeant } from './inspection-words.ts';
import { findInspection, inspectionOfFinding, listInspections } from './inspections.store.ts';

type Options = Readonly<Record<string, unknown>>;

/** The inspection of a number. @throws Failure `inspection-unknown` */
export function inspectionMeant(world: ActivityWorld, reference: string): Inspection {
  const id = recordNumber(reference);
  const inspection = id === undefined ? undefined : findInspection(world.ledger, id);
  if (inspection) return inspection;
  throw new Failure('inspection-unknown', { value: reference, what: '督导记录' });
}

/** The finding (问题) of a number, with its inspection. @throws Failure `inspection-unknown` */
export function findingMeant(
  world: ActivityWorld,
  reference: string,
): { readonly inspection: Inspection; readonly finding: InspectionFinding } {
  const id = recordNumber(reference);
  const inspectionId = id === undefined ? undefined : inspectionOfFinding(world.ledger, id);
  const inspection = inspectionId === undefined ? undefined : findInspection(world.ledger, inspectionId);
  const finding = inspection?.findings.find((each) => each.id === id);
  if (inspection && finding) return { inspection, finding };
  throw new Failure('inspection-unknown', { value: reference, what: '问题' });
}

/** What --group and --kindergarten choose. @throws Failure `group-unknown`, `kindergarten-unknown` … */
export function whoseOption(world: ActivityWorld, options: Options, on: IsoDate) {
  const group = textOption(options, 'group');
  const kindergarten = textOption(options, 'kindergarten');
  return {
    groupId: group === undefined ? undefined : resolveGroup(world.groupsOn(on), group).id,
    kindergartenId:
      kindergarten === undefined ? undefined : resolveKindergarten(world.ledger, kindergarten, on).id,
  };
}

/** The inspections that the options choose, by their days. @throws Failure as `whoseOption`, `option-value` */
export function selectInspections(world: ActivityWorld, options: Options, on: IsoDate): Inspection[] {
  const kind = textOption(options, 'kind');
  const wanted = kind === undefined ? undefined : kindMeant(kind);
  if (kind !== undefined && wanted === undefined) {
    const known = Object.values(inspectionKinds).join('或');
    throw new Failure('option-value', { option: '--kind', value: kind, expected: `应为${known}` });
  }
  const { since, until } = spanOptions(options);
  return listInspections(world.ledger, { ...whoseOption(world, options, on), kind: wanted, since, until });
}
