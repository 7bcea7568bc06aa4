import { dirname, join } from 'node:path';
import { type Context, ownTemplatesName } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';

/** Where the office's own rubric of this id is or would be. */
export function ownRubricPath({ templateFolders, ledgerPath }: Context, id: string): string {
  const [first] = templateFolders;
  const own =
    templateFolders.length > 1 && first !== undefined ? first : join(dirname(ledgerPath), ownTemplatesName);
  return join(own, 'rubrics', `${id}.yaml`);
}

/** @throws Failure `rubric-file-name` for what cannot be an id, and so not a file name either */
export function checkRubricId(id: string): void {
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(id)) throw new Failure('rubric-file-name', { value: id });
}
