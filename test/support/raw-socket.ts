/** A WebSocket client on a bare TCP connection: it can stop reading, send whatever bytes, and vanish without a word. */
import type { Socket } from "bun";
import { FrameQueue } from "./frame-queue.ts";
import { frameReader, type OnFrame, toFrame } from "./frames.ts";

export interface RawSocketOptions {
  readonly token?: string;
  /** Reads nothing after the first frames. */
  readonly paused?: boolean;
  /** Takes the frames as they come; without it they wait for `next`. */
  readonly onFrame?: OnFrame;
}

const decoder = new TextDecoder();

export class RawSocket implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #frames = new FrameQueue();
  /** How the connection ended: the code of the Close frame, or 1006 if there was none. */
  readonly closed: Promise<number>;

  private constructor(socket: Socket, closed: Promise<number>) {
    this.#socket = socket;
    this.closed = closed;
  }

  /** Connects and shakes hands; throws with the server's first line if it refuses. */
  static async open(url: string, { token, paused, onFrame }: RawSocketOptions = {}): Promise<RawSocket> {
    const { hostname, port, host, pathname, search } = new URL(url);
    const shaken = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<number>();
    let code = 1006;
    let raw: RawSocket | undefined;
    let head = Buffer.alloc(0);
    let open = false;
    const read = frameReader((opcode, bytes, start, end) => {
      if (opcode === 8) code = end > start ? (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0) : 1005;
      else if (onFrame) onFrame(opcode, bytes, start, end);
      else if (opcode === 1 && raw) raw.#frames.add(JSON.parse(decoder.decode(bytes.subarray(start, end))));
    });
    const socket = await Bun.connect({
      hostname,
      port: Number(port),
      socket: {
        binaryType: "uint8array",
        data(_, chunk) {
          if (open) return read(chunk);
          if (paused) socket.pause();
          head = Buffer.concat([head, chunk]);
          const end = head.indexOf("\r\n\r\n");
          if (end < 0) return;
          const [status = ""] = head.toString("latin1", 0, end).split("\r\n");
          if (!status.startsWith("HTTP/1.1 101")) return shaken.reject(new Error(status));
          open = true;
          shaken.resolve();
          if (head.length > end + 4) read(head.subarray(end + 4));
        },
        close() {
          shaken.reject(new Error("closed before the handshake"));
          closed.resolve(code);
        },
        error() {},
      },
    });
    raw = new RawSocket(socket, closed.promise);
    const lines = [
      `GET ${pathname}${search} HTTP/1.1`,
      `Host: ${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13",
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    await shaken.promise;
    return raw;
  }

  /** The next frame there is or comes. */
  next(): Promise<any> {
    return this.#frames.next();
  }

  /** Sends text frames in one write. */
  send(...frames: unknown[]): void {
    this.write(Buffer.concat(frames.map((frame) => toFrame(JSON.stringify(frame)))));
  }

  /** Sends bytes as they are. */
  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Stops reading: what the server sends piles up. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Vanishes without a word. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.resume();
    this.#socket.terminate();
    await this.closed;
  }
}
