/**
 * Takes the pictures of the guide into docs/guide/pictures: `bun scripts/guide-pictures.ts [name …]`. Each is a state of
 * `scripts/pictures/states` in both languages, light.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { arrange, type Width } from "./pictures/shoot.ts";
import { states } from "./pictures/states/index.ts";
import { type Language, openWorld, switchLanguage } from "./pictures/world.ts";
import { buildWeb, fail, findChromium, root } from "./prepare.ts";

interface GuidePicture {
  readonly state: string;
  readonly width: Width;
  /** The part of the page that is shown, in px from its top (default: what fits on the screen). */
  readonly height?: number;
  /** The element that is shown, instead of the page. */
  readonly of?: string;
}

/** The pictures by name: `docs/guide/pictures/<name>.<language>.webp`. */
const pictures: Readonly<Record<string, GuidePicture>> = {
  "classes-empty": { state: "classes-empty", width: 1440, height: 640 },
  join: { state: "join-begun", width: 390, height: 620 },
  room: { state: "room-14", width: 1440 },
  student: { state: "student-step", width: 390 },
  help: { state: "room-help-coming", width: 1440 },
  projector: { state: "screen-step", width: 1440 },
  remote: { state: "remote", width: 390 },
  polls: { state: "poll-room-list", width: 1440 },
  "poll-phone": { state: "poll-quiz", width: 390 },
  lesson: { state: "lesson-content", width: 1440 },
  report: { state: "report", width: 1440 },
  quality: { state: "board-product", width: 1440 },
  "quality-pad": { state: "board-pad", width: 390 },
  "quality-wall": { state: "course-wall", width: 1440 },
  practice: { state: "practice-screen-playing", width: 1440 },
  "practice-pad": { state: "practice-pad-lit", width: 390 },
};

const folder = join(root, "docs/guide/pictures");
/** Of the WebP files: text stays sharp, and a picture is about 40 kB. */
const quality = 78;
/** Pictures of laptops are scaled down to this width, in px; those of phones are not. */
const maxWidth = 1280;

if (!findChromium()) fail("Pictures need Chromium. Install it, or set LECTERN_CHROMIUM to its path.");
await buildWeb();
mkdirSync(folder, { recursive: true });
const wanted = Object.entries(pictures).filter(([name]) => process.argv.length < 3 || process.argv.includes(name));

async function take(page: Page, { width, height, of }: GuidePicture): Promise<Buffer> {
  await arrange(page, width, "light");
  if (of !== undefined) return page.locator(of).first().screenshot();
  const screen = page.viewportSize() ?? { width, height: 900 };
  return page.screenshot({ clip: { x: 0, y: 0, width, height: Math.min(height ?? screen.height, screen.height) } });
}

async function photograph(language: Language): Promise<void> {
  await using world = await openWorld(language);
  for (const [name, picture] of wanted) {
    const state = states.find((one) => one.name === picture.state) ?? fail(`There is no state ${picture.state}.`);
    const page = await state.go(world);
    if (language === "ko") await switchLanguage(page);
    const image = new Bun.Image(new Uint8Array(await take(page, picture)));
    const { width, height } = await image.metadata();
    const scale = Math.min(1, maxWidth / width);
    const scaled = scale < 1 ? image.resize(Math.round(width * scale), Math.round(height * scale)) : image;
    const bytes = await scaled.webp({ quality }).bytes();
    await Bun.write(join(folder, `${name}.${language}.webp`), bytes);
    console.log(`${name}.${language}.webp ${Math.round(bytes.byteLength / 1024)} kB`);
    state.after?.(world);
    await world.closePages();
  }
}

await photograph("en");
await photograph("ko");
process.exit(0);
