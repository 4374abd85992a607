/**
 * Runs a transcript: what people send, and exactly what everyone in the room hears of it. Who is not named under an
 * action hears nothing of it, and that is checked too.
 *
 *     ## A heading begins a test, with a session TEST001 of its own
 *     student is "Test Student", who has joined        (or: who has an account, without a seat as yet)
 *     student connects                                 (… again as phone; … with ?since=3)
 *       teacher < {"type": "…"}                        what the teacher hears, letter for letter
 *     student > {"type": "…"}                          sent as it stands
 *     teacher POST /api/sessions/TEST001/end {"…": 1}  over HTTP
 *       = 200 {"…": "…"}                               its answer: these fields at least
 *       student x 1000                                 the connection closes
 *     student leaves
 *     stranger is refused 403
 *
 * `"…": "…"` in a frame stands for fields that are of no matter here.
 * `$session`, `$student` and the like stand for UUIDs, `$time` for an instant, `$url` for where the server is.
 */
import { describe, expect, test } from "bun:test";
import { openClass, type TestClass } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

/** How an app is spoken to, as far as running a transcript needs it. */
export interface Voice {
  readonly path: (session: string, role: "INSTRUCTOR" | "STUDENT") => string;
  readonly aside: (frame: Record<string, unknown>) => boolean;
  readonly alive: (n: number) => { send: object; answer: object };
}

interface Action {
  readonly line: string;
  readonly expected: string[];
}

interface Scene {
  readonly title: string;
  readonly actions: Action[];
}

/** The lesson of every transcript. */
const subtasks = [
  { title: "Step 1: Open Settings", target_action: "CLICK", guide_text: "Please open settings" },
  { title: "Step 2: Enable Notifications", target_action: "CLICK", guide_text: "Please enable notifications" },
];

/** How long an expected frame may take, in milliseconds. */
const patience = 3000;

function parse(text: string): Scene[] {
  const scenes: Scene[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("## ")) scenes.push({ title: line.slice(3), actions: [] });
    else if (line.trim() === "" || line.startsWith("#")) continue;
    else if (line.startsWith(" ")) scenes.at(-1)?.actions.at(-1)?.expected.push(line.trim());
    else scenes.at(-1)?.actions.push({ line, expected: [] });
  }
  return scenes;
}

/** Makes each heading of the transcript in `file` a test. */
export async function transcript(name: string, file: URL, voice: Voice): Promise<void> {
  const scenes = parse(await Bun.file(file).text());
  describe(`${name}, letter for letter`, () => {
    for (const scene of scenes) test(scene.title, () => play(scene, voice));
  });
}

/** One connection of somebody, and how many of its frames have been looked at. */
interface Line {
  readonly socket: TestSocket;
  read: number;
}

