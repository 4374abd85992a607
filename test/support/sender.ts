/** A client that sends commands for as long as its connection lives, and what it still awaits over the next one. */

/** How many commands it has on their way at a time. */
export const senderWindow = 20;

/** Sends commands, each with a unique id and a mark, until its connection ends. */
export class Sender {
  #sent = 0;
  /** What is on its way, by id: it is sent again over the next connection. */
  readonly open = new Map<string, unknown>();
  /** The answers that it got, by id. */
  readonly answered = new Map<string, unknown>();

  constructor(
    readonly name: string,
    readonly token: string,
    readonly command: (mark: string) => { type: string; data: unknown },
    /** How many commands it sends at most. */
    readonly most = Number.POSITIVE_INFINITY,
  ) {}

  /** Works over one connection; resolves when that is closed, or everything is sent and answered. */
  async work(url: string): Promise<void> {
    const ws = new WebSocket(url, { headers: { Authorization: `Bearer ${this.token}` } } as never);
    const more = () => {
      while (this.open.size < senderWindow && this.#sent < this.most) {
        const id = `${this.name}-${++this.#sent}`;
        const frame = { id, ...this.command(id) };
        this.open.set(id, frame);
        ws.send(JSON.stringify(frame));
      }
      if (this.open.size === 0) ws.close();
    };
    ws.addEventListener("message", ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "welcome") {
        for (const unanswered of this.open.values()) ws.send(JSON.stringify(unanswered));
        more();
      } else if (frame.type === "ok") {
        this.open.delete(frame.id);
        this.answered.set(frame.id, frame.data);
        more();
      } else if (frame.type === "error") throw new Error(`${frame.id}: ${frame.error.code}`);
    });
    await new Promise<void>((resolve) => ws.addEventListener("close", () => resolve()));
  }
}
