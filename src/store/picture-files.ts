/** The files of uploaded pictures: written completely or not at all, under generated names. */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../domain/faults.ts";
import { isPictureName } from "../domain/picture-name.ts";

/** Where the pictures are. */
export interface PictureFiles {
  /** The path of a picture's file; undefined if there is none of this name. */
  find(name: string): Promise<string | undefined>;
  /** Stores a picture: it survives a power cut once this resolves. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Deletes a picture. Ignores a name that was not generated here. */
  remove(name: string): void;
  /** Deletes incomplete files of a process that was killed. */
  tidy(): void;
}

/** The folder of the pictures in the data folder. */
export const picturesFolder = "uploads";

/** The pictures in a data folder. */
export function openPictureFiles(data: string): PictureFiles {
  const folder = join(data, picturesFolder);
  const incoming = join(data, "incoming");
  return {
    async find(name) {
      const path = join(folder, name);
      return isPictureName(name) && existsSync(path) ? path : undefined;
    },
    async write(name, bytes) {
      try {
        await writeWhole({ folder, incoming, name, bytes });
      } catch (cause) {
        // Its name says its content or is new, so that a file of this name is this picture.
        if (existsSync(join(folder, name))) return;
        const isFull = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
        throw new Fault(isFull ? "storage_full" : "storage_failed");
      }
    },
    remove(name) {
      if (isPictureName(name)) rmSync(join(folder, name), { force: true });
    },
    tidy: () => rmSync(incoming, { recursive: true, force: true }),
  };
}

interface NewFile {
  readonly folder: string;
  /** A folder on the same disk for the file while it is incomplete. */
  readonly incoming: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes a file and then moves it to its name, so that a full disk or a kill leaves no incomplete picture. */
export async function writeWhole({ folder, incoming, name, bytes }: NewFile): Promise<void> {
  // A lesson's picture has the same name each time: two uploads at once must not move each other's file.
  const part = join(incoming, `${crypto.randomUUID()}.part`);
  try {
    mkdirSync(incoming, { recursive: true, mode: 0o700 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await Bun.write(part, bytes);
    renameSync(part, join(folder, name));
  } catch (cause) {
    rmSync(part, { force: true });
    throw cause;
  }
}

interface Picture {
  readonly bytes: Uint8Array;
  readonly ending: string;
  readonly width: number;
  readonly height: number;
}

/** The name of a lesson's picture: a hash of its content, so that it is stored once, and its size. */
export function lessonPictureName({ bytes, ending, width, height }: Picture): string {
  const hash = new Bun.CryptoHasher("sha256").update(bytes).digest("base64url");
  return `${hash}-${width}x${height}.${ending}`;
}
