/** Measures the connection of this device: opens a WebSocket, sends pings, and returns the median time of their way. */
import { closes } from "../../domain/closes.ts";

/** What was found out. */
export interface Found {
  readonly web_socket: boolean;
  /** In milliseconds. */
  readonly latency_ms: number | null;
}
/** `busy`: too many devices check their connections at the same time. */
export type ProbeResult = Found | "busy";

const pings = 5;
/** How long everything may take, in milliseconds. */
const timeoutMs = 8000;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;

/** Resolves once all pings are answered, the connection fails or `timeoutMs` are over. */
export function probe(url: string): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const times: number[] = [];
    let sentAt = 0;
    const timer = setTimeout(() => socket.close(), timeoutMs);
    const ping = () => {
      sentAt = performance.now();
      socket.send(JSON.stringify({ type: "ping", id: `check-${times.length}` }));
    };
    socket.onopen = ping;
    socket.onmessage = () => {
      times.push(performance.now() - sentAt);
      if (times.length < pings) ping();
      else socket.close();
    };
    socket.onclose = ({ code }) => {
      clearTimeout(timer);
      if (code === closes.checkFull[0]) return resolve("busy");
      const latency = median(times);
      resolve({ web_socket: times.length > 0, latency_ms: latency === null ? null : Math.round(latency * 10) / 10 });
    };
  });
}
