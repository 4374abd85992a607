/** A lesson with its pictures as a zip archive, and archives that are refused. */
import { describe, expect, test } from "bun:test";
import {
  exportLesson,
  fileNameOf,
  LessonFileError,
  readLessonFile,
  withPaths,
} from "../../src/domain/lesson-file/archive.ts";
import { toZip } from "../../src/domain/zip.ts";

const at = new Date(2026, 10, 21);
const picture = Uint8Array.of(1, 2, 3);
const upload = (letter: string) => `/uploads/${letter.repeat(43)}-640x360.png`;
const step = (id: number, title: string, content?: string) => ({
  id,
  title,
  order_index: id,
  target_action: null,
  ...(content !== undefined && { content }),
  guide_text: null,
  voice_guide_text: null,
});
const pack = (...entries: [string, (string | Uint8Array)[]][]) =>
  Uint8Array.from(Buffer.concat([...toZip(entries, at)]));
const zip = (entries: Record<string, string | Uint8Array>) =>
  pack(...Object.entries(entries).map(([path, content]): [string, (string | Uint8Array)[]] => [path, [content]]));

test("a lesson without pictures is one Markdown file", async () => {
  const lesson = { id: 1, title: "A/B: plot?", subtasks: [step(1, "One", "**1**")] };
  const { name, bytes } = await exportLesson(lesson, async () => undefined, at);
  expect([name, new TextDecoder().decode(bytes)]).toEqual(["A B plot.md", "# A/B: plot?\n\n## One\n\n**1**\n"]);
  expect(["../x", "...", "CON|x", "한글 \u202E"].map(fileNameOf)).toEqual(["x", "lesson", "CON x", "한글"]);
});

test("a lesson with pictures is an archive, and comes back with the same texts", async () => {
  const contents = [
    `![A](${upload("a")}) and ![B](<${upload("b")}> "title")`,
    `![A again](${upload("a")}), ![gone](${upload("c")}), \`(pictures/x.png)\`, [link](https://example.org)`,
  ];
  const lesson = { id: 1, title: "Plot", subtasks: contents.map((content, n) => step(n + 1, `Step ${n}`, content)) };
  const pictureOf = async (name: string) => (name.startsWith("c") ? undefined : picture);
  const { name, bytes } = await exportLesson(lesson, pictureOf, at);
  expect(name).toBe("Plot.zip");
  const { lesson: read, pictures } = readLessonFile("Plot.zip", bytes);
  expect(Array.from(pictures)).toEqual([
    ["pictures-2/picture-1.png", picture],
    ["pictures-2/picture-2.png", picture],
  ]);
  const paths = new Map([
    ["pictures-2/picture-1.png", upload("a")],
    ["pictures-2/picture-2.png", upload("b")],
  ]);
  expect(withPaths(read, paths).subtasks.map(({ content }) => content)).toEqual(
    contents.map((content) => content.replace(/<(.*?)>/, "$1")),
  );
});

test("an archive from elsewhere: in a folder, with the files of a Mac, spaces in names, pictures that no step shows", () => {
  const { lesson, pictures } = readLessonFile(
    "x.zip",
    zip({
      "lesson/plot.md": "## One\n\n![a](my%20plot.png) ![b](<img/two.jpg>) ![c](missing.png)",
      "lesson/my plot.png": picture,
      "lesson/img/two.jpg": picture,
      "lesson/unused.png": picture,
      "__MACOSX/lesson/._plot.md": "x",
      "lesson/.DS_Store": "x",
    }),
  );
  expect(lesson.title).toBe("plot");
  expect([...pictures.keys()]).toEqual(["my%20plot.png", "img/two.jpg"]);
});

describe("refused with the reason", () => {
  const bomb = pack(["a.md", ["# x\n## y"]], ["zero.png", Array.from({ length: 70 }, () => new Uint8Array(1 << 20))]);
  const cases: [string, string, Uint8Array, string, string][] = [
    ["a text that is not UTF-8", "x.md", Uint8Array.of(0xff, 0xfe, 0x41), "not_text", ""],
    ["a program named as text", "x.txt", Uint8Array.of(0x4d, 0x5a, 0, 0), "not_text", ""],
    ["a text above 1 MiB", "x.md", new Uint8Array(1024 * 1024 + 1).fill(65), "too_large", ""],
    ["an archive that is none", "x.zip", new TextEncoder().encode("hello"), "not_zip", ""],
    ["a damaged archive", "x.zip", zip({ "a.md": "## x" }).slice(0, 40), "not_zip", ""],
    [
      "a path out of the archive",
      "x.zip",
      zip({ "a.md": "## x", "../../etc/x.png": "x" }),
      "bad_path",
      "../../etc/x.png",
    ],
    ["an absolute path", "x.zip", zip({ "/a.md": "## x" }), "bad_path", "/a.md"],
    ["a path of Windows", "x.zip", zip({ "C:\\a.md": "## x" }), "bad_path", "C:\\a.md"],
    ["a page", "x.zip", zip({ "a.md": "## x", "b.html": "x" }), "wrong_type", "b.html"],
    ["an SVG, which can run scripts", "x.zip", zip({ "a.md": "## x", "b.svg": "x" }), "wrong_type", "b.svg"],
    ["pictures alone", "x.zip", zip({ "a.png": "x" }), "no_text", ""],
    ["two texts", "x.zip", zip({ "a.md": "## x", "b.md": "## x" }), "two_texts", "b.md"],
    [
      "a picture above 8 MiB",
      "x.zip",
      zip({ "a.md": "## x", "b.png": new Uint8Array(9 << 20) }),
      "picture_too_large",
      "b.png",
    ],
    ["an archive that unpacks to 70 MiB", "x.zip", bomb, "too_large", ""],
    [
      "an archive of 301 files",
      "x.zip",
      zip(Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`${n}.png`, "x"]))),
      "too_large",
      "",
    ],
  ];
  test.each(cases)("%s", (_, name, bytes, reason, file) => {
    const read = () => readLessonFile(name, bytes);
    expect(read).toThrow(LessonFileError);
    try {
      read();
    } catch (error) {
      const thrown = error as LessonFileError;
      expect([thrown.reason, thrown.file]).toEqual([reason as LessonFileError["reason"], file]);
    }
  });
});
