/**
 * The file of `lectern backup`: a tar archive with the database, the pictures and, as its last entry, a manifest with
 * the checksum of each. An incomplete archive has no manifest. Reading and writing stream, so that memory is bounded.
 */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createTarDecoder, createTarPacker } from "modern-tar";
import { z } from "zod";
import { databaseFile } from "../store/open.ts";
import { Refusal } from "./command.ts";

const format = "lectern-backup";
const manifestName = "manifest.json";
const maxManifestBytes = 64 * 1024 * 1024;

const Manifest = z.object({
  format: z.literal(format),
  version: z.number().int(),
  lectern: z.string(),
  created_at: z.string(),
  files: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** The version of the archive format, not of Lectern. */
const formatVersion = 1;

/** The allowed names in an archive: none is outside of the data folder. */
const allowedName = /^(?:lectern\.db|uploads\/[\w-]{1,100}\.\w{1,10})$/;

/** Called with the number of bytes copied so far. */
export type OnProgress = (bytes: number) => void;

export interface Source {
  /** Its name in the archive. */
  readonly name: string;
  readonly path: string;
}

/** Writes an archive of these files to `path`, flushed to disk. A picture that is deleted meanwhile is skipped. */
export async function writeArchive(
  path: string,
  sources: Iterable<Source>,
  { lectern, onProgress }: { lectern: string; onProgress: OnProgress },
): Promise<Manifest> {
  const { readable, controller } = createTarPacker();
  const files: Manifest["files"] = [];
  let copied = 0;

  async function add({ name, path }: Source): Promise<void> {
    const file = await open(path, "r").catch((cause) => {
      if (cause.code === "ENOENT" && name !== databaseFile) return undefined;
      throw cause;
    });
    if (!file) return;
    try {
      const { size, mtime } = await file.stat();
      const hash = createHash("sha256");
      const entry = controller.add({ name, size, mtime, mode: 0o600 }).getWriter();
      const bytes = size > 0 ? file.createReadStream({ autoClose: false, end: size - 1 }) : [];
      for await (const chunk of bytes) {
        hash.update(chunk);
        await entry.write(chunk);
        copied += chunk.length;
        onProgress(copied);
      }
      await entry.close();
      files.push({ name, size, sha256: hash.digest("hex") });
    } finally {
      await file.close();
    }
  }

  const writing = writeStream(path, readable);
  try {
    for (const source of sources) await add(source);
    const manifest = { format, version: formatVersion, lectern, created_at: new Date().toISOString(), files } as const;
    const text = new TextEncoder().encode(JSON.stringify(manifest));
    const entry = controller.add({ name: manifestName, size: text.length, mode: 0o600 }).getWriter();
    await entry.write(text);
    await entry.close();
    controller.finalize();
    await writing;
    return manifest;
  } catch (cause) {
    controller.error(cause);
    await writing.catch(() => {});
    throw cause;
  }
}

async function writeStream(path: string, stream: ReadableStream<Uint8Array>): Promise<void> {
  const file = openSync(path, "wx", 0o600);
  try {
    for await (const chunk of stream) for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Returns whether a file is a SQLite database, as `lectern backup` wrote before 0.4.0. */
export function isDatabase(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(16);
    readSync(file, head);
    return head.toString("latin1") === "SQLite format 3\0";
  } finally {
    closeSync(file);
  }
}

/** Unpacks an archive into the empty folder `into` and verifies the checksum of every file. Throws a `Refusal`. */
export async function readArchive(path: string, into: string, onProgress: OnProgress): Promise<Manifest> {
  const found = new Map<string, { size: number; sha256: string }>();
  let manifest: Manifest | undefined;
  let copied = 0;
  try {
    for await (const { header, body } of Bun.file(path)
      .stream()
      .pipeThrough(createTarDecoder({ strict: true }))) {
      if (manifest) throw new Refusal(`${path} continues after its manifest: it is not a backup of lectern.`);
      if (header.name === manifestName) {
        if (header.size > maxManifestBytes) throw new Refusal(`The manifest of ${path} is too large.`);
        manifest = readManifest(path, await new Response(body).text());
        continue;
      }
      if (!allowedName.test(header.name) || header.type !== "file" || found.has(header.name)) {
        throw new Refusal(`${path} holds ${JSON.stringify(header.name)}: it is not a backup of lectern.`);
      }
      const hash = createHash("sha256");
      const file = openSync(join(into, header.name), "wx", 0o600);
      try {
        for await (const chunk of body) {
          hash.update(chunk);
          for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
          copied += chunk.length;
          onProgress(copied);
        }
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      found.set(header.name, { size: header.size, sha256: hash.digest("hex") });
    }
  } catch (cause) {
    if (cause instanceof Refusal || isDiskError(cause)) throw cause;
    throw new Refusal(`${path} is not a whole backup: ${cause instanceof Error ? cause.message : cause}`);
  }
  if (!manifest) throw new Refusal(`${path} is not a whole backup: it ends before its manifest.`);
  checkFiles(path, manifest, found);
  return manifest;
}

function readManifest(path: string, text: string): Manifest {
  const read = Manifest.safeParse(parseJson(text));
  if (!read.success) throw new Refusal(`${path} is not a backup of lectern: its manifest cannot be read.`);
  const { version, lectern } = read.data;
  if (version <= formatVersion) return read.data;
  throw new Refusal(`${path} was written by Lectern ${lectern}: restore it with that version or a newer one.`);
}

function checkFiles(path: string, { files }: Manifest, found: ReadonlyMap<string, { size: number; sha256: string }>) {
  for (const { name, size, sha256 } of files) {
    const unpacked = found.get(name);
    if (!unpacked) throw new Refusal(`${path} is not a whole backup: ${name} is missing.`);
    if (unpacked.size !== size || unpacked.sha256 !== sha256)
      throw new Refusal(`${path} is damaged: ${name} has changed.`);
  }
  if (found.size !== files.length) throw new Refusal(`${path} holds files that its manifest does not name.`);
  if (!found.has(databaseFile)) throw new Refusal(`${path} holds no database.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether an error is about reading or writing files, not about the archive's content. */
const isDiskError = (cause: unknown) => /^E[A-Z]+$/.test(String((cause as { code?: unknown })?.code ?? ""));
