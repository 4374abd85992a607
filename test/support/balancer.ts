/** A load balancer for tests: each connection goes to a random one of the nodes that accept it. */
import type { Socket } from "bun";

export interface Balancer extends Disposable {
  readonly port: number;
  /** The ports of the nodes; they can change. */
  ports: readonly number[];
  /** Resolves once no client is connected, or after a second. */
  drain(): Promise<void>;
}

interface Pipe {
  other: Socket<Pipe> | undefined;
  /** What could not be written yet. */
  waiting: Buffer[];
  closed: boolean;
}

function write(socket: Socket<Pipe>): void {
  const { waiting } = socket.data;
  while (waiting[0]) {
    const [first] = waiting;
    const written = socket.write(first);
    if (written < first.length) {
      waiting[0] = first.subarray(Math.max(0, written));
      // Whoever reads slowly is sent to slowly.
      socket.data.other?.pause();
      return;
    }
    waiting.shift();
  }
  socket.data.other?.resume();
  if (socket.data.closed) socket.end();
}

/** Passes on what one side sends to the other. */
const directly = {
  data(socket: Socket<Pipe>, data: Buffer) {
    const { other } = socket.data;
    if (!other) return;
    other.data.waiting.push(Buffer.from(data));
    write(other);
  },
  drain: write,
  close(socket: Socket<Pipe>) {
    const { other } = socket.data;
    if (!other) return;
    other.data.closed = true;
    other.resume();
    write(other);
  },
  error() {},
};

const delayed = (ms: number) => (socket: Socket<Pipe>, data: Buffer) => {
  const copy = Buffer.from(data);
  setTimeout(() => directly.data(socket, copy), ms);
};

/** `delayMs`: how long each piece of data is on its way, in milliseconds (default: 0). */
export function openBalancer(ports: readonly number[], delayMs = 0): Balancer {
  const balancer = { ports };
  const handlers = delayMs === 0 ? directly : { ...directly, data: delayed(delayMs) };

  async function connect(client: Socket<Pipe>): Promise<void> {
    const shuffled = balancer.ports.toSorted(() => Math.random() - 0.5);
    for (const port of shuffled) {
      const node = await Bun.connect<Pipe>({
        hostname: "127.0.0.1",
        port,
        data: { other: client, waiting: [], closed: false },
        socket: { ...handlers, connectError() {} },
      }).catch(() => undefined);
      if (!node) continue;
      client.data.other = node;
      node.data.waiting.push(...(early.get(client) ?? []));
      early.delete(client);
      write(node);
      return;
    }
    client.end();
  }

  let clients = 0;
  /** What clients sent before a node was connected. */
  const early = new Map<Socket<Pipe>, Buffer[]>();
  const listener = Bun.listen<Pipe>({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      ...handlers,
      open(socket) {
        socket.data = { other: undefined, waiting: [], closed: false };
        early.set(socket, []);
        clients += 1;
        void connect(socket);
      },
      data(socket, data) {
        const before = early.get(socket);
        if (before) before.push(Buffer.from(data));
        else handlers.data(socket, data);
      },
      close(socket) {
        clients -= 1;
        directly.close(socket);
      },
    },
  });
  return {
    port: listener.port,
    get ports() {
      return balancer.ports;
    },
    set ports(ports) {
      balancer.ports = ports;
    },
    async drain() {
      for (const until = performance.now() + 1000; clients > 0 && performance.now() < until; ) await Bun.sleep(5);
    },
    [Symbol.dispose]: () => listener.stop(true),
  };
}
