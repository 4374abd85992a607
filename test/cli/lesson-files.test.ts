import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { toZip } from "../../src/domain/zip.ts";
import { temporaryFolder } from "../support/class.ts";
import { png } from "../support/picture.ts";
import { lectern } from "./program.ts";

test("a lesson with a picture is imported from a zip archive, exported and imported again as the same", async () => {
  using folder = temporaryFolder();
  const cwd = folder.path;
  const run = (...args: string[]) => lectern(args, { cwd });
  const text = "# Plot\n\n## Look\nTarget action: CLICK\n\n![A red box](pictures/red.png)\n\n- [ ] seen\n";
  const red = png(30, 20, () => [255, 0, 0]);
  await Bun.write(
    join(cwd, "in.zip"),
    Buffer.concat([
      ...toZip(
        [
          ["plot.md", [text]],
          ["pictures/red.png", [red]],
        ],
        new Date(),
      ),
    ]),
  );
  const first = await run("import", "lesson", "in.zip", "--json");
  const { id, subtasks } = JSON.parse(first.out);
  const [, path = ""] = /\((\/uploads\/[\w-]{43}-30x20\.png)\)/.exec(subtasks[0].content) ?? [];
  expect([first.exit, existsSync(join(cwd, "lectern-data", path))]).toEqual([0, true]);
  expect(subtasks[0].guide_text).toBe("A red box\n\n☐ seen");

  const refused = await run("export", "lesson", String(id), "out.md");
  expect([refused.exit, refused.err]).toEqual([
    2,
    "lectern: The lesson has pictures: name a file that ends in .zip.\n",
  ]);
  expect((await run("export", "lesson", String(id), "out.zip")).out).toBe('Lesson 1, "Plot", is in out.zip.\n');
  const second = JSON.parse((await run("import", "lesson", "out.zip", "--json")).out);
  const textsOf = (lesson: typeof second) =>
    lesson.subtasks.map(({ title, content, target_action }: typeof second) => [title, content, target_action]);
  expect(textsOf(second)).toEqual(textsOf({ subtasks }));

  await Bun.write(join(cwd, "bad.zip"), Buffer.concat([...toZip([["../a.md", ["## x"]]], new Date())]));
  expect((await run("import", "lesson", "bad.zip")).err).toBe(
    'lectern: bad.zip: "../a.md" points out of the archive.\n',
  );
});
