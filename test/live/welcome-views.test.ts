/** The views that come with the welcome, if a client asks for them. */
import { expect, test } from "bun:test";
import { viewNamesIn } from "../../src/live/welcome-views.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

/** The welcome's data of a client that asks for these views. */
async function welcomeOf({ url, session }: TestClass, token: string, views: string): Promise<any> {
  await using socket = await TestSocket.open(`${url}/ws/live/${session.code}?views=${views}`, token);
  return (await socket.next()).data;
}

test("P7 the views are what their HTTP calls answer, as far as the person may read them", async () => {
  await using class_ = await openClass();
  const { session, teacher } = class_;
  const ann = await class_.join("Ann");
  const bob = await class_.join("Bob");
  const path = `/api/sessions/${session.code}`;
  await class_.call("POST", `${path}/timer`, teacher, { seconds: 60 });
  await class_.call("POST", `${path}/help`, ann.token, { message: "Which side?" });
  await class_.call("POST", `${path}/messages`, bob.token, { content: "Hello" });
  const names = "timer.current,chat.list,help.list,feedback.summary,polls.votes,practice.summary,nobody,constructor";

  const { views, views_seq, seq } = await welcomeOf(class_, ann.token, names);
  const answer = async (of: string, token: string) => ({ data: (await class_.call("GET", path + of, token)).body });
  expect(views).toEqual({
    "timer.current": await answer("/timer", ann.token),
    "chat.list": await answer("/messages", ann.token),
    "help.list": await answer("/help", ann.token),
  });
  expect(views["help.list"].data.length).toBe(1);
  expect(views_seq).toBeGreaterThanOrEqual(seq);
  expect((await welcomeOf(class_, bob.token, names)).views["help.list"]).toEqual({ data: [] });
  expect(Object.keys((await welcomeOf(class_, teacher, names)).views)).toContain("feedback.summary");

  // What is encoded once for everybody follows each change.
  await class_.call("DELETE", `${path}/timer`, teacher);
  const later = await welcomeOf(class_, bob.token, "timer.current");
  expect(later.views["timer.current"].data.ends_at).toBe(null);
});

test("of a long list, the first items come, and that there are more", async () => {
  await using class_ = await openClass();
  const { token } = await class_.join("Ann");
  for (let n = 0; n < 51; n++) {
    await class_.call("POST", `/api/sessions/${class_.session.code}/messages`, token, { content: `${n}` });
  }
  const { views } = await welcomeOf(class_, token, "chat.list");
  const { data, more } = views["chat.list"];
  expect([data.length, data[0].content, more]).toEqual([50, "50", true]);
});

test("a client that asks for no views gets none", async () => {
  await using class_ = await openClass();
  const { token } = await class_.join("Ann");
  const { url, session } = class_;
  await using socket = await TestSocket.open(`${url}/ws/live/${session.code}`, token);
  const { data } = await socket.next();
  expect([data.views, data.views_seq]).toEqual([undefined, undefined]);
});

test("a name that a client repeats is read once", () => {
  const namesIn = (search: string) => viewNamesIn(new URL(`http://server/${search}`));
  expect(namesIn("?views=polls.list,chat.list,polls.list,polls.list")).toEqual(["polls.list", "chat.list"]);
  expect(namesIn("")).toEqual([]);
});

test("the session of a welcome, which is encoded once, follows each change of the class and of its address", async () => {
  await using class_ = await openClass();
  const { session, teacher, lesson } = class_;
  const { token } = await class_.join("Ann");
  const path = `/api/sessions/${session.code}`;
  const seen = async () => {
    const { session: sent } = await welcomeOf(class_, token, "");
    expect(sent).toEqual((await class_.call("GET", path, token)).body);
    return [sent.title, sent.status, sent.current_subtask?.title];
  };
  expect(await seen()).toEqual(["Class", "WAITING", undefined]);
  await class_.call("PATCH", path, teacher, { title: "Another title" });
  expect(await seen()).toEqual(["Another title", "WAITING", undefined]);
  await class_.call("POST", `${path}/steps/${lesson.subtasks[0]?.id}/start`, teacher, {});
  expect(await seen()).toEqual(["Another title", "IN_PROGRESS", "Step 1"]);
});
