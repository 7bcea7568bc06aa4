import { hostileCells } from './cells.ts';
import { hostileContainers } from './containers.ts';
import { hostileDocuments } from './documents.ts';
import type { HostileFile } from './hostile-file.ts';
import { hostileOldWorkbooks } from './old-workbooks.ts';
import { hostilePackages } from './packages.ts';
import { hostileStrangers } from './strangers.ts';
import { hostileTexts } from './texts.ts';
import { hostileXml } from './xml-parts.ts';

/** All hostile and broken files; each is made when asked for, the same bytes each time. */
export function hostileFiles(): HostileFile[] {
  return [
    ...hostileContainers(),
    ...hostileXml(),
    ...hostilePackages(),
    ...hostileCells(),
    ...hostileTexts(),
    ...hostileDocuments(),
    ...hostileOldWorkbooks(),
    ...hostileStrangers(),
  ];
}
