/** A quality board with a teacher who measures, and sockets that follow it. */
import type { ServerOptions } from "../../src/server.ts";
import { openTestServer, type TestServer } from "./class.ts";
import { TestSocket } from "./socket.ts";

/** The time at which the board's clock stands still, unless a test sets another. */
export const noon = "2026-01-11T12:00:00.000Z";

export interface TestProduct {
  readonly id: number;
  readonly code: string;
}

export interface TestBoard extends AsyncDisposable, Omit<TestServer, "teacher"> {
  /** The teacher's token. */
  readonly teacher: string;
  /** Calls as the teacher, expects success and returns the answer's body. */
  ask(method: string, path: string, body?: unknown): Promise<any>;
  /** Makes a product, specified from 9 to 11 unless `design` says otherwise. */
  product(code: string, design?: Record<string, unknown>): Promise<TestProduct>;
  /** Measures the values one after the other, each in its own call. */
  measure(product: TestProduct, ...values: number[]): Promise<any[]>;
  /** Measures 20 values, 10.1 and 9.9 in turn, and freezes the limits from them: 10 ± 0.5317. The last is 9.9. */
  steady(product: TestProduct): Promise<void>;
  /** Connects as the teacher, or with another token, and reads the greeting. */
  open(path: string, token?: string): Promise<TestSocket>;
}

export async function openBoard(options: Partial<ServerOptions> = {}): Promise<TestBoard> {
  const server = await openTestServer({ now: () => Date.parse(noon), ...options });
  const teacher = await server.teacher();

  async function ask(method: string, path: string, body?: unknown) {
    const answer = await server.call(method, path, teacher, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  return {
    ...server,
    teacher,
    ask,
    product: (code, design) =>
      ask("POST", "/api/spc/products", { code, name: `Product ${code}`, lsl: 9, usl: 11, ...design }),
    async measure({ id }, ...values) {
      const taken = [];
      for (const measurement_value of values) {
        taken.push(await ask("POST", "/api/spc/measurements", { product: id, measurement_value }));
      }
      return taken;
    },
    async steady({ id }) {
      const values = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? 10.1 : 9.9));
      await ask(
        "POST",
        "/api/spc/measurements",
        values.map((measurement_value) => ({ product: id, measurement_value })),
      );
      await ask("POST", `/api/spc/products/${id}/limits`, {});
    },
    async open(path, token = teacher) {
      const socket = await TestSocket.open(server.url + path, token);
      await socket.next();
      return socket;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** All frames up to the answer of a ping: exactly what was published before it. */
export const heard = (socket: TestSocket): Promise<any[]> =>
  socket.all({ type: "ping" }, ({ type }) => type === "pong");

/** A frame in a few words: its type and its subject. */
export function inShort({ type, measurement, alert, capability }: any): string {
  if (measurement) return `${type} ${measurement.product_code} ${measurement.measurement_value}`;
  if (alert) return `${type} ${alert.product_code} ${alert.alert_type}`;
  return capability ? `${type} ${capability.product_code}` : type;
}

/** The received frames in a few words. */
export const heardInShort = async (socket: TestSocket): Promise<string[]> => (await heard(socket)).map(inShort);

export const notifications = "/ws/spc/notifications/";
export const doorOf = ({ id }: TestProduct): string => `/ws/spc/product/${id}/`;
