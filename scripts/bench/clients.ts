/**
 * The clients, in a separate process so that only the server is measured: raw TCP connections that count frames without
 * parsing them. They receive orders over IPC and answer with figures.
 */
import { toFrame } from "../../test/support/frames.ts";
import { RawSocket } from "../../test/support/raw-socket.ts";

/** How commands are written: as JSON of Lectern's native dialect, or as events of Socket.IO with an acknowledgement. */
export type Speaks = "lectern" | "socket.io";

/** Connects clients with these tokens. The first one is the driver. */
export interface Connect {
  readonly do: "connect";
  readonly name: string;
  /** One for all, or one for each token. */
  readonly url: string | readonly string[];
  readonly tokens: readonly string[];
  /** Waits until each client has received a frame that begins with this. */
  readonly begins?: string;
  readonly speaks?: Speaks | undefined;
}

/** Closes the connections of these clients. */
export interface Leave {
  readonly do: "leave";
  readonly name: string;
}

/** Publishes `events` events, `window` in flight at a time, and waits until every client has received them all. */
export interface Measure {
  readonly do: "publish";
  readonly name: string;
  readonly events: number;
  readonly window: number;
  /** The frame that causes the server to publish an event. */
  readonly trigger: object;
  /** The first bytes of the frames that are counted. */
  readonly begins: string;
  /** Sends an event every so many milliseconds instead (`window` is ignored), and reports how long each frame took. */
  readonly everyMs?: number;
}

/** Sends `each` commands from every client, `window` in flight at a time, and waits for all answers. */
export interface Ask {
  readonly do: "ask";
  readonly name: string;
  readonly each: number;
  readonly window: number;
  readonly command: object;
}

export type Order = Connect | Measure | Ask | Leave;
/** The duration of an order. */
export interface Duration {
  readonly seconds: number;
  /** How long each frame of a steady publication took to arrive, in milliseconds. */
  readonly took?: readonly number[];
}

/** What of a protocol the clients know. */
interface Protocol {
  /** Sent once a connection is open. */
  readonly hello?: string;
  readonly write: (command: { id: string }) => string;
  /** The first bytes of a published event, and of an answer. */
  readonly event: (begins: string) => string;
  readonly answer: string;
}

const protocols: Readonly<Record<Speaks, Protocol>> = {
  lectern: { write: (command) => JSON.stringify(command), event: (begins) => begins, answer: '{"type":"ok"' },
  "socket.io": {
    // Engine.IO's message (4) and in it Socket.IO's connect (0), event (2) and acknowledgement (3).
    hello: "40",
    write: (command) => `42${command.id}["command",${JSON.stringify(command)}]`,
    event: (begins) => `42["event",${begins}`,
    answer: "43",
  },
};

interface Crowd {
  readonly driver: RawSocket;
  readonly sockets: RawSocket[];
  readonly speaks: Protocol;
  /** Called with the socket's index for each frame that starts with `begins`. */
  onFrame: (n: number) => void;
  begins: Uint8Array;
}

const crowds = new Map<string, Crowd>();

function crowdOf(name: string): Crowd {
  const crowd = crowds.get(name);
  if (!crowd) throw new Error(`nobody is connected to ${name}`);
  return crowd;
}

async function connect({ name, url, tokens, begins = "", speaks: protocol = "lectern" }: Connect): Promise<void> {
  const sockets: RawSocket[] = [];
  const speaks = protocols[protocol];
  const crowd = { sockets, speaks, onFrame: () => {}, begins: new Uint8Array() } as unknown as Crowd & {
    driver: RawSocket;
  };
  let welcomed = 0;
  const all = begins === "" ? undefined : listen(crowd, begins, () => ++welcomed === tokens.length);
  const open = (token: string, n: number) =>
    RawSocket.open(typeof url === "string" ? url : (url[n] ?? ""), {
      token,
      onFrame(_, bytes, start) {
        const { begins } = crowd;
        for (let at = 0; at < begins.length; at++) if (bytes[start + at] !== begins[at]) return;
        crowd.onFrame(n);
      },
    });
  for (let n = 0; n < tokens.length; n += 100) {
    sockets.push(...(await Promise.all(tokens.slice(n, n + 100).map((token, k) => open(token, n + k)))));
  }
  if (speaks.hello !== undefined) for (const socket of sockets) socket.write(toFrame(speaks.hello));
  const [driver] = sockets;
  if (!driver) throw new Error("a crowd has somebody");
  crowds.set(name, Object.assign(crowd, { driver }));
  await all;
}

