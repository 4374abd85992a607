/**
 * Runs a transcript: the frames that people send, and exactly the frames that everyone in the room receives. A person not
 * listed under an action must receive nothing, which is checked, too.
 *
 *     ## A heading begins a test, with a new session TEST001
 *     student is "Test Student", who has joined        (or: who has an account, without a seat as yet)
 *     student connects                                 (… again as phone; … by lectern; … at /ws/…; … with ?since=3)
 *       teacher < {"type": "…"}                        what the teacher receives, exactly
 *     student > {"type": "…"}                          sent unchanged; of an app that speaks in lines, the line
 *     teacher POST /api/sessions/TEST001/end {"…": 1}  over HTTP
 *       = 200 {"…": "…"}                               its answer: these fields at least
 *       student x 1000                                 the connection closes
 *     student leaves
 *     stranger is refused 403                          (or, by a close: 1008 Session not found; … at /ws/…)
 *
 * `"…": "…"` in a frame stands for any other fields.
 * `$session`, `$student` and so on stand for UUIDs, `$message` for any other UUID, `$time` for a time, `$url` for the
 * server's address. All frames are also validated against the AsyncAPI document.
 */
import { describe, expect, test } from "bun:test";
import { openClass, type TestClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { knock } from "../support/knock.ts";
import { misfitsOf } from "../support/payloads.ts";
import { rounds } from "../support/rounds.ts";
import { frameOf, TestSocket } from "../support/socket.ts";
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

/** The timeout for an expected frame, in milliseconds; a teacher's absence is announced after 3 s. */
const timeoutMs = 6000;

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

/** Defines a test for each heading of the transcript in `file`. */
export async function transcript(name: keyof typeof voices, file: URL): Promise<void> {
  const scenes = parse(await Bun.file(file).text());
  describe(`P1 ${name} speaks its transcript, letter for letter`, () => {
    for (const scene of scenes) test(scene.title, () => play(scene, name), 3 * timeoutMs);
  });
}

/** A connection, and how many of its frames have been checked. */
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
  const schemaErrors: string[] = [];
  let message = "";
  let pings = 1_000_000;
  /** The accounts' ids in the order in which they were made. Each node numbers those that it makes from a block of its own. */
  const accounts = Array.from(peopleOf(room), ({ user_id }) => user_id);
  const voiceOf = (name: keyof typeof voices): Voice => voices[name];

  /** Returns an account's id as a single node would have given it. */
  function toNumber(id: number): number {
    if (room.nodes.length === 1) return id;
    if (!accounts.includes(id)) accounts.push(id);
    return accounts.indexOf(id) + 1;
  }

  /** Replaces values that differ from run to run by variables. */
  function toVariables(text: string): string {
    let result = text
      .replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"$time"')
      .replaceAll(room.url.replace("127.0.0.1", "localhost"), "$url")
      .replaceAll(room.session.id, "$session")
      .replace(/"user_id":(\d+)/g, (_, id) => `"user_id":${toNumber(Number(id))}`);
    for (const { id, nickname } of peopleOf(room))
      result = result.replaceAll(id, `$${names.get(nickname) ?? nickname}`);
    return result.replace(/"[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}"/g, (id) => {
      message = id.slice(1, -1);
      return '"$message"';
    });
  }

  /** Replaces the variables of a transcript by their values. */
  function toValues(text: string): string {
    let result = text.replaceAll("$session", room.session.id).replaceAll("$message", message);
    for (const { id, nickname } of peopleOf(room)) result = result.replaceAll(`"$${names.get(nickname)}"`, `"${id}"`);
    for (const { id, nickname } of peopleOf(room)) result = result.replaceAll(`/$${names.get(nickname)}`, `/${id}`);
    return result;
  }

  /** The text of the next frame that a connection receives; undefined after the timeout. */
  async function next(line: Line): Promise<string | undefined> {
    for (;;) {
      const frame = await Promise.race([line.socket.next(), Bun.sleep(timeoutMs)]);
      if (frame === undefined) return;
      const text = line.socket.texts[line.read++] ?? "";
      schemaErrors.push(...misfitsOf(line.app, "out", frame));
      if (!voiceOf(line.app).aside(frame)) return text;
    }
  }

  /** The frames that a connection has received so far and that have not been checked. */
  async function more(line: Line): Promise<string[]> {
    const { send, answer } = voiceOf(line.app).alive(pings++);
    line.socket.send(send);
    const texts: string[] = [];
    for (let text = await next(line); text !== undefined; text = await next(line)) {
      const frame = frameOf(text);
      if (Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) })) return texts;
      texts.push(text);
    }
    return [...texts, "no answer to the ping"];
  }

  /** The path by which a person connects. A person without a seat gets an unknown id. */
  function pathOf(name: string, by: keyof typeof voices): string {
    const person = peopleOf(room).find(({ nickname }) => names.get(nickname) === name);
    return `${voiceOf(by).path("TEST001", person ?? { id: "00000000-0000-7000-8000-000000000000", role: "STUDENT" })}/`;
  }

  async function connect(name: string, how: string): Promise<void> {
    const form = /^(?:again as (?<as>\w+))? ?(?:by (?<by>\w+))? ?(?:at (?<at>\S+))? ?(?:with (?<query>\S+))?$/;
    const { as = name, by = app, at, query = "" } = form.exec(how)?.groups ?? {};
    const path = at ? toValues(at) : pathOf(name, by as keyof typeof voices);
    const socket = await TestSocket.open(room.url + path + query, tokens.get(name));
    lines.set(as, { app: by as keyof typeof voices, socket, read: 0 });
  }

  /** Expects a connection to be rejected: by an HTTP status, or by a close and its reason. */
  async function expectRejected(line: string, name: string, how: string): Promise<void> {
    const [, by = "", at] = /^refused (.+?)(?: at (\S+))?$/.exec(how) ?? [];
    const url = room.url + (at ? toValues(at) : pathOf(name, app));
    const token = tokens.get(name);
    if (Number(by) < 600) {
      expect(line.replace(by, String((await knock(url, token)).status))).toBe(line);
    } else {
      const { code, reason } = await (await TestSocket.open(url, token)).closed;
      expect(line.replace(by, `${code} ${reason}`)).toBe(line);
    }
  }

  /** Executes a line; returns the answer of an HTTP call. */
  async function act(line: string): Promise<{ status: number; body: unknown } | undefined> {
    const [name = "", verb = ""] = line.split(" ", 2);
    const rest = line.slice(name.length + verb.length + 2);
    if (verb === "is") {
      const [, nickname, how] = /^"(.+)", who has (joined|an account)$/.exec(rest) ?? [];
      if (nickname) return cast(name, nickname, how === "joined");
      await expectRejected(line, name, rest);
    } else if (verb === "connects") {
      await connect(name, rest);
    } else if (verb === "leaves") {
      await lines.get(name)?.socket[Symbol.asyncDispose]();
      lines.delete(name);
    } else if (verb === ">") {
      lines.get(name)?.socket.send(toValues(rest));
    } else {
      const [path = ""] = rest.split(" ", 1);
      const body = rest.slice(path.length).trim();
      return room.call(verb, toValues(path), tokens.get(name), body === "" ? undefined : JSON.parse(toValues(body)));
    }
    return undefined;
  }

  async function cast(name: string, nickname: string, joined: boolean): Promise<undefined> {
    names.set(nickname, name);
    if (joined) {
      const { token, participant } = await room.join(nickname);
      tokens.set(name, token);
      toNumber(participant.user_id);
      return;
    }
    const account = { name: nickname, role: "student", password: "correct horse" };
    toNumber((await room.call("POST", "/api/users", room.teacher, account)).body.user.id);
    tokens.set(
      name,
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
      const got = { line, status: answer?.status, body: JSON.parse(toVariables(JSON.stringify(answer?.body ?? null))) };
      expect(got).toMatchObject({ line, status: Number(code), ...(body && { body: JSON.parse(body) }) });
    }

    const expectedLines: string[] = [];
    const receivedLines: string[] = [];
    for (const [name, connection] of lines) {
      const lineTexts = others.flatMap((text) => (text?.startsWith(`${name} `) ? [text.slice(name.length + 1)] : []));
      for (const text of lineTexts) {
        if (text.startsWith("x ")) {
          expectedLines.push(`${name} ${text}`);
          const closed = await Promise.race([connection.socket.closed, Bun.sleep(timeoutMs)]);
          receivedLines.push(`${name} x ${closed?.code}`);
          lines.delete(name);
        } else {
          const frame = text.startsWith("< {") ? JSON.stringify(JSON.parse(text.slice(2))) : text.slice(2);
          expectedLines.push(`${name} < ${frame}`);
          const got = toVariables((await next(connection)) ?? "nothing");
          receivedLines.push(`${name} < ${matches(got, frame) ? frame : got}`);
        }
      }
    }
    expect(others.length).toBe(expectedLines.length);
    for await (const _ of rounds(room)) {
      for (const [name, connection] of lines) {
        for (const text of await more(connection)) receivedLines.push(`${name} < ${toVariables(text)}`);
      }
    }
    expect([line, ...receivedLines].join("\n")).toBe([line, ...expectedLines].join("\n"));
    const [, sender = "", sent] = /^(\w+) > (.+)$/.exec(line) ?? [];
    const from = lines.get(sender);
    const isRejected = expectedLines.some(
      (text) => text.startsWith(`${sender} < `) && /^error$/i.test(String(nameOf(frameIn(text)))),
    );
    if (sent && from && !isRejected) schemaErrors.push(...misfitsOf(from.app, "in", frameOf(toValues(sent))));
    expect({ line, schemaErrors }).toEqual({ line, schemaErrors: [] });
  }
}

/** The frame in a line of a received frame. */
const frameIn = (text: string): Frame => frameOf(text.slice(text.indexOf("< ") + 2));

/** Whether a frame contains all fields of `expected`, if that allows other fields. */
function matches(got: string, expected: string): boolean {
  const { "…": open, ...fields } = frameOf(expected);
  return open !== undefined && got !== "nothing" && Bun.deepMatch(fields, frameOf(got));
}

const peopleOf = (room: TestClass) => Array.from(homeOf(room, room.session.id).room.state.participants.people.values());
