/**
 * Runs a transcript: what people send, and exactly what everyone in the room hears of it. Who is not named under an
 * action hears nothing of it, and that is checked too.
 *
 *     ## A heading begins a test, with a session TEST001 of its own
 *     student is "Test Student", who has joined        (or: who has an account, without a seat as yet)
 *     student connects                                 (… again as phone; … by lectern; … at /ws/…; … with ?since=3)
 *       teacher < {"type": "…"}                        what the teacher hears, letter for letter
 *     student > {"type": "…"}                          sent as it stands
 *     teacher POST /api/sessions/TEST001/end {"…": 1}  over HTTP
 *       = 200 {"…": "…"}                               its answer: these fields at least
 *       student x 1000                                 the connection closes
 *     student leaves
 *     stranger is refused 403                          (or, by a close: 1008 Session not found; … at /ws/…)
 *
 * `"…": "…"` in a frame stands for fields that are of no matter here.
 * `$session`, `$student` and the like stand for UUIDs, `$message` for any other, `$time` for an instant, `$url` for where
 * the server is. Whatever is sent and heard is held to the AsyncAPI document besides.
 */
import { describe, expect, test } from "bun:test";
import { openClass, type TestClass } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { misfitsOf } from "../support/payloads.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";
import { voices } from "./voices/index.ts";
import { type Frame, nameOf, type Voice } from "./voices/voice.ts";

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

/** How long an expected frame may take, in milliseconds; a teacher is missed after 3 s. */
const patience = 6000;

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
export async function transcript(name: keyof typeof voices, file: URL): Promise<void> {
  const scenes = parse(await Bun.file(file).text());
  describe(`P1 ${name} speaks its transcript, letter for letter`, () => {
    for (const scene of scenes) test(scene.title, () => play(scene, name), 3 * patience);
  });
}

/** One connection of somebody, and how many of its frames have been looked at. */
interface Line {
  readonly app: keyof typeof voices;
  readonly socket: TestSocket;
  read: number;
}

