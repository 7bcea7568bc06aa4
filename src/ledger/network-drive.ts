/** Numbers by which Linux names file systems that live on another machine: NFS, SMB, CIFS, SMB2, NCP, AFS, Ceph, 9P. */
const networkFileSystems: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x564c, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** Whether statfs' type number is that of a network file system. The number may come as a signed 32-bit one. */
function isNetworkFileSystem(type: number): boolean {
  return networkFileSystems.has(type < 0 ? type + 2 ** 32 : type);
}

/** Whether a path names a share by itself: `\\server\share\…`, `//server/share/…`, `\\?\UNC\server\share\…`. */
function isNetworkPath(path: string): boolean {
  const slashes = path.replaceAll('/', '\\');
  if (/^\\\\\?\\UNC\\/i.test(slashes)) return true;
  return /^\\\\[^\\?.][^\\]*\\[^\\]+/.test(slashes);
}

/** What is asked of the operating system; either question may throw. */
export interface DiskQuestions {
  /** The path behind links and mapped drive letters. */
  resolve(path: string): string;
  /** statfs' type number of the file system. */
  fileSystem(path: string): number;
}

/** Whether a file lies on another machine's disk; false where that cannot be told. */
export function liesOnNetworkDrive(path: string, disk: DiskQuestions): boolean {
  if (isNetworkPath(path)) return true;
  try {
    // A mapped drive letter (Z:) shows its share only in the resolved path.
    return isNetworkPath(disk.resolve(path)) || isNetworkFileSystem(disk.fileSystem(path));
  } catch {
    return false;
  }
}
