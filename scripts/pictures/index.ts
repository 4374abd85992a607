/**
 * `bun run pictures [folder] [--axe] [--only=<part of a name>] [--language=en|ko] [--widths=390,1440]`: a picture of every
 * state of every page at four widths, in both themes and languages, and a contact sheet of them. The folder is outside
 * the repository (default: a new temporary one). `--axe` also runs axe-core on each of them, and exits with 1 if it
 * finds anything.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildWeb, fail, findChromium, installTestTools, root } from "../prepare.ts";
import { violationsOf } from "./axe.ts";
import { type Shot, sheetOf } from "./sheet.ts";
import { arrange, overflowOf, shoot, themes, widths } from "./shoot.ts";
import { states } from "./states/index.ts";
import { type Language, openWorld, switchLanguage } from "./world.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    axe: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    language: { type: "string" },
    widths: { type: "string" },
  },
});
const folder = positionals[0] ? resolve(positionals[0]) : mkdtempSync(join(tmpdir(), "lectern-pictures-"));
if (!relative(root, folder).startsWith("..")) fail("Name a folder outside the repository.");
await installTestTools();
if (!findChromium()) fail("Pictures need Chromium. Install it, or set LECTERN_CHROMIUM to its path.");
await buildWeb();
mkdirSync(folder, { recursive: true });
console.log(`Pictures: ${folder}`);

const wanted = states.filter(({ name }) => new RegExp(values.only).test(name));
const chosenWidths = widths.filter((width) => !values.widths || values.widths.split(",").includes(String(width)));
const languages = (["en", "ko"] as const).filter((one) => !values.language || one === values.language);
const shots: Shot[] = [];
const failures = new Map<string, string>();

async function photograph(language: Language): Promise<void> {
  await using world = await openWorld(language);
  for (const [n, state] of wanted.entries()) {
    const began = performance.now();
    try {
      const page = await state.go(world);
      if (language === "ko") await switchLanguage(page);
      for (const width of chosenWidths) {
        if (state.widths && !state.widths.includes(width)) continue;
        for (const theme of themes) {
          await arrange(page, width, theme);
          const file = `${state.name}-${width}-${theme}-${language}.png`;
          await shoot(page, join(folder, file), width);
          const problems = [...(await overflowOf(page)), ...(values.axe ? await violationsOf(page) : [])];
          shots.push({ state: state.name, file, width, theme, language, problems });
          for (const problem of problems) console.log(`  ${file}: ${problem}`);
        }
      }
    } catch (thrown) {
      failures.set(`${state.name} (${language})`, String(thrown));
      console.log(`  ${state.name}: not reached: ${String(thrown).slice(0, 400)}`);
    }
    state.after?.(world);
    await world.closePages();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${language} ${n + 1}/${wanted.length} ${state.name}, ${seconds} s`);
  }
}

for (const language of languages) await photograph(language);
writeFileSync(join(folder, "index.html"), sheetOf(shots, failures));
const found = shots.reduce((sum, { problems }) => sum + problems.length, 0);
console.log(
  `${shots.length} pictures, ${found} problems, ${failures.size} states not reached: ${join(folder, "index.html")}`,
);
process.exit(found > 0 || failures.size > 0 ? 1 : 0);
