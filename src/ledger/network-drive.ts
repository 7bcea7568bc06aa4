/** Numbers by which Linux names file systems that live on another machine: NFS, SMB, CIFS, SMB2, NCP, AFS, Ceph, 9P. */
const networkFileSystems: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x564c, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** Whether statfs' type number is that of a network file system. The number may come as a signed 32-bit one. */
export function isNetworkFileSystem(type: number): boolean {
  return networkFileSystems.has(type < 0 ? type + 2 ** 32 : type);
}

/** Whether a path names a share by itself: `\\server\share\…`, `//server/share/…`, `\\?\UNC\server\share\…`. */
export function isNetworkPath(path: string): boolean {
  const slashes = path.replaceAll('/', '\\');
  if (/^\\\\\?\\UNC\\/i.test(slashes)) return true;
  return /^\\\\[^\\?.][^\\]*\\[^\\]+/.test(slashes);
}
