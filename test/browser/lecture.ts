/** A class in a lecture: a student at a real phone's page, the teacher and another student at the wire. */
import type { Page } from "playwright-core";
import type { SessionInput } from "../../src/features/whole-session.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { lanAddress, phone, type Stage } from "./stage.ts";
import type { Wifi } from "./wifi.ts";

export interface Scene extends AsyncDisposable {
  readonly room: TestClass;
  /** The page of Mina. */
  readonly page: Page;
  /** The teacher's socket. */
  readonly board: TestSocket;
  /** Jun's socket. */
  readonly jun: TestSocket;
  /** Sends a command over a socket and waits for the ok. */
  act(socket: TestSocket, type: string, data: object): Promise<any>;
}

let count = 0;

/** A class in `wifi`'s reach; `lesson_id: null` is one without steps. */
export async function openScene(stage: Stage, wifi: Wifi, input: Partial<SessionInput> = {}): Promise<Scene> {
  const room = await openClass({ server: stage.at, title: "How plants drink", ...input });
  const url = `${stage.at.url}/ws/live/${room.session.code}`;
  const board = await TestSocket.open(url, room.teacher);
  const jun = await TestSocket.open(url, (await room.join("Jun")).token);
  const act = async (socket: TestSocket, type: string, data: object) => {
    socket.send({ type, id: `scene-${++count}`, data });
    for (;;) {
      const frame = await socket.next();
      if (frame.type === "error") throw new Error(JSON.stringify(frame));
      if (frame.type === "ok" && frame.id === `scene-${count}`) return frame.data;
    }
  };
  const first = room.lesson.subtasks[0]?.id;
  if (input.lesson_id === null) await act(board, "session.start", {});
  else await act(board, "step.start", { subtask_id: first });
  const mina = await stage.seat(phone);
  const { token } = await room.join("Mina");
  const origin = `http://${lanAddress ?? "127.0.0.1"}:${wifi.port}`;
  await mina.context.addCookies([{ name: "lectern_session", value: token, url: origin }]);
  await mina.page.goto(`${origin}/s/${room.session.code}`);
  await mina.page.getByText("Live", { exact: true }).waitFor();
  return {
    room,
    page: mina.page,
    board,
    jun,
    act,
    async [Symbol.asyncDispose]() {
      await mina.context.close();
      board.close();
      jun.close();
    },
  };
}

/** The next question that `name` asks. */
export async function untilAsked(socket: TestSocket, name: string): Promise<any> {
  for (;;) {
    const { data } = await socket.until("question.asked");
    if (data.user_name === name) return data;
  }
}
