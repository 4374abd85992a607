/** A bare TCP connection, for what no well-behaved client would send: bytes out, bytes in. */
import type { Socket } from "bun";

/** A frame as RFC 6455 has it on the wire; what is wrong with it is the caller's choice. */
export interface BareFrame {
  readonly opcode: number;
  readonly payload?: string | Uint8Array;
  /** Default true. */
  readonly fin?: boolean;
  /** The three reserved bits, 0 to 7. */
  readonly rsv?: number;
  /** Default true, as a client must. */
  readonly masked?: boolean;
  /** The length that the header claims, if it is not the payload's. */
  readonly claims?: bigint;
}

/** The bytes of a frame, masked with a fixed key. */
export function toBytes({ opcode, payload = "", fin = true, rsv = 0, masked = true, claims }: BareFrame): Buffer {
  const body = Buffer.from(payload as string);
  const length = claims ?? BigInt(body.length);
  const short = length < 126n ? Number(length) : length < 65_536n ? 126 : 127;
  const extra = Buffer.alloc(short === 126 ? 2 : short === 127 ? 8 : 0);
  if (short === 126) extra.writeUInt16BE(Number(length));
  if (short === 127) extra.writeBigUInt64BE(length);
  const head = Buffer.from([(fin ? 0x80 : 0) | (rsv << 4) | opcode, (masked ? 0x80 : 0) | short]);
  if (!masked) return Buffer.concat([head, extra, body]);
  const key = Buffer.from([1, 2, 3, 4]);
  return Buffer.concat([head, extra, key, body.map((byte, index) => byte ^ (key[index % 4] ?? 0))]);
}

export interface HeardFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** The frames in what a server sent, none of them masked. */
export function fromBytes(bytes: Buffer): HeardFrame[] {
  const frames: HeardFrame[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const short = bytes.readUInt8(at + 1) & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    const length =
      extra === 2 ? bytes.readUInt16BE(at + 2) : extra === 8 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
    const start = at + 2 + extra;
    frames.push({ opcode: bytes.readUInt8(at) & 0x0f, payload: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return frames;
}

export class BareSocket implements Disposable {
  readonly #socket: Socket;
  #bytes = Buffer.alloc(0);
  #waiting = Buffer.alloc(0);
  #ended = false;
  #changed = Promise.withResolvers<void>();

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(port: number, hostname = "127.0.0.1"): Promise<BareSocket> {
    let raw: BareSocket | undefined;
    const early: Buffer[] = [];
    const end = () => {
      if (raw) raw.#move(undefined);
    };
    const socket = await Bun.connect({
      hostname,
      port,
      socket: {
        data(_, bytes) {
          if (raw) raw.#move(bytes);
          else early.push(Buffer.from(bytes));
        },
        drain: () => raw?.write(""),
        end,
        close: end,
        error: end,
      },
    });
    raw = new BareSocket(socket);
    for (const bytes of early) raw.#move(bytes);
    return raw;
  }

  /** A socket that has been let in as a WebSocket. */
  static async upgraded(url: string, token: string): Promise<BareSocket> {
    const { port, host, pathname } = new URL(url);
    const raw = await BareSocket.open(Number(port));
    raw.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    const head = await raw.until("\r\n\r\n");
    if (!head.startsWith("HTTP/1.1 101")) throw new Error(head);
    return raw;
  }

  #move(bytes: Buffer | undefined): void {
    if (bytes) this.#bytes = Buffer.concat([this.#bytes, bytes]);
    else this.#ended = true;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  write(bytes: string | Uint8Array): void {
    this.#waiting = Buffer.concat([this.#waiting, Buffer.from(bytes as string)]);
    if (this.#waiting.length > 0) this.#waiting = this.#waiting.subarray(this.#socket.write(this.#waiting));
  }

  /** The text up to and with `mark`; what comes after it stays. */
  async until(mark: string): Promise<string> {
    for (;;) {
      const at = this.#bytes.indexOf(mark);
      if (at >= 0) {
        const text = this.#bytes.subarray(0, at + mark.length).toString("latin1");
        this.#bytes = this.#bytes.subarray(at + mark.length);
        return text;
      }
      if (this.#ended) throw new Error(`closed after ${this.#bytes.toString("latin1")}`);
      await this.#changed.promise;
    }
  }

  /** All that still comes until the server closes. */
  async rest(): Promise<Buffer> {
    while (!this.#ended) await this.#changed.promise;
    return this.#bytes;
  }

  [Symbol.dispose](): void {
    this.#socket.end();
  }
}
