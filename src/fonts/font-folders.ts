import { readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** What of the machine tells where its fonts are. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The user's own folder. */
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The variable that names more font files and folders, divided as PATH is. */
const fontsVariable = 'YOULIAN_FONTS';

/** Files and folders that YOULIAN_FONTS names. */
export function namedByEnvironment({ platform, environment }: Machine): string[] {
  const divider = platform === 'win32' ? ';' : ':';
  return (environment[fontsVariable] ?? '')
    .split(divider)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Folders in which the system, its user and the office programs keep fonts; some may not be there. */
export function fontFolders(machine: Machine): string[] {
  if (machine.platform === 'win32') return windowsFolders(machine);
  if (machine.platform === 'darwin') return macFolders(machine);
  return unixFolders(machine);
}

function windowsFolders({ home, environment }: Machine): string[] {
  const { join } = win32;
  const windows = environment.SystemRoot ?? environment.WINDIR ?? 'C:\\Windows';
  const local = environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
  return [join(windows, 'Fonts'), join(local, 'Microsoft', 'Windows', 'Fonts')];
}

function macFolders({ home }: Machine): string[] {
  const { join } = posix;
  return [
    '/System/Library/Fonts',
    '/Library/Fonts',
    join(home, 'Library/Fonts'),
    // Chinese fonts that the system fetches when first used: 华文仿宋, 楷体.
    '/System/Library/AssetsV2',
    '/Applications/Microsoft Word.app/Contents/Resources/DFonts',
    '/Applications/wpsoffice.app/Contents/Resources/office6/fonts',
  ];
}

function unixFolders({ home, environment }: Machine): string[] {
  const { join } = posix;
  const own = environment.XDG_DATA_HOME ?? join(home, '.local/share');
  const shared = (environment.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(':');
  return [
    ...new Set([
      ...shared.filter((folder) => folder.startsWith('/')).map((folder) => join(folder, 'fonts')),
      join(own, 'fonts'),
      join(home, '.fonts'),
      ...configuredFolders('/etc/fonts/fonts.conf', home),
    ]),
  ];
}

/** `<dir>` of fontconfig's own file. */
function configuredFolders(file: string, home: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').slice(0, 100_000);
  } catch {
    return [];
  }
  return [...text.matchAll(/<dir(?:\s[^>]*)?>([^<]+)<\/dir>/gu)]
    .map(([, folder = '']) => folder.trim().replace(/^~(?=\/)/u, home))
    .filter((folder) => folder.startsWith('/'));
}