async function play({ actions }: Scene, app: keyof typeof voices): Promise<void> {
  const { features }: Voice = voices[app];
  await using room = await openClass({ code: "TEST001", steps: 0, ...(features && { features }) });
  const lesson = { title: "Lesson", subtasks };
  const { id } = (await room.call("POST", "/api/lessons", room.teacher, lesson)).body;
  await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { lesson_id: id });

  const tokens = new Map([["teacher", room.teacher]]);
  const names = new Map([["Teacher", "teacher"]]);
  const lines = new Map<string, Line>();
  const misfits: string[] = [];
  let message = "";
  let signs = 1_000_000;
  const voiceOf = (name: keyof typeof voices): Voice => voices[name];

  /** What the server wrote, with names for what differs from run to run. */
  function named(text: string): string {
    let told = text
      .replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"$time"')
      .replaceAll(`http://localhost:${room.server.port}`, "$url")
      .replaceAll(room.session.id, "$session");
    for (const { id, nickname } of peopleOf(room)) told = told.replaceAll(id, `$${names.get(nickname) ?? nickname}`);
    return told.replace(/"[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}"/g, (id) => {
      message = id.slice(1, -1);
      return '"$message"';
    });
  }

  /** What a transcript says, as it is sent. */
  function meant(text: string): string {
    let said = text.replaceAll("$session", room.session.id).replaceAll("$message", message);
    for (const { id, nickname } of peopleOf(room)) said = said.replaceAll(`"$${names.get(nickname)}"`, `"${id}"`);
    for (const { id, nickname } of peopleOf(room)) said = said.replaceAll(`/$${names.get(nickname)}`, `/${id}`);
    return said;
  }

  /** The next frame that somebody hears, as it was written; undefined where none comes. */
  async function next(line: Line): Promise<string | undefined> {
    for (;;) {
      const frame = await Promise.race([line.socket.next(), Bun.sleep(patience)]);
      if (frame === undefined) return;
      const text = line.socket.texts[line.read++] ?? "";
      misfits.push(...misfitsOf(line.app, "out", frame));
      if (!voiceOf(line.app).aside(frame)) return text;
    }
  }

  /** What somebody has heard by now, beyond what was looked at. */
  async function more(line: Line): Promise<string[]> {
    const { send, answer } = voiceOf(line.app).alive(signs++);
    line.socket.send(send);
    const texts: string[] = [];
    for (let text = await next(line); text !== undefined; text = await next(line)) {
      const frame = JSON.parse(text);
      if (Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) })) return texts;
      texts.push(text);
    }
    return [...texts, "no sign of life"];
  }

  /** Where somebody knocks; who has no seat has no id either. */
  function pathOf(who: string, by: keyof typeof voices): string {
    const person = peopleOf(room).find(({ nickname }) => names.get(nickname) === who);
    return `${voiceOf(by).path("TEST001", person ?? { id: "00000000-0000-7000-8000-000000000000", role: "STUDENT" })}/`;
  }

  async function connect(who: string, how: string): Promise<void> {
    const form = /^(?:again as (?<as>\w+))? ?(?:by (?<by>\w+))? ?(?:at (?<at>\S+))? ?(?:with (?<query>\S+))?$/;
    const { as = who, by = app, at, query = "" } = form.exec(how)?.groups ?? {};
    const path = at ? meant(at) : pathOf(who, by as keyof typeof voices);
    const socket = await TestSocket.open(room.url + path + query, tokens.get(who));
    lines.set(as, { app: by as keyof typeof voices, socket, read: 0 });
  }

  /** Knocks and is turned away: by an HTTP status, or by a close and its reason. */
  async function refused(line: string, who: string, how: string): Promise<void> {
    const [, by = "", at] = /^refused (.+?)(?: at (\S+))?$/.exec(how) ?? [];
    const url = room.url + (at ? meant(at) : pathOf(who, app));
    const token = tokens.get(who);
    if (Number(by) < 600) {
      expect(line.replace(by, String((await knock(url, token)).status))).toBe(line);
    } else {
      const { code, reason } = await (await TestSocket.open(url, token)).closed;
      expect(line.replace(by, `${code} ${reason}`)).toBe(line);
    }
  }

  /** Does what the line says; what it was answered over HTTP, if it was. */
  async function act(line: string): Promise<{ status: number; body: unknown } | undefined> {
    const [who = "", verb = ""] = line.split(" ", 2);
    const rest = line.slice(who.length + verb.length + 2);
    if (verb === "is") {
      const [, nickname, how] = /^"(.+)", who has (joined|an account)$/.exec(rest) ?? [];
      if (nickname) return cast(who, nickname, how === "joined");
      await refused(line, who, rest);
    } else if (verb === "connects") {
      await connect(who, rest);
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
    tokens.set(
      who,
      (await room.call("POST", "/api/auth/login", undefined, { name: account.name, password: account.password })).body
        .token,
    );
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
    for await (const _ of rounds(room.server)) {
      for (const [who, connection] of lines) {
        for (const text of await more(connection)) heard.push(`${who} < ${named(text)}`);
      }
    }
    expect([line, ...heard].join("\n")).toBe([line, ...wanted].join("\n"));
    const [, sender = "", sent] = /^(\w+) > (.+)$/.exec(line) ?? [];
    const from = lines.get(sender);
    const refused = wanted.some((text) => text.startsWith(`${sender} < `) && nameOf(frameIn(text)) === "error");
    if (sent && from && !refused) misfits.push(...misfitsOf(from.app, "in", JSON.parse(meant(sent))));
    expect({ line, misfits }).toEqual({ line, misfits: [] });
  }
}

/** The frame in a line that says who hears it. */
const frameIn = (text: string): Frame => JSON.parse(text.slice(text.indexOf("{")));

/** Whether a frame has all that `wanted` names, where that leaves some fields open. */
function matches(got: string, wanted: string): boolean {
  const { "…": open, ...named } = JSON.parse(wanted);
  return open !== undefined && got !== "nothing" && Bun.deepMatch(named, JSON.parse(got));
}

const peopleOf = (room: TestClass) =>
  Array.from(room.server.live.rooms.find(room.session.id)?.state.participants.people.values() ?? []);
