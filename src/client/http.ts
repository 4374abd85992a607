/** Sends one HTTP request with JSON in both directions. Throws a `Refusal` if the server rejects it. */

import type { FaultCode } from "../features/index.ts";
import type { Problem } from "../features/problem.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** An answer, with the log's `seq` that it reflects if it is a view of a session. */
export interface Fetched<T> {
  readonly data: T;
  readonly status: number;
  readonly seq: number | undefined;
  /** If the answer is a page of a list: the path of the next page, if there is one. */
  readonly next?: string | undefined;
}

/** A method, with additional headers if needed. */
export type MethodAndHeaders = Method | { readonly method: Method; readonly headers: Readonly<Record<string, string>> };

/** Sends a form or a blob as it is, anything else as JSON. `call.ts` types the answer by its route. */
export type Fetcher = (how: MethodAndHeaders, path: string, body?: unknown) => Promise<Fetched<unknown>>;

/** Sends requests to the server at `base` ("" for the one that served the page). */
export function createFetcher(base: string, send: (url: string, init: RequestInit) => Promise<Response>): Fetcher {
  return async (how, path, body) => {
    const { method, headers: more } = typeof how === "string" ? { method: how, headers: {} } : how;
    const headers: Record<string, string> = { accept: "application/json", ...more };
    const init: RequestInit = { method, credentials: "same-origin", headers };
    if (body instanceof FormData || body instanceof Blob) init.body = body;
    else if (body !== undefined) {
      init.body = JSON.stringify(body);
      headers["content-type"] = "application/json";
    }
    const response = await send(base + path, init).catch((cause: unknown) => {
      throw new Refusal("unreachable", String(cause));
    });
    if (!response.ok) throw await refusalOf(response);
    const seq = response.headers.get("lectern-seq");
    const data: unknown = response.status === 204 ? undefined : await response.json();
    const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
    return { data, status: response.status, seq: seq === null ? undefined : Number(seq), next };
  };
}

/** How many items a page has at most. */
const pageSize = 200;

/**
 * Reads every page of a list, `max` items at most. `seq` is that of the first page: the others may already reflect later
 * events.
 */
export async function readPages(fetcher: Fetcher, path: string, max: number): Promise<Fetched<unknown[]>> {
  const first = await fetcher("GET", `${path}${path.includes("?") ? "&" : "?"}limit=${pageSize}`);
  const items = [...(first.data as unknown[])];
  for (let { next } = first; next !== undefined && items.length < max; ) {
    const page = await fetcher("GET", next);
    items.push(...(page.data as unknown[]));
    next = page.next;
  }
  return { ...first, data: items };
}

/** A proxy may have answered: each field may be missing. */
type Received = Partial<Omit<Problem, "code">>;

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = ((await response.json().catch(() => null)) ?? {}) as Received;
  const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new Refusal(codeOf(problem, response.status), problem.detail ?? problem.title ?? response.statusText, {
    status: response.status,
    errors: problem.errors ?? [],
    retryAfter: Number.isFinite(wait) ? wait : undefined,
  });
}

/**
 * The code at the end of the problem's `type`, which says that it is Lectern's: a proxy may send its own `code`. It is
 * not compared with the known codes, because their list would be most of a phone's script.
 */
function codeOf({ type }: Received, status: number): RefusalCode {
  const named = /^urn:lectern:fault:([a-z_]+)$/.exec(type ?? "")?.[1];
  return (named as FaultCode | undefined) ?? statusCodes[status] ?? "unknown";
}

const statusCodes: Readonly<Record<number, RefusalCode>> = { 401: "no_credential", 404: "not_found" };
