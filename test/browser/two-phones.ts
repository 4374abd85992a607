/** A small class in a browser: the teacher's room and the phones of two students, Mina and Jun. */
import type { Page } from "playwright-core";
import type { Settings } from "../../src/features/whole-session.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { phone, type Stage } from "./stage.ts";

export interface TwoPhones {
  readonly room: TestClass;
  readonly code: string;
  readonly teacher: Page;
  readonly mina: Page;
  readonly jun: Page;
  /** Calls an endpoint of the session (default: as the teacher). */
  call(method: string, path: string, body?: object, token?: string): ReturnType<TestClass["call"]>;
  /** The phone of one more student, at their seat. */
  phoneOf(name: string): Promise<Page>;
}

/** A running class at its first step, with everybody connected. */
export async function openTwoPhones(stage: Stage, settings: Partial<Settings> = {}): Promise<TwoPhones> {
  const { page: teacher } = await stage.teacher();
  await teacher.getByRole("heading", { name: "My classes" }).waitFor();
  const room = await openClass({ server: stage.at, settings });
  const { code } = room.session;
  const call: TwoPhones["call"] = (method, path, body, token = room.teacher) =>
    room.call(method, `/api/sessions/${code}${path}`, token, body);
  await call("POST", `/steps/${room.lesson.subtasks[0]?.id}/start`, {});
  const phoneOf = async (name: string) => {
    const { page, context } = await stage.seat(phone);
    const { token } = await room.join(name);
    await context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
    await page.goto(`${stage.origin}/s/${code}`);
    await page.getByText("Live").first().waitFor();
    return page;
  };
  const [mina, jun] = [await phoneOf("Mina"), await phoneOf("Jun")];
  await teacher.goto(`${stage.origin}/teach/${code}`);
  await teacher.getByText("2 of 2 here").first().waitFor();
  return { room, code, teacher, mina, jun, call, phoneOf };
}
