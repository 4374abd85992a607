/** `lectern export lesson ID FILE`: exports a lesson as Markdown, or as a zip archive if it has pictures. */
import { extname } from "node:path";
import { exportLesson } from "../domain/lesson-file/archive.ts";
import { recordCommand } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, Refusal, wholeNumber } from "./command.ts";
import { openCommandData } from "./command-data.ts";
import { findOwner } from "./import.ts";

const lesson = command("lesson", "Export a lesson: Markdown, or a zip archive if it has pictures")
  .argument("<id>", "The lesson's id", wholeNumber("<id>", 1, 2 ** 31))
  .argument("<file>", "The file to write, ending in .md or .zip")
  .option("--teacher <name>", "The teacher who owns the lesson (default: the owner of the teacher key)")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addHelpText("after", examples("lectern export lesson 12 plot.zip"))
  .action(async (id, file, { teacher, ...flags }) => {
    await using data = await openCommandData(flags, { create: true });
    const { store, pictures } = data;
    const pictureOf = async (name: string) => {
      const path = await pictures.find(name);
      return path === undefined ? undefined : Bun.file(path).bytes();
    };
    const lesson = store.lessons.get(findOwner(store, teacher).id, id);
    const { name, bytes } = await exportLesson(lesson, pictureOf, new Date());
    const needed = extname(name);
    if (extname(file).toLowerCase() !== needed) {
      const why = needed === ".zip" ? "The lesson has pictures" : "The lesson has no pictures";
      throw new Refusal(`${why}: name a file that ends in ${needed}.`, 2);
    }
    await Bun.write(file, bytes).catch(() => {
      throw new Refusal(`${file} cannot be written.`);
    });
    recordCommand(store, { action: "lesson.export", target: `lesson ${id}` });
    await data.saved();
    console.log(`Lesson ${id}, ${JSON.stringify(lesson.title)}, is in ${file}.`);
  });

export const exporting = command("export", "Export a lesson to a file").addCommand(lesson);
