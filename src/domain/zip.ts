/** Zip archives: written in pieces, read with limits. */
import { strToU8, unzipSync, Zip, ZipDeflate } from "fflate";

/** A file of an archive: its path, and its content in pieces. Text is encoded as UTF-8. */
export type ZipEntry = readonly [path: string, content: Iterable<string | Uint8Array>];

/** Yields a zip archive in pieces. Reads each content only as the pieces are requested. `at` is the date of the files. */
export function* toZip(entries: Iterable<ZipEntry>, at: Date): Generator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  for (const [path, content] of entries) {
    const file = new ZipDeflate(path);
    file.mtime = at;
    zip.add(file);
    for (const piece of content) {
      file.push(typeof piece === "string" ? strToU8(piece) : piece);
      yield* made;
      made = [];
    }
    file.push(new Uint8Array(), true);
  }
  zip.end();
  yield* made;
}

/** Returns a zip archive as a whole. */
export function zipOf(entries: Iterable<ZipEntry>, at: Date): Uint8Array {
  const pieces = [...toZip(entries, at)];
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.byteLength;
  }
  return whole;
}

/** What an archive may contain; anything above is rejected before it is unpacked. */
export interface ZipLimits {
  readonly maxFiles: number;
  /** The sum of the unpacked sizes. */
  readonly maxBytes: number;
}

/**
 * Unpacks an archive: content by path, without folders. The paths are what the archive says: use them as names, never
 * as paths of a file system. Throws an `Error` if it is no zip archive, is damaged or exceeds a limit.
 */
export function fromZip(archive: Uint8Array, { maxFiles, maxBytes }: ZipLimits): ReadonlyMap<string, Uint8Array> {
  let files = 0;
  let bytes = 0;
  const unpacked = unzipSync(archive, {
    filter({ name, originalSize }) {
      if (name.endsWith("/")) return false;
      files += 1;
      bytes += originalSize;
      if (files > maxFiles || bytes > maxBytes) throw new Error("The archive is too large.");
      return true;
    },
  });
  return new Map(Object.entries(unpacked));
}
