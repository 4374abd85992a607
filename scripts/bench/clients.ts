/**
 * The clients, in a process of their own, so that the server's is measured and not theirs: raw TCP connections that
 * count frames and look at nothing. Told over IPC what to do, they answer with figures.
 */
import { RawSocket } from "../../test/support/raw-socket.ts";

/** Connect these, and keep them. The first of the tokens drives; frames of other lengths are not counted. */
export interface Connect {
  readonly do: "connect";
  readonly name: string;
  readonly url: string;
  readonly tokens: readonly string[];
  /** Sent once by the one that drives. */
  readonly hello?: unknown;
}

/** Have `events` events told, `window` on their way at a time, and wait until everybody has them all. */
export interface Measure {
  readonly do: "publish";
  readonly name: string;
  readonly events: number;
  readonly window: number;
  /** What makes the server tell one. */
  readonly trigger: unknown;
  /** How the frames that count begin. */
  readonly begins: string;
}

/** Have every client send `each` commands, `window` on their way at a time, and wait for all answers. */
export interface Ask {
  readonly do: "ask";
  readonly name: string;
  readonly each: number;
  readonly window: number;
  readonly command: unknown;
}

export type Order = Connect | Measure | Ask;
/** Seconds that it took. */
export type Took = { readonly seconds: number };

interface Crowd {
  readonly driver: RawSocket;
  readonly sockets: RawSocket[];
  /** Called for each frame that begins as `begins`, with its socket's place. */
  heard: (n: number) => void;
  begins: Uint8Array;
}

const crowds = new Map<string, Crowd>();

function crowdOf(name: string): Crowd {
  const crowd = crowds.get(name);
  if (!crowd) throw new Error(`nobody is connected to ${name}`);
  return crowd;
}

async function connect({ name, url, tokens, hello }: Connect): Promise<void> {
  const sockets: RawSocket[] = [];
  const crowd = { sockets, heard: () => {}, begins: new Uint8Array() } as unknown as Crowd & { driver: RawSocket };
  const open = (token: string, n: number) =>
    RawSocket.open(url, {
      token,
      onFrame(_, bytes, start) {
        const { begins } = crowd;
        for (let at = 0; at < begins.length; at++) if (bytes[start + at] !== begins[at]) return;
        crowd.heard(n);
      },
    });
  for (let n = 0; n < tokens.length; n += 100) {
    sockets.push(...(await Promise.all(tokens.slice(n, n + 100).map((token, k) => open(token, n + k)))));
  }
  const [driver] = sockets;
  if (!driver) throw new Error("a crowd has somebody");
  crowds.set(name, Object.assign(crowd, { driver }));
  if (hello !== undefined) driver.send(hello);
}

/** Listens for frames that begin so; resolves when `heard` says that it was the last. */
function listen(crowd: Crowd, begins: string, heard: (n: number) => boolean): Promise<void> {
  const done = Promise.withResolvers<void>();
  crowd.begins = Buffer.from(begins);
  crowd.heard = (n) => {
    if (!heard(n)) return;
    crowd.begins = Buffer.from("nothing");
    done.resolve();
  };
  return done.promise;
}

async function publish({ name, events, window, trigger, begins }: Measure): Promise<void> {
  const crowd = crowdOf(name);
  const { driver, sockets } = crowd;
  let sent = Math.min(window, events);
  let due = 0;
  /** How many events each client got, and how many clients got each event. */
  const got = new Uint32Array(sockets.length);
  const reached = new Uint32Array(events);
  // Those that come due together go out together, to both servers alike.
  const send = () => {
    driver.send(...Array.from({ length: due }, () => trigger));
    due = 0;
  };
  const done = listen(crowd, begins, (n) => {
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
  driver.send(...Array.from({ length: sent }, () => trigger));
  await done;
}

async function ask({ name, each, window, command }: Ask): Promise<void> {
  const crowd = crowdOf(name);
  const senders = crowd.sockets.slice(1);
  const sent = senders.map(() => Math.min(window, each));
  let answered = 0;
  const done = listen(crowd, '{"type":"ok"', (n) => {
    answered += 1;
    const mine = sent[n - 1] ?? each;
    if (mine < each) {
      sent[n - 1] = mine + 1;
      senders[n - 1]?.send(command);
    }
    return answered === each * senders.length;
  });
  for (const sender of senders) sender.send(...Array.from({ length: Math.min(window, each) }, () => command));
  await done;
}

process.on("message", async (order: Order) => {
  const start = performance.now();
  if (order.do === "connect") await connect(order);
  else if (order.do === "publish") await publish(order);
  else await ask(order);
  process.send?.({ seconds: (performance.now() - start) / 1000 } satisfies Took);
});
