/** Sends HTTP requests with a token, and converts rejections to faults. */
import { createFetcher, type Fetched, type Fetcher } from "../client/http.ts";
import { Refusal } from "../client/refusal.ts";
import { Fault } from "./fault.ts";
import type { ServerOptions } from "./types.ts";

/** Sends requests to the server with the token, if there is one. Rejects with a `Refusal`. */
export function fetcherOf({ url, token, fetch: send }: ServerOptions): Fetcher {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return createFetcher(originOf(url), async (address, init) => {
    const all = { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } };
    const response = await ((send ?? fetch) as typeof fetch)(address, all);
    return !response.ok || /json/.test(response.headers.get("content-type") ?? "json") ? response : asText(response);
  });
}

/** The response, with its text where the fetcher reads JSON: a table of values is CSV. */
const asText = (response: Response): Response =>
  ({
    ok: true,
    status: response.status,
    headers: response.headers,
    json: () => response.text(),
  }) as unknown as Response;

/** The origin of an address. The address of a page, as in the QR code, will do. */
export function originOf(url: string): string {
  try {
    // "localhost:8000" is a URL, too: its protocol is "localhost:".
    const { origin, protocol } = new URL(url);
    if (/^https?:$/.test(protocol)) return origin;
  } catch {
    // The error below is clearer.
  }
  throw new Fault("unreachable", `"${url}" is not an address. Write it like http://192.168.0.10:8000.`);
}

/** Converts a refusal to the package's own error. Returns anything else unchanged. */
export function toFault(thrown: unknown): unknown {
  if (!(thrown instanceof Refusal)) return thrown;
  const { code, message, status, errors, retryAfter } = thrown;
  const text = code === "unreachable" ? `The server cannot be reached (${message}).` : message;
  return new Fault(code, text, { status, errors, retryAfter });
}

/** Waits for the data of an answer. Rejects with a `Fault`. */
export async function dataOf<T>(answer: Promise<Fetched<T>>): Promise<T> {
  try {
    return (await answer).data;
  } catch (thrown) {
    throw toFault(thrown);
  }
}
