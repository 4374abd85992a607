/** `lectern import lesson FILE`: imports a lesson from Markdown or text, a zip archive with pictures, or JSON. */
import { extname } from "node:path";
import { readStorage } from "../config.ts";
import { Fault, parseInput } from "../domain/faults.ts";
import { type LessonFile, LessonFileError, readLessonFile, withPaths } from "../domain/lesson-file/archive.ts";
import { accountsPlace } from "../domain/placement.ts";
import { LessonInput, type User } from "../domain/session.ts";
import { createPictures } from "../http/pictures.ts";
import { withGuideTexts } from "../store/guide-texts.ts";
import type { Store } from "../store/open.ts";
import { lessonPictureName } from "../store/picture-files.ts";
import { recordCommand } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { type CommandData, openCommandData } from "./command-data.ts";

const lesson = command(
  "lesson",
  "Import a lesson: Markdown, text with one step per line, a zip of Markdown and pictures, JSON",
)
  .argument("<file>", "The file to read")
  .option("--teacher <name>", "The teacher who owns the lesson (default: the owner of the teacher key)")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText(
    "after",
    examples("lectern import lesson first-steps.md --teacher Kim", "lectern import lesson plot.zip"),
  )
  .action(async (file, { teacher, json, ...flags }) => {
    readStorage(flags, process.env);
    const { lesson, pictures } = await readLesson(file);
    if (parseInput(LessonInput, lesson).subtasks.length === 0) {
      throw new Refusal(`${file} has no steps: write one per line, or begin each with "## ".`);
    }
    await using data = await openCommandData(flags, { create: true });
    const { store } = data;
    const owner = findOwner(store, teacher);
    const paths = await addPictures(data, { owner, pictures });
    await data.takeOver(accountsPlace);
    const created = store.lessons.create(
      owner.id,
      await withGuideTexts(parseInput(LessonInput, withPaths(lesson, paths))),
    );
    const detail = `for account ${owner.id}`;
    recordCommand(store, { action: "lesson.import", target: `lesson ${created.id}`, detail });
    await data.saved();
    if (json) console.log(JSON.stringify(created, null, 2));
    else
      console.log(
        `Lesson ${created.id}, ${JSON.stringify(created.title)}, is in: ${created.subtasks.length} steps, for ${owner.name}.`,
      );
  });

async function readLesson(file: string): Promise<LessonFile> {
  const bytes = await Bun.file(file)
    .bytes()
    .catch(() => {
      throw new Refusal(`${file} cannot be read.`);
    });
  const isJson =
    extname(file).toLowerCase() === ".json" || /^\s*\{/.test(Buffer.from(bytes.subarray(0, 200)).toString());
  try {
    if (!isJson) return readLessonFile(file, bytes);
    return { lesson: JSON.parse(Buffer.from(bytes).toString()), pictures: new Map() };
  } catch (error) {
    if (error instanceof LessonFileError) throw new Refusal(`${file}: ${reasons[error.reason](error.file)}`);
    throw new Refusal(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** What is wrong with a file, or with `name` in it. */
const reasons: Record<LessonFileError["reason"], (name: string) => string> = {
  too_large: (name) => (name ? `${name} is larger than 1 MiB.` : "It is too large: at most 64 MiB and 300 files."),
  not_text: (name) => `${name || "It"} is not text in UTF-8.`,
  not_zip: () => "It is not a zip archive, or it is damaged.",
  bad_path: (name) => `${JSON.stringify(name)} points out of the archive.`,
  wrong_type: (name) => `${JSON.stringify(name)} is neither text (.md, .txt) nor a picture (PNG, JPEG, WebP, GIF).`,
  picture_too_large: (name) => `${name} is larger than 8 MiB.`,
  no_text: () => "There is no .md or .txt file in it.",
  two_texts: (name) => `It has a second text, ${name}. A lesson is one file.`,
};

interface Added {
  readonly owner: User;
  readonly pictures: LessonFile["pictures"];
}

/** Adds the pictures of a lesson; returns their addresses by the paths in the lesson. */
async function addPictures(
  { store, pictures: files }: Pick<CommandData, "store" | "pictures">,
  { owner, pictures }: Added,
): Promise<Map<string, string>> {
  const { encode } = createPictures();
  const paths = new Map<string, string>();
  for (const [path, bytes] of pictures) {
    const picture = await encode(bytes).catch((cause: unknown) => {
      throw cause instanceof Fault ? new Refusal(`${path}: ${cause.message}`) : cause;
    });
    const name = lessonPictureName(picture);
    await files.write(name, picture.bytes);
    const of = { session_id: null, participant_id: null, user_id: owner.id, for_lessons: true };
    store.uploads.add({ name, ...of, bytes: picture.bytes.byteLength, created_at: Date.now() });
    paths.set(path, `/uploads/${name}`);
  }
  return paths;
}

/** The teacher with this name, or the owner of the teacher key. */
export function findOwner(store: Store, name: string | undefined): User {
  if (name === undefined) return store.users.ownerAccount();
  const found = store.users.find(name);
  if (found?.role !== "teacher") throw new Refusal(`There is no teacher named ${JSON.stringify(name)}.`);
  return found;
}

export const importing = command("import", "Import a lesson from a file").addCommand(lesson);