async function play({ actions }: Scene, voice: Voice): Promise<void> {
  await using room = await openClass({ code: "TEST001", steps: 0 });
  const lesson = { title: "Lesson", subtasks };
  const { id } = (await room.call("POST", "/api/lessons", room.teacher, lesson)).body;
  await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { lesson_id: id });

  const tokens = new Map([["teacher", room.teacher]]);
  const names = new Map([["Teacher", "teacher"]]);
  const lines = new Map<string, Line>();
  let signs = 1_000_000;

  /** What the server wrote, with names for what differs from run to run. */
  function named(text: string): string {
    let told = text
      .replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"$time"')
      .replaceAll(`http://localhost:${room.server.port}`, "$url")
      .replaceAll(room.session.id, "$session");
    for (const person of peopleOf(room)) told = told.replaceAll(person.id, `$${names.get(person.nickname)}`);
    return told;
  }

  /** What a transcript says, as it is sent. */
  function meant(text: string): string {
    let said = text.replaceAll("$session", room.session.id);
    for (const { id, nickname } of peopleOf(room)) said = said.replaceAll(`"$${names.get(nickname)}"`, `"${id}"`);
    for (const { id, nickname } of peopleOf(room)) said = said.replaceAll(`/$${names.get(nickname)}/`, `/${id}/`);
    return said;
  }

  /** The next frame that somebody hears, as it was written; undefined where none comes. */
  async function next(line: Line): Promise<string | undefined> {
    for (;;) {
      const frame = await Promise.race([line.socket.next(), Bun.sleep(patience)]);
      if (frame === undefined) return;
      const text = line.socket.texts[line.read++] ?? "";
      if (!voice.aside(frame)) return text;
    }
  }

  /** What somebody has heard by now, beyond what was looked at. */
  async function more(line: Line): Promise<string[]> {
    const { send, answer } = voice.alive(signs++);
    line.socket.send(send);
    const texts: string[] = [];
    for (let text = await next(line); text !== undefined; text = await next(line)) {
      const frame = JSON.parse(text);
      if (Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) })) return texts;
      texts.push(text);
    }
    return [...texts, "no sign of life"];
  }

  async function connect(who: string, as: string, query: string): Promise<void> {
    const path = voice.path("TEST001", who === "teacher" ? "INSTRUCTOR" : "STUDENT");
    lines.set(as, { socket: await TestSocket.open(`${room.url}${path}/${query}`, tokens.get(who)), read: 0 });
  }

  /** Does what the line says; what it was answered over HTTP, if it was. */
  async function act(line: string): Promise<{ status: number; body: unknown } | undefined> {
    const [who = "", verb = ""] = line.split(" ", 2);
    const rest = line.slice(who.length + verb.length + 2);
    if (verb === "is") {
      const [, nickname, how] = /^"(.+)", who has (joined|an account)$/.exec(rest) ?? [];
      if (nickname) return cast(who, nickname, how === "joined");
      const path = voice.path("TEST001", "STUDENT");
      const { status } = await knock(`${room.url}${path}/`, tokens.get(who));
      expect(`${who} is refused ${status}`).toBe(line);
    } else if (verb === "connects") {
      const [, as = who, query = ""] = /^(?:again as (\w+))?(?: ?with (\S+))?$/.exec(rest) ?? [];
      await connect(who, as, query);
    } else if (verb === "leaves") {
      await lines.get(who)?.socket[Symbol.asyncDispose]();
      lines.delete(who);
    } else if (verb === ">") {
      lines.get(who)?.socket.send(meant(rest));
    } else {
      const [path = ""] = rest.split(" ", 1);
      const body = rest.slice(path.length).trim();
      return room.call(verb, meant(path), tokens.get(who), body === "" ? undefined : JSON.parse(meant(body)));
    }
    return undefined;
  }

  async function cast(who: string, nickname: string, joined: boolean): Promise<undefined> {
    names.set(nickname, who);
    if (joined) {
      tokens.set(who, (await room.join(nickname)).token);
      return;
    }
    const account = { name: nickname, role: "student", password: "correct horse" };
    await room.call("POST", "/api/users", room.teacher, account);
    tokens.set(who, (await room.call("POST", "/api/auth/login", undefined, account)).body.token);
  }

  for (const { line, expected } of actions) {
    const answer = await act(line);
    const [status, ...others] = [expected.find((text) => text.startsWith("= ")), ...expected].filter(
      (text, index) => index === 0 || !text?.startsWith("= "),
    );
    if (status) {
      const [, code, body] = /^= (\d+) ?(.*)$/.exec(status) ?? [];
      const got = { line, status: answer?.status, body: JSON.parse(named(JSON.stringify(answer?.body ?? null))) };
      expect(got).toMatchObject({ line, status: Number(code), ...(body && { body: JSON.parse(body) }) });
    }

    const wanted: string[] = [];
    const heard: string[] = [];
    for (const [who, connection] of lines) {
      const theirs = others.flatMap((text) => (text?.startsWith(`${who} `) ? [text.slice(who.length + 1)] : []));
      for (const text of theirs) {
        if (text.startsWith("x ")) {
          wanted.push(`${who} ${text}`);
          const closed = await Promise.race([connection.socket.closed, Bun.sleep(patience)]);
          heard.push(`${who} x ${closed?.code}`);
          lines.delete(who);
        } else {
          const frame = JSON.stringify(JSON.parse(text.slice(2)));
          wanted.push(`${who} < ${frame}`);
          const got = named((await next(connection)) ?? "nothing");
          heard.push(`${who} < ${matches(got, frame) ? frame : got}`);
        }
      }
    }
    expect(others.length).toBe(wanted.length);
    // Two rounds: what is carried out in a turn is told by the turn after it.
    for (let round = 0; round < 2; round++) {
      for (const [who, connection] of lines) {
        for (const text of await more(connection)) heard.push(`${who} < ${named(text)}`);
      }
    }
    expect([line, ...heard].join("\n")).toBe([line, ...wanted].join("\n"));
  }
}

/** Whether a frame has all that `wanted` names, where that leaves some fields open. */
function matches(got: string, wanted: string): boolean {
  const { "…": open, ...named } = JSON.parse(wanted);
  return open !== undefined && got !== "nothing" && Bun.deepMatch(named, JSON.parse(got));
}

const peopleOf = (room: TestClass) =>
  Array.from(room.server.live.rooms.find(room.session.id)?.state.participants.people.values() ?? []);
