/** A client's socket at this node and its socket at the home, with the frames and the close of each passed to the other. */
import { type Close, closes } from "../domain/closes.ts";

/** How many bytes may wait for the client's socket to open, or to be sent to the home. */
const maxBuffer = 1024 * 1024;
/**
 * How many bytes may wait to be sent to the client before the home is not read. Its frames then wait in the home's own
 * buffer, so that the home sends to this client no faster than it reads, and closes it by the limit that all clients have.
 */
const highWaterMark = 256 * 1024;

/** The home did not close the connection properly: it stopped, or cannot be reached. Clients connect again. */
export const homeLost: Close = [1012, "node lost"];

/** The socket at the home: Bun's, which has more methods than a browser's. */
export type HomeSocket = Bun.WebSocket;

/** The client's socket, as far as a pipe needs it. */
export interface ClientSocket {
  send(data: string | Buffer): number;
  getBufferedAmount(): number;
  close(code?: number, reason?: string): void;
}

export interface PipeOptions {
  /** The URL of the node to which it leads. */
  readonly to: string;
  /** The socket at the home, connecting or open. */
  readonly home: HomeSocket;
  /** Called once, if neither socket is in use any more. */
  readonly onEnd: (pipe: Pipe) => void;
}

/** The `data` of a socket whose room is at another node. */
export class Pipe {
  readonly to: string;
  /** Headers of the 101 response, as the home sent them. */
  headers = new Headers();
  readonly #home: HomeSocket;
  readonly #onEnd: PipeOptions["onEnd"];
  #client: ClientSocket | undefined;
  /** Frames that the home sent before the client's socket was open. */
  #held: (string | Buffer)[] = [];
  #heldBytes = 0;
  /** How the client's socket is closed, or will be as soon as it is open. */
  #closing: Close | undefined;
  /** Whether anything was received from the home since the last check, and whether that check sent it a ping. */
  #heard = true;
  #pinged = false;
  #ended = false;

  constructor({ to, home, onEnd }: PipeOptions) {
    this.to = to;
    this.#home = home;
    this.#onEnd = onEnd;
    home.onmessage = ({ data }) => this.#fromHome(data);
    home.onclose = ({ code, reason }) => this.#homeClosed(code, reason);
    const heard = () => {
      this.#heard = true;
    };
    home.addEventListener("ping", heard);
    home.addEventListener("pong", heard);
  }

  /** The client's socket is open. */
  opened(client: ClientSocket): void {
    this.#client = client;
    for (const data of this.#held) this.#toClient(client, data);
    this.#held = [];
    if (this.#closing) closeClient(client, this.#closing);
  }

  /** The client sent a frame. */
  message(data: string | Buffer): void {
    const home = this.#home;
    if (home.readyState !== WebSocket.OPEN) return;
    home.send(data);
    if (home.bufferedAmount > maxBuffer) this.drop();
  }

  /** The client sent a ping. Bun has answered it; the home counts it as a sign of life. */
  ping(data: Buffer): void {
    if (this.#home.readyState === WebSocket.OPEN) this.#home.ping(data);
  }

  /** The client sent a pong: it counts toward its allowance at the home. */
  pong(data: Buffer): void {
    if (this.#home.readyState === WebSocket.OPEN) this.#home.pong(data);
  }

  /** Some of what waited for the client was sent. */
  drained(): void {
    if (this.#home.isPaused && (this.#client?.getBufferedAmount() ?? 0) < highWaterMark) this.#home.resume();
  }

  /** The client's socket is closed. */
  closed(code: number, reason: string): void {
    this.#client = undefined;
    this.#home.resume();
    if (code === 1005) this.#home.close();
    else if (isSendable(code)) this.#home.close(code, reason);
    else this.#home.terminate();
    this.#end();
  }

  /** Closes both sockets. */
  close(how: Close): void {
    this.#closeClient(how);
    this.#home.resume();
    this.#home.close(...how);
  }

  /** Closes the client's socket, and drops the one at the home, which does not answer. */
  drop(): void {
    this.#home.onclose = null;
    this.#home.terminate();
    this.#closeClient(homeLost);
  }

  /** Pings a home from which nothing was received since the last call; drops the connection if it did not answer that. */
  checkHome(): void {
    // Its answer may be behind frames that are not read yet. The client's own socket times out if the client is gone.
    if (this.#home.isPaused) this.#heard = true;
    if (this.#pinged && !this.#heard) return this.drop();
    this.#pinged = !this.#heard && this.#home.readyState === WebSocket.OPEN;
    if (this.#pinged) this.#home.ping();
    this.#heard = false;
  }

  #fromHome(data: string | Buffer): void {
    this.#heard = true;
    if (this.#closing || this.#ended) return;
    if (this.#client) return this.#toClient(this.#client, data);
    this.#held.push(data);
    this.#heldBytes += data.length;
    if (this.#heldBytes > maxBuffer) this.drop();
  }

  #toClient(client: ClientSocket, data: string | Buffer): void {
    if (client.send(data) < 0 && client.getBufferedAmount() >= highWaterMark) this.#home.pause();
  }

  #homeClosed(code: number, reason: string): void {
    this.#closeClient(code === 1006 ? homeLost : [code, reason]);
  }

  #closeClient(how: Close): void {
    if (this.#closing) return;
    this.#closing = how;
    if (this.#client) closeClient(this.#client, how);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#held = [];
    this.#onEnd(this);
  }
}

function closeClient(client: ClientSocket, [code, reason]: Close): void {
  if (code === 1005) client.close();
  else client.close(...(isSendable(code) ? ([code, reason] as const) : closes.broken));
}

/** Whether an endpoint may send this close code (RFC 6455, 7.4). */
const isSendable = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999);
