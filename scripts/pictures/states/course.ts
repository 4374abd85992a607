/** A course on the quality board: folders, the wall of teams, QR codes. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import { polled } from "./polls.ts";
import type { PageState } from "./state.ts";

/** What each team is above the target, and how far its values spread. */
const teams = [
  { shift: 0, spread: 1 },
  { shift: 0.4, spread: 1 },
  { shift: -2, spread: 1.5 },
  { shift: 0, spread: 3 },
  { shift: 1, spread: 0.6 },
  { shift: 0, spread: 0 },
] as const;
/** Values around 0, the same each time. */
const noise = (n: number) => Math.sin(n * 12.9898) + Math.sin(n * 78.233) + Math.sin(n * 37.719);

const courses = new WeakMap<World, Promise<number>>();

/** The folder with a product per team, made once; the last team has no values yet. */
async function course(world: World): Promise<{ folder: number; token: string }> {
  const token = await world.teacher();
  const made = courses.get(world) ?? makeCourse(world, token);
  courses.set(world, made);
  return { folder: await made, token };
}

async function makeCourse(world: World, token: string): Promise<number> {
  const call = (method: string, path: string, body: unknown) => world.call(method, `/api/spc${path}`, token, body);
  const session = (await world.ownClass()).session.code;
  const settings = { name: world.text("Catapult", "투석기"), code: "CAT", unit: "cm", lsl: 190, usl: 210, target: 200 };
  const template = await call("POST", "/products", settings);
  const folder = await call("POST", "/folders", {
    name: world.text("Quality 1, Monday", "품질관리 1, 월요일"),
    session_code: session,
  });
  const names = teams.map((_, n) => world.text(`Team ${n + 1}`, `${n + 1}팀`));
  const products = await call("POST", `/folders/${folder.id}/teams`, { template: template.id, names });
  for (const [n, { shift, spread }] of teams.entries()) {
    if (spread === 0) continue;
    const values = Array.from({ length: 30 }, (_, i) => 200 + 2 * (shift + spread * noise(i + n * 100)));
    const product = products[n].id;
    await call(
      "POST",
      "/measurements",
      values.map((value) => ({ product, measurement_value: Math.round(value * 10) / 10 })),
    );
  }
  return folder.id;
}

async function coursePage(world: World, area: string): Promise<Page> {
  const { folder, token } = await course(world);
  return world.visit(`/spc/${area}/${folder}`, { token });
}

/** A question about a chart whose 22nd point is beyond a limit. */
const reading = (world: World) => ({
  kind: "choice",
  question: world.text("Is this process in control?", "이 공정은 관리 상태인가요?"),
  options: [
    world.text("It is in control", "관리 상태예요"),
    world.text("One point beyond a limit", "한 점이 관리한계를 벗어나요"),
    world.text("Nine in a row on one side", "9점이 잇달아 한쪽에 있어요"),
  ].map((text) => ({ text })),
  results: "hidden",
  chart: {
    values: Array.from({ length: 30 }, (_, n) => (n === 21 ? 54.1 : 50 + noise(n) / 2)),
    center: 50,
    ucl: 53,
    lcl: 47,
    first: 1,
    rules: [null, 1, 2],
  },
});

export const courseStates: readonly PageState[] = [
  {
    name: "course-simulate-dialog",
    async go(world) {
      const page = await world.visit("/spc", { token: await world.teacher() });
      await press(page, "Simulate");
      await heading(page, "Simulate a process");
      return page;
    },
  },
  {
    name: "course-simulation",
    async go(world) {
      const token = await world.teacher();
      const input = { process: "funnel", funnel_rule: 2, seed: 7, values: 30, per_second: 10 };
      const name = world.text("Funnel, Rule 2", "깔때기 실험, 규칙 2");
      const { id } = await world.call("POST", "/api/spc/simulations", token, { ...input, name });
      const page = await world.visit(`/spc/${id}`, { token });
      await sees(page, "30 of 30 values");
      await page.getByRole("button", { name: "Continue" }).waitFor();
      return page;
    },
  },
  {
    name: "course-teams-dialog",
    async go(world) {
      const page = await coursePage(world, "folders");
      return opens(page, "A product per team");
    },
  },
  {
    name: "course-wall",
    async go(world) {
      const page = await coursePage(world, "wall");
      await sees(page, /Team 6|6팀/);
      await sees(page, /^Cpk [−\d]/);
      return page;
    },
  },
  {
    name: "course-chart-ask",
    async go(world) {
      const { room } = await polled(world);
      const page = await world.visit(`/teach/${room.session.code}`, { token: room.teacher });
      await opens(page, "Polls");
      await press(page, "Read a control chart");
      await page.getByLabel("Pattern").selectOption("shift");
      await page.getByText("Show what the rules flag").click();
      await page.getByRole("img", { name: "Control chart with 40 points" }).waitFor();
      return page;
    },
  },
  {
    name: "course-chart-vote",
    async go(world) {
      const asked = await polled(world);
      await asked.open(reading(world));
      const page = await world.visit(`/s/${asked.room.session.code}`, { token: asked.tokens[0], touch: true });
      await page.getByRole("img", { name: "Control chart with 30 points" }).click({ position: { x: 200, y: 60 } });
      await page.getByText(world.text("One point beyond a limit", "한 점이 관리한계를 벗어나요")).click();
      return page;
    },
  },
  {
    name: "course-chart-revealed",
    async go(world) {
      const asked = await polled(world);
      const path = await asked.open(reading(world));
      for (const [n, token] of asked.tokens.entries()) {
        const choice =
          n < 3 ? { choices: [2], value: n < 2 ? 22 : 21 } : n === 3 ? { choices: [1] } : { choices: [3], value: 12 };
        await asked.call("PUT", `${path}/vote`, choice, token);
      }
      await asked.call("POST", `${path}/reveal`);
      const page = await world.visit(`/teach/${asked.room.session.code}`, { token: asked.room.teacher });
      await opens(page, "Polls");
      await page.getByRole("img", { name: "Control chart with 30 points" }).waitFor();
      return page;
    },
  },
];
