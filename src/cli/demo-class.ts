/** Runs `lectern demo`: a class with simulated students, in the running server or in a server of its own. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { readData } from "../config.ts";
import { openCrowd } from "../demo/crowd.ts";
import type { DemoLanguage } from "../demo/texts.ts";
import { openAddressBook } from "../lan/address-book.ts";
import { lectern } from "../samples/lectern.ts";
import { toLessonInput } from "../samples/sample.ts";
import { openServer } from "../server.ts";
import { openStore } from "../store/open.ts";
import { Refusal } from "./command.ts";
import { startLogging } from "./logging.ts";
import { hasDesktop, openPage } from "./open-page.ts";
import { findRunning, loopbackUrl } from "./running.ts";
import { describeStartError } from "./start-errors.ts";
import { logUncaughtErrors, stopOnSignal } from "./stopping.ts";

export interface DemoClassOptions {
  /** Undefined: the server that runs on `./lectern-data`, else a temporary folder. */
  readonly data: string | undefined;
  /** Undefined: 8000, or any free port if that is in use. */
  readonly port: number | undefined;
  readonly students: number;
  readonly seed: number;
  readonly language: DemoLanguage;
  /** Whether to open the teacher's page; undefined: if there is a terminal and a desktop. */
  readonly open: boolean | undefined;
}

/** A server for the class, and a teacher's credential. */
interface Host extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  /** What the teacher's link adds to the class's page to sign in. */
  readonly signIn: string;
  /** What to say about where its data is. */
  readonly data: string;
  readonly isOwn: boolean;
}

const defaultPort = 8000;

/** Runs until Ctrl+C; in a server that ran before, also until the class ends. */
export async function runDemoClass(options: DemoClassOptions): Promise<void> {
  const interrupted = new AbortController();
  const ending = stopOnSignal(async () => interrupted.abort());
  await using host = (await joinHost(options)) ?? (await openHost(options));
  const { code, join_url } = await createClass(host, options.language);
  const page = `${host.url}/teach/${code}`;
  const { students, seed, language } = options;
  const over = Promise.withResolvers<void>();
  const crowd = openCrowd({ url: loopbackUrl(host.url), code, language, students, seed, onEnd: over.resolve });
  announce({ host, page, join_url, students, seed });
  if (options.open ?? hasDesktop(process.env, process.platform, process.stdout.isTTY === true)) {
    openPage(page + host.signIn);
  }
  await Promise.race([over.promise, ending]);
  crowd.close();
  if (interrupted.signal.aborted) {
    await call(host, `POST /api/sessions/${code}/end`, {}).catch(() => {});
    if (!host.isOwn) console.log("The class has ended. It is in your list, marked as a demo: one press deletes it.");
    return;
  }
  console.log(`The class has ended. Its report: ${page}/report`);
  if (!host.isOwn) return;
  console.log("Stop with Ctrl+C.");
  await ending;
}

/** Joins the server that runs on the data folder; undefined if there is none. */
async function joinHost({ data }: DemoClassOptions): Promise<Host | undefined> {
  const folder = readData({ data }, process.env);
  const running = findRunning(folder);
  // After a kill its file still exists.
  const tls = { rejectUnauthorized: false };
  const answers = running && (await fetch(`${loopbackUrl(running.url)}/healthz`, { tls }).catch(() => undefined));
  if (!running || !answers?.ok) return undefined;
  const store = openStore(folder);
  const { token, hash } = store.users.issue(store.users.ownerAccount());
  return {
    url: running.url,
    token,
    signIn: "",
    data: folder,
    isOwn: false,
    async [Symbol.asyncDispose]() {
      store.users.revoke(hash);
      store[Symbol.dispose]();
    },
  };
}

/** Starts a server in the given folder, or in a temporary one. */
async function openHost({ data: given, port }: DemoClassOptions): Promise<Host> {
  startLogging("warning", process.stderr.isTTY ? "pretty" : "json");
  const data =
    given === undefined ? mkdtempSync(join(tmpdir(), "lectern-demo-")) : readData({ data: given }, process.env);
  const teacherKey = randomBytes(16).toString("base64url");
  const host = "0.0.0.0";
  const addresses = openAddressBook({ host, data });
  const open = (port: number) => openServer({ host, port, data, teacherKey, addresses });
  const server = await open(port ?? defaultPort)
    .catch((error: unknown) => {
      const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (port !== undefined || !isTaken) throw error;
      return open(0);
    })
    .catch((error: unknown) => {
      const config = { port: port ?? defaultPort, host, data, tls: undefined };
      throw new Refusal(describeStartError(error, config, findRunning(data)));
    });
  logUncaughtErrors();
  const { token } = z
    .object({ token: z.string() })
    .parse(await call({ url: server.url, token: "" }, "POST /api/auth/key", { key: teacherKey }));
  return {
    url: server.url,
    token,
    signIn: `#key=${encodeURIComponent(teacherKey)}`,
    data: given === undefined ? `${data} (temporary: deleted at the end)` : data,
    isOwn: true,
    async [Symbol.asyncDispose]() {
      await server.stop();
      if (given === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Calls the server. Throws a `Refusal` with its reason if it rejects the call. */
async function call({ url, token }: Pick<Host, "url" | "token">, route: string, body?: unknown) {
  const [method = "", path = ""] = route.split(" ");
  const response = await fetch(loopbackUrl(url) + path, {
    method,
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    tls: { rejectUnauthorized: false },
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { detail } = z.object({ detail: z.string().default("") }).parse(answer);
  throw new Refusal(`The server at ${url} does not take the demo: ${detail || response.status}`);
}

const Lessons = z.array(z.object({ id: z.number(), title: z.string() }));
const Created = z.object({ code: z.string(), join_url: z.string() });

/** Creates the class, with the demo's lesson. */
async function createClass(host: Host, language: DemoLanguage): Promise<z.output<typeof Created>> {
  const input = toLessonInput(lectern[language]);
  const lessons = Lessons.parse(await call(host, "GET /api/lessons?limit=200"));
  const known = lessons.find(({ title }) => title === input.title);
  const lesson = known ?? Lessons.element.parse(await call(host, "POST /api/lessons", input));
  const session = { title: input.title, lesson_id: lesson.id, demo: true };
  return Created.parse(await call(host, "POST /api/sessions", session));
}

interface Announcement {
  readonly host: Host;
  readonly page: string;
  readonly join_url: string;
  readonly students: number;
  readonly seed: number;
}

function announce({ host, page, join_url, students, seed }: Announcement): void {
  console.log(`
  ${students} simulated students join a class (--seed ${seed} repeats them).

  Teacher    ${page}${host.signIn}
             Press Begin, then Next: the students follow.
  Your phone ${join_url}
  Data       ${host.data}

  Stop with Ctrl+C.
`);
}
