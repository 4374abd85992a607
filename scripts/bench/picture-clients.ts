/**
 * The phones that load a picture, in a separate process. They are raw TCP connections that count bytes, because `fetch`
 * limits how many requests run at a time.
 */
import type { Socket } from "bun";

/** Connects `phones` phones to a server. */
export interface Connect {
  readonly do: "connect";
  readonly name: string;
  readonly url: string;
  readonly phones: number;
}

/** Every phone of a server loads `path` at once. */
export interface Load {
  readonly do: "load";
  readonly name: string;
  readonly path: string;
}

/** How long each phone took, in ms, in ascending order. */
export type Durations = { readonly took: readonly number[] };

interface Phone {
  readonly socket: Socket;
  onBytes: (bytes: Uint8Array) => void;
}

const crowds = new Map<string, { readonly host: string; readonly phones: readonly Phone[] }>();

async function connect({ name, url, phones: count }: Connect): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const open = async (): Promise<Phone> => {
    const phone = { onBytes: (_: Uint8Array) => {} };
    const data = (_: Socket, bytes: Uint8Array) => phone.onBytes(bytes);
    const socket = await Bun.connect({ hostname, port: Number(port), socket: { binaryType: "uint8array", data } });
    return Object.assign(phone, { socket });
  };
  const phones: Phone[] = [];
  for (let n = 0; n < count; n++) phones.push(await open());
  crowds.set(name, { host, phones });
}

/** Sends the request, and resolves when the response is complete. */
function load(phone: Phone, request: string): Promise<void> {
  const done = Promise.withResolvers<void>();
  let head = "";
  let left = 0;
  phone.onBytes = (bytes) => {
    left -= bytes.length;
    if (!head.includes("\r\n\r\n")) {
      head += Buffer.from(bytes).toString("latin1");
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (!head.startsWith("HTTP/1.1 200 ")) return done.reject(new Error(head.slice(0, 200)));
      left = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]) - head.length;
    }
    if (left <= 0) done.resolve();
  };
  phone.socket.write(request);
  return done.promise;
}

async function loadAll({ name, path }: Load): Promise<number[]> {
  const crowd = crowds.get(name);
  if (!crowd) throw new Error(`nobody is connected to ${name}`);
  const request = `GET ${path} HTTP/1.1\r\nHost: ${crowd.host}\r\n\r\n`;
  const start = performance.now();
  const took = await Promise.all(
    crowd.phones.map(async (phone) => {
      await load(phone, request);
      return performance.now() - start;
    }),
  );
  return took.sort((a, b) => a - b);
}

process.on("message", async (order: Connect | Load) => {
  let took: number[] = [];
  if (order.do === "load") took = await loadAll(order);
  else await connect(order);
  process.send?.({ took } satisfies Durations);
});
