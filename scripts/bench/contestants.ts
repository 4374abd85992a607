/** The servers of one measurement: Lectern, another checkout of it if there is one, and the controls. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Speaks } from "./clients.ts";
import { type Clients, openClients } from "./drive.ts";
import type { DurableFrames } from "./durable.ts";
import type { Contestant, Taken } from "./rounds.ts";
import { type Child, type Class, openChild, openProgram, sample, signIn } from "./servers.ts";

const script = (name: string) => join(import.meta.dir, name);

/** A running server, and where and as whom clients connect to it. */
export interface Entrant {
  readonly child: Child;
  readonly url: string;
  /** The first one is the teacher's. */
  readonly tokens: readonly string[];
  readonly speaks?: Speaks | undefined;
}

/** A server of others, which gets the controls' frames as JSON text. */
export interface Peer {
  readonly name: "ws" | "socket.io";
  readonly command: (frames: string) => readonly string[];
  readonly path: string;
  readonly speaks?: Speaks;
}

export interface Contest extends AsyncDisposable {
  readonly names: readonly Contestant[];
  readonly clients: Clients;
  readonly class: Class;
  entrant(name: Contestant): Entrant;
  /** Measures an order of the clients. */
  take(name: Contestant, order: () => Promise<{ readonly seconds: number }>): Promise<Taken>;
}

export interface ContestOptions {
  readonly students: number;
  /** The folder of another checkout, which runs beside this one. */
  readonly against: string | undefined;
  readonly controls: readonly ("durable" | "bare")[];
  readonly peers?: readonly Peer[];
  /** What each Lectern's class needs besides students. */
  readonly prepare?: ((of: { url: string; made: Class }) => Promise<unknown>) | undefined;
  /** The frames of the controls, made from a class in Lectern. */
  readonly frames: (of: { url: string; made: Class }) => Promise<DurableFrames>;
}

export async function openContest(options: ContestOptions): Promise<Contest> {
  const { students, against, controls, peers = [], prepare, frames } = options;
  await using stack = new AsyncDisposableStack();
  const folder = () => stack.adopt(mkdtempSync(join(tmpdir(), "lectern-bench-")), remove);
  const clients = stack.use(openClients(script("clients.ts")));
  const entrants = new Map<Contestant, Entrant>();

  async function enter(name: "lectern" | "before", args: string[]): Promise<{ url: string; made: Class }> {
    const child = stack.use(await openChild(script("lectern.ts"), folder(), ...args));
    const made = await signIn(child.url, students);
    await prepare?.({ url: child.url, made });
    const url = `${child.url}/ws/live/${made.session.code}`;
    entrants.set(name, { child, url, tokens: made.tokens });
    return { url, made };
  }

  const ours = await enter("lectern", []);
  if (against !== undefined) await enter("before", [against]);
  const texts = JSON.stringify(await frames(ours));
  for (const name of controls) {
    const args = name === "durable" ? [folder(), texts] : [texts];
    const child = stack.use(await openChild(script(`${name}.ts`), ...args));
    entrants.set(name, { child, url: child.url, tokens: ours.made.tokens });
  }
  for (const { name, command, path, speaks } of peers) {
    const child = stack.use(await openProgram(command(texts)));
    entrants.set(name, { child, url: child.url + path, tokens: ours.made.tokens, speaks });
  }

  const opened = stack.move();
  const entrant = (name: Contestant) => {
    const found = entrants.get(name);
    if (!found) throw new Error(`${name} does not take part`);
    return found;
  };
  return {
    names: Array.from(entrants.keys()),
    clients,
    class: ours.made,
    entrant,
    async take(name, order) {
      const { child } = entrant(name);
      const before = child.cpu();
      const { seconds } = await order();
      return { seconds, cpu: child.cpu() - before };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

const remove = (path: string) => rmSync(path, { recursive: true, force: true });

/** The frames with which Lectern answers a command of the first student, or of the teacher. */
export async function framesOf(
  { url, made }: { url: string; made: Class },
  { by, command, event, to }: { by: "teacher" | "student"; command: object; event: string } & Pick<DurableFrames, "to">,
): Promise<DurableFrames> {
  const [teacher = "", student = ""] = made.tokens;
  const sender = by === "teacher" ? teacher : student;
  const listener = to === "teacher" ? teacher : sender;
  return {
    ok: await sample(url, { token: sender, begins: '{"type":"ok"', frame: { id: "sample-1", ...command } }),
    event: await sample(url, {
      token: listener,
      begins: `{"type":"${event}"`,
      frame: { id: "sample-2", ...command },
      sender,
    }),
    to,
  };
}
