import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import { loadPolicy, policyIds } from '../policy/load.ts';
import type { Ledger } from '../store/ledger.ts';
import { bodyKind } from './body.ts';
import type { Body } from './committee.ts';
import { listBodies } from './committees.store.ts';

/** What a body is called: 理事会; by its id where its policy's file is gone. */
function nameOfKind(body: Pick<Body, 'kind' | 'policyId'>, folders: readonly string[]): string {
  return kindOf(body, folders).name;
}

/** The kind of a body, as its policy has it. */
export function kindOf({ kind, policyId }: Pick<Body, 'kind' | 'policyId'>, folders: readonly string[]) {
  const known = policyId !== null && policyIds(folders).includes(policyId);
  return bodyKind(known ? loadPolicy(policyId, folders) : undefined, kind);
}

/**
 * The body a clerk means on a date: by its number, its title or a part of it, or what it is (理事会).
 * @throws Failure `body-not-found`, `body-ambiguous`
 */
export function bodyMeant(ledger: Ledger, reference: string, on: string, folders: readonly string[]): Body {
  const text = squeezeText(reference);
  const bodies = listBodies(ledger, on);
  if (/^\d+$/u.test(text)) {
    const numbered = bodies.find(({ id }) => id === Number(text));
    if (!numbered) throw new Failure('body-not-found', { value: reference });
    return numbered;
  }
  const ways: ((body: Body) => boolean)[] = [
    ({ title }) => squeezeText(title) === text,
    (body) => body.kind === text || squeezeText(nameOfKind(body, folders)) === text,
    ({ title }) => squeezeText(title).includes(text),
  ];
  const found = ways.map((way) => bodies.filter(way)).find((some) => some.length > 0) ?? [];
  const [body, ...others] = found;
  if (!body) throw new Failure('body-not-found', { value: reference });
  if (others.length > 0) {
    const candidates = found.map(({ id, title }) => `${id} ${title}`).join('、');
    throw new Failure('body-ambiguous', { value: reference, candidates });
  }
  return body;
}
