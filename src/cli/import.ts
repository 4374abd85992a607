/** `lectern import lesson FILE`: imports a lesson from JSON, as `POST /api/lessons` takes it, or from plain text. */
import { basename, extname } from "node:path";
import { readData } from "../config.ts";
import { parseInput } from "../domain/faults.ts";
import { LessonInput, type User } from "../domain/session.ts";
import { withGuideTexts } from "../store/guide-texts.ts";
import { openStore, type Store } from "../store/open.ts";
import { command, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { lessonFromText } from "./lesson-text.ts";

const lesson = command("lesson", "Import a lesson: JSON, or text with a # title and one step per line")
  .argument("<file>", "The file to read")
  .option("--teacher <name>", "The teacher who owns the lesson (default: the owner of the teacher key)")
  .addOption(dataOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern import lesson first-steps.md --teacher Kim"))
  .action(async (file, { teacher, json, ...flags }) => {
    const data = readData(flags, process.env);
    const input = await withGuideTexts(parseInput(LessonInput, await readLesson(file)));
    if (input.subtasks.length === 0) throw new Refusal(`${file} has no steps: write one per line.`);
    using store = openStore(data);
    const owner = findOwner(store, teacher);
    const created = store.lessons.create(owner.id, input);
    if (json) console.log(JSON.stringify(created, null, 2));
    else
      console.log(
        `Lesson ${created.id}, ${JSON.stringify(created.title)}, is in: ${created.subtasks.length} steps, for ${owner.name}.`,
      );
  });

async function readLesson(file: string): Promise<unknown> {
  const text = await Bun.file(file)
    .text()
    .catch(() => {
      throw new Refusal(`${file} cannot be read.`);
    });
  const name = basename(file, extname(file));
  if (extname(file).toLowerCase() !== ".json" && !text.trimStart().startsWith("{")) return lessonFromText(text, name);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** The teacher with this name, or the owner of the teacher key. */
function findOwner(store: Store, name: string | undefined): User {
  if (name === undefined) return store.users.ownerAccount();
  const found = store.users.find(name);
  if (found?.role !== "teacher") throw new Refusal(`There is no teacher named ${JSON.stringify(name)}.`);
  return found;
}

export const importing = command("import", "Import a lesson from a file").addCommand(lesson);
