import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import { listGroups } from '../groups/groups.store.ts';
import { listOffices, ownOffice } from '../ledger/offices.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { ImportRun } from '../tables/import-target.ts';
import { loadTable } from '../tables/load.ts';
import { type BodyKind, bodyKind, bodyKinds, bodyTitle, kindInTitle, namedInTitle } from './body.ts';
import { bodyById, findBody, type NewBody } from './committees.store.ts';

/** The body whose people a list names: in the ledger already, or to be entered with its first row. */
export interface ListedBody {
  readonly bodyId: number | undefined;
  readonly kind: BodyKind;
  readonly body: NewBody;
}

/** Why no body can be told. */
export interface UnknownBody {
  readonly code: FindingCode;
  readonly parameters: Parameters;
}

const policyOf = (run: ImportRun, id: string | null): Policy | undefined =>
  id === null ? undefined : loadPolicy(id, run.templateFolders);

/** Words of titles that speak of other bodies than leadership groups (理事会, 监事会 …). */
function otherWords(folders: readonly string[]): string[] {
  return loadTable('leadership', folders).titleWords.filter((word) => !/(?:小组|leadership)$/u.test(word));
}

/**
 * The body a list is about: the one named by --body; else as the lines above the list say, the nearest first; a list
 * without such a line is the own office's leadership group.
 */
export function listedBody(run: ImportRun): ListedBody | UnknownBody {
  if (run.bodyId !== undefined && run.bodyId !== null) {
    const body = bodyById(run.ledger, run.bodyId);
    if (!body) return { code: 'body-not-found', parameters: { value: run.bodyId } };
    return { bodyId: body.id, kind: bodyKind(policyOf(run, body.policyId), body.kind), body };
  }
  const kinds = bodyKinds(policyOf(run, run.policyId));
  const lines = run.file.titles ?? [];
  const title = lines.find((line) => kindInTitle(kinds, line)) ?? '';
  const other = lines.find((line) => otherWords(run.templateFolders).some((word) => line.includes(word)));
  if (title === '' && other !== undefined) {
    const known = kinds.map(({ name }) => name).join('、');
    return { code: 'body-unknown', parameters: { value: other, known } };
  }
  const kind = kindInTitle(kinds, title) ?? bodyKind(policyOf(run, run.policyId), 'leadership');
  return kind.of === 'group'
    ? bodyOfGroup(run, kind, title)
    : bodyOfOffice(run, kind, title || (lines.find((line) => line.includes('小组')) ?? ''));
}

function bodyOfGroup(run: ImportRun, kind: BodyKind, title: string): ListedBody | UnknownBody {
  const groups = listGroups(run.ledger, run.today, run.policyId === null ? {} : { policyId: run.policyId });
  const group =
    namedInTitle(groups, ({ name }) => name, title) ??
    namedInTitle(groups, ({ lead }) => lead?.name ?? '', title);
  if (!group) return { code: 'body-group-unknown', parameters: { value: title, body: kind.name } };
  const body = {
    kind: kind.id,
    officeId: null,
    groupId: group.id,
    policyId: group.policyId,
    title: bodyTitle(kind, { area: '', group: group.name }),
  };
  return { bodyId: findBody(run.ledger, body), kind, body };
}

function bodyOfOffice(run: ImportRun, kind: BodyKind, title: string): ListedBody {
  const own = ownOffice(run.ledger);
  const districts = listOffices(run.ledger).filter(
    ({ level, parentId }) => level !== 'town' && parentId === own.id,
  );
  const office = namedInTitle(districts, ({ name }) => name, title) ?? own;
  const body = {
    kind: kind.id,
    officeId: office.id,
    groupId: null,
    policyId: run.policyId,
    title: bodyTitle(kind, { area: office.name, group: '' }),
  };
  return { bodyId: findBody(run.ledger, body), kind, body };
}
