/** The files of uploaded pictures: written completely or not at all, under generated names. */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../domain/faults.ts";
import { isPictureName } from "../domain/picture-name.ts";
import type { Picture } from "./pictures.ts";

export interface PictureFiles {
  /** The path of a picture's file; undefined if there is none of this name. */
  find(name: string): string | undefined;
  /** Writes a file and then moves it to its name, so that a full disk or a kill leaves no incomplete picture. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Deletes the file of a picture. Ignores a name that was not generated here. */
  remove(name: string): void;
  /** Deletes incomplete files of a process that was killed. */
  tidy(): void;
}

/** `data` is the data folder. */
export function openPictureFiles(data: string): PictureFiles {
  const folder = join(data, "uploads");
  const incoming = join(data, "incoming");
  return {
    find(name) {
      const path = join(folder, name);
      return isPictureName(name) && existsSync(path) ? path : undefined;
    },
    async write(name, bytes) {
      // A lesson's picture has the same name each time: two uploads at once must not move each other's file.
      const part = join(incoming, `${crypto.randomUUID()}.part`);
      try {
        mkdirSync(incoming, { recursive: true, mode: 0o700 });
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        await Bun.write(part, bytes);
        renameSync(part, join(folder, name));
      } catch (cause) {
        rmSync(part, { force: true });
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

/** The name of a lesson's picture: a hash of its content, so that it is stored once, and its size. */
export function lessonPictureName({ bytes, ending, width, height }: Picture): string {
  const hash = new Bun.CryptoHasher("sha256").update(bytes).digest("base64url");
  return `${hash}-${width}x${height}.${ending}`;
}
