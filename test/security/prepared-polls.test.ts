/** SPEC V5: nothing that a student can read shows a poll of the lesson before it is asked, or its answer before the reveal. */
import { expect, test } from "bun:test";
import { apps, voices } from "../dialects/voices/index.ts";
import { openClass, openTestServer, type TestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

/** A word that only the prepared polls contain. */
const marker = "Xylophone";
/** The features with which every app can join. */
const features = [...new Set(apps.flatMap((app) => voices[app].features ?? [])), "steps", "polls", "chat", "questions"];

/** The lesson's poll; `right` is the number of its right option. */
const lesson = (right: number) => ({
  title: "Lesson",
  subtasks: [
    {
      title: "Step 1",
      content: "**Read**",
      polls: [
        {
          kind: "choice",
          question: `Which ${marker}?`,
          options: [1, 2, 3].map((n) => ({ text: `${marker} ${n}`, correct: n === right })),
          results: "closed",
          points: 100,
          seconds: 3600,
        },
        { kind: "number", question: `How many ${marker}s?`, answer: { value: 4200 + right }, results: "hidden" },
      ],
    },
    { title: "Step 2" },
  ],
});

/** What a student received so far, by where from, without what differs between two classes by chance. */
type Reads = Map<string, string>;

/** A class with the lesson, a student with every app connected, and a projector. */
async function enter(server: TestServer, right: number) {
  const teacher = await server.teacher();
  const made = (await server.call("POST", "/api/lessons", teacher, lesson(right))).body;
  expect(made.subtasks[0].polls).toMatchObject([{ kind: "choice" }, { answer: { value: 4200 + right } }]);
  const room = await openClass({ server, lesson_id: made.id, features: features as never });
  const { code } = room.session;
  const { token, participant } = await room.join("Ann");
  const sockets = new Map<(typeof apps)[number], TestSocket>();
  for (const app of apps) {
    const path = voices[app].path(code, { id: participant.id, role: "STUDENT" });
    const socket = await TestSocket.open(room.url + path, token);
    // So that each says the same of the connections before it.
    for (const name of voices[app].greeting) await socket.until(name);
    sockets.set(app, socket);
  }
  const screen = (await room.call("POST", `/api/sessions/${code}/screens`, teacher, {})).body;
  const projector = await TestSocket.open(`${room.url}/ws/live/screen/${code}`, undefined, {
    Cookie: `lectern_screen=${screen.token}`,
  });
  const paths = Object.entries(((await room.call("GET", "/openapi.json")).body as any).paths)
    .filter(([, methods]) => "get" in (methods as object))
    .map(([path]) => path);

  const teach = async (method: string, path: string, body: object = {}) => {
    const { status } = await room.call(method, `/api/sessions/${code}${path}`, teacher, body);
    expect([path, status < 300]).toEqual([path, true]);
  };
  const plain = (text: string) =>
    text
      .replaceAll(room.session.id, "session")
      .replaceAll(code, "code")
      .replaceAll(`"user_id":${participant.user_id}`, '"user_id":"own"')
      .replaceAll(`"user":{"id":${participant.user_id}`, '"user":{"id":"own"')
      .replaceAll(`:${new URL(room.url).port}`, ":port")
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "uuid")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time")
      .replace(/[\w-]{30,}/g, "token")
      // An app without a greeting does not say when it is counted.
      .replace(/"connections":\d+/g, '"connections":"some"');
  /** Every read of the student. The frames of a socket are those up to the answer to a last ping. */
  async function reads(): Promise<Reads> {
    const all: Reads = new Map();
    for (const path of paths) {
      const real = path
        .replace(/\{session(_code|_id)?\}|\{code\}/, code)
        .replace("{version}", "1")
        .replace(/\{\w+\}/g, String(made.id));
      for (const query of ["", "?poll_id=1"]) {
        const { status, body } = await room.call("GET", real + query, token);
        all.set(`${path}${query}`, plain(`${status} ${JSON.stringify(body)}`));
      }
    }
    for (const [app, socket] of sockets) {
      const { send, answer } = voices[app].alive(7);
      await socket.all(send, ({ type, event }) => (type ?? event) === (answer.type ?? answer.event));
      // How many are connected is published by a timer.
      const texts = socket.texts.filter((text) => !text.includes("presence.counted"));
      all.set(app, plain(texts.join("\n")));
    }
    all.set("projector", plain(projector.texts.join("\n")));
    return all;
  }
  /** What the projector shows of the polls once they have this status: it skips what is over before its next frame. */
  async function projected(status: string): Promise<string> {
    for (;;) {
      const { polls } = (await projector.until("changed")).data.parts;
      if (polls?.status === status) return plain(JSON.stringify(polls));
    }
  }
  const leave = async () => {
    for (const socket of [...sockets.values(), projector]) await socket[Symbol.asyncDispose]();
  };
  return { ...room, teach, reads, projected, leave, token, made };
}

/** What the reads have of the marker. */
const seen = (reads: Reads) => [...reads].filter(([, text]) => text.includes(marker)).map(([where]) => where);

test("V5 a student receives nothing of a prepared poll before it is asked, and nothing of its answer before the reveal", async () => {
  await using one = await openTestServer();
  await using other = await openTestServer();
  // Two classes whose lessons differ in nothing but the right answers.
  const classes = [await enter(one, 1), await enter(other, 3)] as const;
  const both = async (act: (room: (typeof classes)[number]) => Promise<unknown>) => {
    for (const room of classes) await act(room);
  };
  const reads = async () => [await classes[0].reads(), await classes[1].reads()] as const;

  const step = (room: (typeof classes)[number]) => room.made.subtasks[0].id;
  await both(({ teach }) => teach("POST", "/start"));
  await both((room) => room.teach("POST", `/steps/${step(room)}/start`));
  // The lesson is taken again, as after a change.
  await both((room) => room.teach("PATCH", "", { lesson_id: room.made.id, title: "Again" }));
  await both(({ teach }) => teach("POST", "/pause"));
  await both(({ teach }) => teach("POST", "/resume"));
  const [before] = await reads();
  expect(seen(before)).toEqual([]);
  expect(before.get("/api/lessons/{id}")).toStartWith("403");
  expect(before.get("lectern")).toContain("session.updated");

  await both(({ teach }) => teach("POST", "/polls/1/open"));
  await both(({ call, session, token }) =>
    call("PUT", `/api/sessions/${session.code}/polls/1/vote`, token, { choices: [2] }),
  );
  await both(({ teach }) => teach("POST", "/polls/1/close"));
  const [a, b] = await reads();
  expect(seen(a)).toContain("lectern");
  expect(a.get("/api/sessions/{session}/polls")).toContain(`Which ${marker}`);
  for (const read of [a, b]) read.delete("projector");
  expect(Object.fromEntries(a)).toEqual(Object.fromEntries(b));
  expect(await classes[0].projected("closed")).toEqual(await classes[1].projected("closed"));

  await both(({ teach }) => teach("POST", "/polls/1/reveal"));
  const [revealed, otherwise] = await reads();
  expect(revealed.get("/api/sessions/{session}/polls")).toContain('"correct":[1]');
  expect(revealed.get("lectern")).not.toEqual(otherwise.get("lectern"));
  expect(await classes[0].projected("revealed")).toContain('"correct":[1]');
  await both(({ leave }) => leave());
});
