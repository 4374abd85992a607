/** A quality board in one line: a server, its teacher, and short words for what is done at a board. */
import type { Product } from "../../src/domain/spc/product.ts";
import type { ServerOptions } from "../../src/server.ts";
import { openTestServer } from "./class.ts";

/** What a call was answered. */
export interface Answer {
  readonly status: number;
  readonly body: any;
}

export interface TestBoard extends AsyncDisposable {
  readonly url: string;
  /** The teacher's token. */
  readonly teacher: string;
  /** Calls the API under `/api/spc` as the teacher, or with `token`; `null`: without a token. */
  ask(method: string, path: string, body?: unknown, token?: string | null): Promise<Answer>;
  /** Sends a body as it is. */
  send(path: string, body: string | undefined, headers?: Record<string, string>): Promise<Answer>;
  /** Makes a product, specified from 0 to 100 by default. */
  product(input?: object): Promise<Product>;
  /** Measures these values of a product, as one list. */
  measure(product: number, values: readonly number[]): Promise<Answer>;
  /** How many measurements there are. */
  count(product: number): Promise<number>;
  /** A key for a device. */
  device(input?: object): Promise<{ id: number; token: string }>;
}

/** A board with nothing on it. */
export async function openBoard(options: Partial<ServerOptions> = {}): Promise<TestBoard> {
  const server = await openTestServer(options);
  const teacher = await server.teacher();
  let made = 0;
  async function ask(method: string, path: string, body?: unknown, token: string | null = teacher): Promise<Answer> {
    const answer = await server.call(method, `/api/spc${path}`, token ?? undefined, body);
    return { status: answer.status, body: answer.body };
  }
  return {
    url: server.url,
    teacher,
    ask,
    async send(path, body, headers = { "Content-Type": "application/json" }) {
      const response = await fetch(`${server.url}/api/spc${path}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${teacher}`, ...headers },
        ...(body !== undefined && { body }),
      });
      return { status: response.status, body: await response.json() };
    },
    async product(input = {}) {
      made += 1;
      const product = { code: `P-${made}`, name: `Product ${made}`, lsl: 0, usl: 100, ...input };
      const { status, body } = await ask("POST", "/products", product);
      if (status !== 201) throw new Error(`No product: ${JSON.stringify(body)}`);
      return body;
    },
    measure: (product, values) =>
      ask(
        "POST",
        "/measurements",
        values.map((measurement_value) => ({ product, measurement_value })),
      ),
    count: async (product) => (await ask("GET", `/products/${product}`)).body.measurements,
    async device(input = {}) {
      const { body } = await ask("POST", "/devices", { name: "Gauge", ...input });
      return { id: body.device.id, token: body.token };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The first place that a refusal names, with its status. */
export const refusal = ({ status, body }: Answer): [number, string, string | undefined] => [
  status,
  body.code,
  body.errors?.[0]?.path,
];
