/** A lesson with its pictures as one file: Markdown, or a zip archive of it with the pictures in a folder beside it. */
import type { PreparedLesson } from "../lesson.ts";
import { picturesIn } from "../picture-name.ts";
import type { LessonInput } from "../session.ts";
import { fromZip, zipOf } from "../zip.ts";
import { lessonFromText, lessonToMarkdown } from "./markdown.ts";

/** The largest file, and the largest text and picture in it, in bytes. */
export const maxLessonFileBytes = 64 * 1024 * 1024;
const maxTextBytes = 1024 * 1024;
const maxPictureBytes = 8 * 1024 * 1024;
const maxFiles = 300;

/** Why a file is not a lesson. `name` is the invalid file in the archive. */
export class LessonFileError extends Error {
  constructor(
    readonly reason:
      | "too_large"
      | "not_text"
      | "not_zip"
      | "bad_path"
      | "wrong_type"
      | "picture_too_large"
      | "no_text"
      | "two_texts",
    /** "" if it is the file itself. */
    readonly file = "",
  ) {
    super(`${reason} ${file}`);
    this.name = "LessonFileError";
  }
}

/** A lesson as a file is read: its pictures are to be uploaded, and their paths replaced. */
export interface LessonFile {
  readonly lesson: LessonInput;
  /** Pictures that the texts show, by the path that they show them with. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** A file name from a title: without what a file system refuses. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
    .slice(0, 80) || "lesson";

/** Exports a lesson. `pictureOf` reads an upload by its name; one that is not there keeps its address. */
export async function exportLesson(
  lesson: PreparedLesson,
  pictureOf: (name: string) => Promise<Uint8Array | undefined>,
  at: Date,
): Promise<{ name: string; bytes: Uint8Array }> {
  const contents = lesson.subtasks.flatMap(({ content }) => content ?? []);
  const folder = freeFolder(contents);
  const paths = new Map<string, string>();
  const files: [string, Uint8Array[]][] = [];
  for (const name of picturesIn(contents.join("\n"))) {
    const bytes = await pictureOf(name);
    if (!bytes) continue;
    const path = `${folder}/picture-${files.length + 1}${name.slice(name.lastIndexOf("."))}`;
    paths.set(`/uploads/${name}`, path);
    files.push([path, [bytes]]);
  }
  const name = fileNameOf(lesson.title);
  const text = lessonToMarkdown(withPaths(lesson, paths));
  if (files.length === 0) return { name: `${name}.md`, bytes: new TextEncoder().encode(text) };
  return { name: `${name}.zip`, bytes: zipOf([[`${name}.md`, [text]], ...files], at) };
}

/** The folder of the pictures: a name that no text has as a path. */
function freeFolder(contents: readonly string[]): string {
  const isTaken = (folder: string) =>
    contents.some((content) => content.includes(`(${folder}/`) || content.includes(`<${folder}/`));
  for (let n = 1; ; n += 1) {
    const folder = n === 1 ? "pictures" : `pictures-${n}`;
    if (!isTaken(folder)) return folder;
  }
}

/** Reads a lesson from a file: Markdown, plain text or a zip archive. Throws `LessonFileError`. */
export function readLessonFile(name: string, bytes: Uint8Array): LessonFile {
  if (bytes.byteLength > maxLessonFileBytes) throw new LessonFileError("too_large");
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip) return readArchive(bytes);
  if (/\.zip$/i.test(name)) throw new LessonFileError("not_zip");
  return { lesson: lessonFromText(toText(bytes, ""), baseName(name)), pictures: new Map() };
}

const isIgnored = (path: string) => /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/.test(path);
const isPicture = (path: string) => /\.(?:png|jpe?g|webp|gif)$/i.test(path);
const isText = (path: string) => /\.(?:md|markdown|txt)$/i.test(path);

function readArchive(bytes: Uint8Array): LessonFile {
  const files = unpack(bytes);
  const paths = [...files.keys()].filter((path) => !isIgnored(path));
  for (const path of paths) check(path, files.get(path)?.byteLength ?? 0);
  const [text, ...others] = paths.filter(isText);
  if (text === undefined) throw new LessonFileError("no_text");
  if (others.length > 0) throw new LessonFileError("two_texts", others[0]);
  const lesson = lessonFromText(toText(files.get(text) ?? new Uint8Array(), text), baseName(text));
  const folder = text.slice(0, text.lastIndexOf("/") + 1);
  const pictures = new Map<string, Uint8Array>();
  for (const { content } of lesson.subtasks) {
    for (const path of pathsIn(content ?? "")) {
      const picture = files.get(folder + decoded(path).replace(/^\.\//, ""));
      if (picture && isPicture(path)) pictures.set(path, picture);
    }
  }
  return { lesson, pictures };
}

function unpack(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    return fromZip(bytes, { maxFiles, maxBytes: maxLessonFileBytes });
  } catch (cause) {
    const isTooLarge = cause instanceof Error && cause.message === "The archive is too large.";
    throw new LessonFileError(isTooLarge ? "too_large" : "not_zip");
  }
}

/** Paths are names here, and no file is written under them. One that points elsewhere is a sign of an attack. */
function check(path: string, size: number): void {
  if (/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\\|\0/.test(path)) throw new LessonFileError("bad_path", path);
  if (!isText(path) && !isPicture(path)) throw new LessonFileError("wrong_type", path);
  if (isPicture(path) && size > maxPictureBytes) throw new LessonFileError("picture_too_large", path);
}

function toText(bytes: Uint8Array, path: string): string {
  if (bytes.byteLength > maxTextBytes) throw new LessonFileError("too_large", path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Not UTF-8.
  }
  throw new LessonFileError("not_text", path);
}

/** The target of a link or a picture: in angle brackets, or up to the next blank. */
const target = /(\]\()(?:<([^>\n]*)>|([^)\s]+))/g;

const pathsIn = (content: string): string[] =>
  Array.from(content.matchAll(target), ([, , bracketed, bare]) => bracketed ?? bare ?? "");

/** Replaces paths in the steps' links and pictures. */
export function withPaths<L extends { readonly subtasks: readonly { readonly content?: string | null | undefined }[] }>(
  lesson: L,
  paths: ReadonlyMap<string, string>,
): L {
  const replace = (content: string) =>
    content.replace(target, (...[whole, start, bracketed, bare]: string[]) => {
      const path = paths.get(bracketed ?? bare ?? "");
      return path === undefined ? (whole ?? "") : `${start}${path}`;
    });
  const subtasks = lesson.subtasks.map((step) => (step.content ? { ...step, content: replace(step.content) } : step));
  return { ...lesson, subtasks };
}

const baseName = (path: string) => path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "") || "Lesson";

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
