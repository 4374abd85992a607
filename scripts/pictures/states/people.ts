/** People of a class: moderation, groups, random picks, raised hands and the history, in the room and on a phone. */
import type { Page } from "playwright-core";
import { opens, press, sees } from "../../../test/browser/page.ts";
import type { TestClass } from "../../../test/support/class.ts";
import { TestSocket } from "../../../test/support/socket.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

interface Crowd {
  readonly room: TestClass;
  readonly tokens: readonly string[];
  readonly ids: readonly string[];
  call(method: string, path: string, body?: object, token?: string): Promise<any>;
}

/** A running class with five connected students in two groups: the first is muted, has a raised hand and is picked. */
async function crowd(world: World): Promise<Crowd> {
  const room = await world.ownClass({ steps: 3, settings: { questions_approval: true } as never });
  const { code } = room.session;
  const seats = [];
  for (const name of world.text("Mina,Jun,Amara,Ben,Chloe", "민아,준,서연,도윤,지우").split(","))
    seats.push(await room.join(name));
  const tokens = seats.map(({ token }) => token);
  const ids = seats.map(({ participant }) => participant.id);
  const call: Crowd["call"] = (method, path, body, token = room.teacher) =>
    world.call(method, `/api/sessions/${code}${path}`, token, body);
  const sockets = await Promise.all(tokens.map((token) => TestSocket.open(`${room.url}/ws/live/${code}`, token)));
  for (const socket of sockets) await socket.until("welcome");
  await call("POST", `/steps/${room.lesson.subtasks[0]?.id}/start`);
  await call("POST", "/picks");
  for (const token of tokens.slice(0, 3)) await call("POST", "/hands", {}, token);
  await call("POST", `/hands/${ids[1]}/call`);
  await call("POST", "/questions", { text: world.text("Which way round?", "어느 쪽으로 꽂아요?") }, tokens[0]);
  await call("POST", "/questions", { text: world.text("Which leg is plus?", "어느 다리가 +예요?") }, tokens[1]);
  await call("POST", "/questions/1/approve");
  await call("POST", "/questions/1/pin");
  await call("POST", "/groups", { by: "count", n: 2 });
  await call("PUT", `/participants/${ids[0]}/mute`);
  for (const socket of sockets) await socket[Symbol.asyncDispose]();
  return { room, tokens, ids, call };
}

async function inRoom(world: World): Promise<Page> {
  const { room } = await crowd(world);
  const page = await world.visit(`/teach/${room.session.code}`, { token: room.teacher });
  await sees(page, "Raised hands");
  return page;
}

const onTab = (name: string, tab: string, shows: string): PageState => ({
  name,
  async go(world) {
    const page = await opens(await inRoom(world), "People");
    await press(page, tab);
    await sees(page, shows);
    return page;
  },
});

export const peopleStates: readonly PageState[] = [
  { name: "people-room", go: inRoom },
  onTab("people-list", "Students", "Lock the class"),
  onTab("people-groups", "Groups", "Divide again"),
  onTab("people-pick", "Random pick", "Pick the next one"),
  onTab("people-history", "History", "Muted"),
  {
    name: "people-student",
    async go(world) {
      const { room, tokens } = await crowd(world);
      const page = await world.visit(`/s/${room.session.code}`, { token: tokens[0], touch: true });
      await sees(page, /Group \d/);
      return page;
    },
  },
  {
    name: "people-screen-groups",
    async go(world) {
      const { room, call } = await crowd(world);
      const { code } = room.session;
      await call("POST", "/screen", { view: "groups" });
      const { token } = await call("POST", "/screens");
      const page = await world.visit("/screen", {});
      const domain = new URL(page.url()).hostname;
      await page
        .context()
        .addCookies([{ name: "lectern_screen", value: token, domain, path: `/ws/live/screen/${code}` }]);
      await page.goto(new URL(`/screen/${code}`, page.url()).href);
      await sees(page, "Group 2");
      return page;
    },
  },
];
