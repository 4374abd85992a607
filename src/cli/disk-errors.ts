/** Explains in one line why a data folder cannot be used. */

/** Returns the line for an error of the file system or of SQLite; undefined for another error. */
export function describeDiskError(error: unknown, folder: string): string | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const path = error instanceof Error && "path" in error ? String(error.path) : folder;
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EISDIR|EEXIST|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) {
    return `${path} cannot be written: choose another folder with --data.`;
  }
  if (/^(ENOSPC|SQLITE_FULL)/.test(code)) return `The disk that ${folder} is on is full.`;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    return `The database in ${folder} is damaged: keep a copy of the folder, then go back to your last backup with lectern restore FILE --replace.`;
  }
  return undefined;
}
