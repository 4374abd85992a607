/** Those who watch the board, in a process of their own: told over IPC whom to watch, they answer what they saw. */
import { RawSocket } from "../../test/support/raw-socket.ts";

export interface Watch {
  readonly url: string;
  readonly token: string;
  readonly viewers: number;
  /** How many frames each of them is to see, of both kinds. */
  readonly measurements: number;
  readonly alerts: number;
}

/** Sent once all are connected, and once more when every one of them has seen everything. */
export type Saw = "ready" | { readonly late: number[] };

const { now, timeOrigin } = performance;
const decoder = new TextDecoder();
const [measurement, alert] = ['{"type":"measurement"', '{"type":"alert"'].map((text) => Buffer.from(text));

process.on("message", async ({ url, token, viewers, measurements, alerts }: Watch) => {
  const seen = { measurements: 0, alerts: 0 };
  const late: number[] = [];
  const begins = (bytes: Uint8Array, start: number, text: Buffer | undefined) =>
    text?.every((byte, n) => bytes[start + n] === byte) ?? false;
  const sockets = Array.from({ length: viewers }, () =>
    RawSocket.open(url, {
      token,
      onFrame(_, bytes, start, end) {
        if (begins(bytes, start, measurement)) seen.measurements += 1;
        else if (begins(bytes, start, alert)) {
          seen.alerts += 1;
          const { timestamp } = JSON.parse(decoder.decode(bytes.subarray(start, end)));
          late.push(timeOrigin + now.call(performance) - Date.parse(timestamp));
        }
        const all = seen.measurements === measurements * viewers && seen.alerts === alerts * viewers;
        if (all) process.send?.({ late } satisfies Saw);
      },
    }),
  );
  await Promise.all(sockets);
  process.send?.("ready" satisfies Saw);
});
