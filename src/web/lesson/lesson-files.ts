/** Lessons as files in the browser: export to a download, import from a chosen file. Loaded on demand. */
import { exportLesson, LessonFileError, readLessonFile, withPaths } from "../../domain/lesson-file/archive.ts";
import type { Lesson } from "../../domain/session.ts";
import { api } from "../api.ts";
import { errorText } from "../ui/notice.tsx";
import { texts } from "./texts.ts";
import { uploadPicture } from "./upload-picture.ts";

/** Downloads a lesson as Markdown, or as a zip archive if it has pictures. */
export async function downloadLesson(id: number): Promise<void> {
  const { name, bytes } = await exportLesson(await api.lesson(id), pictureOf, new Date());
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function pictureOf(name: string): Promise<Uint8Array | undefined> {
  const response = await fetch(`/uploads/${name}`);
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
}

/** Creates a lesson from a file, with its pictures. */
export async function importLesson(file: File): Promise<Lesson> {
  const { lesson, pictures } = readLessonFile(file.name, new Uint8Array(await file.arrayBuffer()));
  const paths = new Map<string, string>();
  for (const [path, bytes] of pictures) {
    paths.set(path, await uploadPicture(new Blob([new Uint8Array(bytes)]), () => {}));
  }
  return api.makeLesson(withPaths(lesson, paths));
}

/** Why a file was not imported. */
export const importProblem = (thrown: unknown): string =>
  thrown instanceof LessonFileError ? texts.value.fileReasons[thrown.reason](thrown.file) : errorText(thrown);
