/** The sample lessons are lessons, in both languages, with the same steps. */
import { expect, test } from "bun:test";
import { LessonInput } from "../../src/domain/session.ts";
import { samples } from "../../src/samples/index.ts";
import { lectern } from "../../src/samples/lectern.ts";
import { toLessonInput } from "../../src/samples/sample.ts";

test.each(Object.entries({ lectern, ...samples }))("%s", (_, { ko, en }) => {
  expect(ko.steps.length).toBe(en.steps.length);
  expect(en.steps.length).toBeGreaterThanOrEqual(8);
  expect(en.steps.length).toBeLessThanOrEqual(12);
  expect(ko.steps.map(({ code }) => code)).toEqual(en.steps.map(({ code }) => code));
  for (const lesson of [ko, en]) {
    const { subtasks } = LessonInput.parse(toLessonInput(lesson));
    for (const { guide_text, target_action } of subtasks) expect([guide_text, target_action]).not.toContain(null);
    // Without markup, apps that know no Markdown show it as it is.
    expect(subtasks.filter(({ guide_text }) => guide_text?.includes("`"))).toEqual([]);
  }
});

const python = Bun.which("python3");

test.skipIf(python === null)("the code of the Python sample runs line by line as it is shown", () => {
  const code = samples.pythonPlot.en.steps.flatMap((step) => step.code ?? []).join("\n");
  // A stand-in for matplotlib, which the machine may not have: every call is allowed.
  const prelude = [
    "import sys",
    "from unittest.mock import MagicMock",
    'sys.modules["matplotlib"] = MagicMock()',
    'sys.modules["matplotlib.pyplot"] = MagicMock()',
  ].join("\n");
  const { exitCode, stdout, stderr } = Bun.spawnSync([python ?? "", "-c", `${prelude}\n${code}`]);
  expect([exitCode, stderr.toString(), stdout.toString()]).toEqual([0, "", "mean of the highs: 13.0 °C\n"]);
});