async function leave({ name }: Leave): Promise<void> {
  const { sockets } = crowdOf(name);
  crowds.delete(name);
  for (const socket of sockets) await socket[Symbol.asyncDispose]();
}

/** Counts frames that start with `begins`; resolves when `onFrame` returns true. */
function listen(crowd: Crowd, begins: string, onFrame: (n: number) => boolean): Promise<void> {
  const done = Promise.withResolvers<void>();
  crowd.begins = Buffer.from(begins);
  crowd.onFrame = (n) => {
    if (!onFrame(n)) return;
    crowd.begins = Buffer.from("nothing");
    done.resolve();
  };
  return done.promise;
}

/** Sends commands in one write. */
function sendAll(socket: RawSocket | undefined, { write }: Protocol, commands: readonly { id: string }[]): void {
  socket?.write(Buffer.concat(commands.map((command) => toFrame(write(command)))));
}

async function publish({ name, events, window, trigger, begins }: Measure): Promise<void> {
  const crowd = crowdOf(name);
  const { driver, sockets, speaks } = crowd;
  const next = (count: number) => Array.from({ length: count }, () => ({ id: String(++lastId), ...trigger }));
  let sent = Math.min(window, events);
  let due = 0;
  /** The number of events per client, and of clients per event. */
  const got = new Uint32Array(sockets.length);
  const reached = new Uint32Array(events);
  // Events that are due at the same time are sent together, to both servers.
  const send = () => {
    sendAll(driver, speaks, next(due));
    due = 0;
  };
  const done = listen(crowd, speaks.event(begins), (n) => {
    const event = got[n] ?? 0;
    got[n] = event + 1;
    reached[event] = (reached[event] ?? 0) + 1;
    if (reached[event] !== sockets.length) return false;
    if (sent < events) {
      sent += 1;
      due += 1;
      if (due === 1) queueMicrotask(send);
    }
    return event === events - 1;
  });
  sendAll(driver, speaks, next(sent));
  await done;
}

/** Publishes at a steady rate. Returns how long each frame took to each client. */
async function publishSteadily({ name, events, trigger, begins, everyMs = 0 }: Measure): Promise<number[]> {
  const crowd = crowdOf(name);
  const { driver, sockets } = crowd;
  const got = new Uint32Array(sockets.length);
  const sentAt: number[] = [];
  const took: number[] = [];
  const done = listen(crowd, begins, (n) => {
    const event = got[n] ?? 0;
    got[n] = event + 1;
    return took.push(performance.now() - (sentAt[event] ?? Number.NaN)) === events * sockets.length;
  });
  const start = performance.now();
  for (let event = 0; event < events; event++) {
    await Bun.sleep(Math.max(0, start + event * everyMs - performance.now()));
    sentAt.push(performance.now());
    driver.send({ id: String(++lastId), ...trigger });
  }
  await done;
  return took;
}

async function ask({ name, each, window, command }: Ask): Promise<void> {
  const crowd = crowdOf(name);
  const { speaks } = crowd;
  const senders = crowd.sockets.slice(1);
  const sent = senders.map(() => Math.min(window, each));
  /** How many commands each sender sends next: those whose answers arrived together are replaced together. */
  const due = senders.map(() => 0);
  let answered = 0;
  const next = (count: number) => Array.from({ length: count }, () => ({ id: String(++lastId), ...command }));
  const send = (sender: number) => {
    sendAll(senders[sender], speaks, next(due[sender] ?? 0));
    due[sender] = 0;
  };
  const done = listen(crowd, speaks.answer, (n) => {
    answered += 1;
    const mine = sent[n - 1] ?? each;
    if (mine < each) {
      sent[n - 1] = mine + 1;
      const first = due[n - 1] === 0;
      due[n - 1] = (due[n - 1] ?? 0) + 1;
      if (first) queueMicrotask(() => send(n - 1));
    }
    return answered === each * senders.length;
  });
  for (const sender of senders) sendAll(sender, speaks, next(Math.min(window, each)));
  await done;
}

/** The last command's id. No id is used twice, so that no command is a repetition. */
let lastId = 1e9;

process.on("message", async (order: Order) => {
  const start = performance.now();
  let took: number[] | undefined;
  if (order.do === "connect") await connect(order);
  else if (order.do === "publish" && order.everyMs !== undefined) took = await publishSteadily(order);
  else if (order.do === "publish") await publish(order);
  else if (order.do === "leave") await leave(order);
  else await ask(order);
  const seconds = (performance.now() - start) / 1000;
  process.send?.((took ? { seconds, took } : { seconds }) satisfies Duration);
});
