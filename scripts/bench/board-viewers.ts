/** The viewers of the board, in a separate process. They receive orders over IPC and answer with what they received. */
import { RawSocket } from "../../test/support/raw-socket.ts";

export interface Watch {
  readonly url: string;
  /** The viewers share them evenly. */
  readonly tokens: readonly string[];
  readonly viewers: number;
  /** The number of frames of each kind that each viewer must receive. */
  readonly measurements: number;
  readonly alerts: number;
}

/** Sent when all viewers are connected, and again when all of them have received every frame. */
export type ViewerReport = "ready" | { readonly late: number[] };

const { now, timeOrigin } = performance;
const decoder = new TextDecoder();
const [measurement, alert] = ['{"type":"measurement"', '{"type":"alert"'].map((text) => Buffer.from(text));

process.on("message", async ({ url, tokens, viewers, measurements, alerts }: Watch) => {
  const seen = { measurements: 0, alerts: 0 };
  const late: number[] = [];
  const begins = (bytes: Uint8Array, start: number, text: Buffer | undefined) =>
    text?.every((byte, n) => bytes[start + n] === byte) ?? false;
  const sockets = Array.from({ length: viewers }, (_, n) =>
    RawSocket.open(url, {
      token: tokens[n % tokens.length] ?? "",
      onFrame(_, bytes, start, end) {
        if (begins(bytes, start, measurement)) seen.measurements += 1;
        else if (begins(bytes, start, alert)) {
          seen.alerts += 1;
          const { timestamp } = JSON.parse(decoder.decode(bytes.subarray(start, end)));
          late.push(timeOrigin + now.call(performance) - Date.parse(timestamp));
        }
        const all = seen.measurements === measurements * viewers && seen.alerts === alerts * viewers;
        if (all) process.send?.({ late } satisfies ViewerReport);
      },
    }),
  );
  await Promise.all(sockets);
  process.send?.("ready" satisfies ViewerReport);
});
