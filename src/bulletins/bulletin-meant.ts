import { Failure } from '../findings/catalogue.ts';
import type { Ledger } from '../store/ledger.ts';
import { bulletinsWithFile, listBulletins, type StoredBulletin } from './bulletins.store.ts';
import { type BulletinFile, readBulletinFile } from './file-figures.ts';
import { quarterIn, quarterMeant, quarterOf } from './quarter.ts';
import { versionOfBulletin } from './version.ts';

/**
 * The bulletin that a file is of: known by its bytes, else by the version that stands in it, else by the quarter its
 * text speaks of; of several the one whose figures stand in it.
 */
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
  const drawnUp = (bulletin: StoredBulletin) =>
    file.version !== undefined && versionOfBulletin(bulletin) === file.version;
  const own = asked.quarter === undefined ? all.find(drawnUp)?.quarter : undefined;
  const quarter =
    own !== undefined
      ? quarterOf(own)
      : asked.quarter === undefined
        ? quarterIn(file.text)
        : quarterMeant(asked.quarter);
  if (!quarter) throw refuse('里面没有写是哪一个季度');
  const inFile = new Map<string, Set<string>>();
  for (const { figure, text } of file.figures)
    inFile.set(figure, (inFile.get(figure) ?? new Set()).add(text));
  const [best] = listBulletins(ledger, { quarter: quarter.id, policyId: asked.policyId })
    .map((bulletin) => ({
      bulletin,
      fit: [
        drawnUp(bulletin) ? 1 : 0,
        bulletin.figures.filter(({ id, value }) => inFile.get(id)?.has(value)).length,
        bulletin.figures.filter(({ id }) => inFile.has(id)).length,
      ],
    }))
    // Of two that fit alike, what was issued goes before its draft, as it is listed.
    .sort((one, other) => {
      const at = one.fit.findIndex((each, index) => each !== other.fit[index]);
      return at < 0 ? 0 : (other.fit[at] ?? 0) - (one.fit[at] ?? 0);
    });
  if (!best) throw refuse(`像是${quarter.name}的通报，台账里没有这个季度的通报`);
  return { bulletin: best.bulletin, file };
}
