import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that names LibreOffice's program. */
const officeVariable = 'YOULIAN_SOFFICE';

/**
 * The path of LibreOffice's program: what was named (a program, or the folder it is installed in), else on PATH, else
 * where the installers of the systems put it. Undefined where there is none.
 */
export function findOffice(
  environment: Environment,
  named?: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const given = named ?? environment[officeVariable]?.trim();
  if (given) return [given, ...programsIn(given)].find(isProgram);
  return [...onPath(environment, platform), ...installed(environment, platform)].find(isProgram);
}

/** `.com` waits for the work to end and keeps to the console; `.exe` of Windows does not. */
const programNames = ['soffice.com', 'soffice.exe', 'soffice'];

function programsIn(folder: string): string[] {
  return [folder, join(folder, 'program'), join(folder, 'Contents', 'MacOS')].flatMap((place) =>
    programNames.map((name) => join(place, name)),
  );
}

function onPath(environment: Environment, platform: NodeJS.Platform): string[] {
  const names = platform === 'win32' ? programNames : ['soffice', 'libreoffice'];
  const path = environment.PATH ?? environment.Path ?? '';
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)));
}

function installed(environment: Environment, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') {
    const roots = [environment.ProgramFiles, environment['ProgramFiles(x86)'], environment.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? programsIn(join(root, 'LibreOffice')) : []));
  }
  if (platform === 'darwin') return programsIn('/Applications/LibreOffice.app');
  return [
    ...programsIn('/usr/lib/libreoffice'),
    ...versionsIn('/opt').flatMap(programsIn),
    '/snap/bin/libreoffice',
  ];
}

/** Folders of the project's own packages: libreoffice24.8, the newest first. */
function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^libreoffice[\d.]*$/u.test(name))
      .sort()
      .reverse()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
