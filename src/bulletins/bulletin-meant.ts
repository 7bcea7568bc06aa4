import { Failure } from '../findings/catalogue.ts';
import type { Ledger } from '../store/ledger.ts';
import { bulletinsWithFile, listBulletins, type StoredBulletin } from './bulletins.store.ts';
import { type BulletinFile, readBulletinFile } from './file-figures.ts';
import { quarterIn, quarterMeant } from './quarter.ts';

/** The bulletin that a file is of: known by its bytes, else by the quarter its text speaks of and the figures in it. */
export async function bulletinOfFile(
  ledger: Ledger,
  path: string,
  given: string,
  asked: { readonly quarter: string | undefined; readonly policyId: string | undefined },
): Promise<{ readonly bulletin: StoredBulletin; readonly file: BulletinFile }> {
  const all = listBulletins(ledger);
  const known = [...new Set(all.flatMap(({ figures }) => figures.map(({ id }) => id)))];
  const file = await readBulletinFile(path, given, known);
  const refuse = (reason: string) =>
    new Failure('bulletin-file-unknown', { value: given, reason }, { place: { file: given } });
  const same = bulletinsWithFile(ledger, file.sha256)[0];
  if (same && asked.quarter === undefined) return { bulletin: same, file };
  const quarter = asked.quarter === undefined ? quarterIn(file.text) : quarterMeant(asked.quarter);
  if (!quarter) throw refuse('里面没有写是哪一个季度');
  const candidates = listBulletins(ledger, { quarter: quarter.id, policyId: asked.policyId });
  const inFile = new Set(file.figures.map(({ figure }) => figure));
  const shared = ({ figures }: StoredBulletin) => figures.filter(({ id }) => inFile.has(id)).length;
  // The draft of a bulletin that was issued since has the same figures: what was issued goes before it.
  const [best] = [...candidates].sort((one, other) => shared(other) - shared(one));
  if (!best) throw refuse(`像是${quarter.name}的通报，台账里没有这个季度的通报`);
  return { bulletin: best, file };
}
