/** Forwards an HTTP request to another node. Long bodies are streamed, at the pace of whoever reads them. */
import { Fault } from "../domain/faults.ts";
import { responseHeaders } from "./passed-headers.ts";

/** A body as it is forwarded: whole, or a stream if it is long. */
export type ForwardedBody = ArrayBuffer | ReadableStream<Uint8Array> | null;

export interface RequestForwarder {
  /**
   * Resolves with the other node's response. Rejects with `busy` if the request can be repeated, otherwise with
   * `result_unknown`: it was sent and may have been carried out.
   */
  forward(
    method: string,
    options: { url: string; headers: Headers; body: ForwardedBody; signal: AbortSignal },
  ): Promise<Response>;
}

/** Longer bodies are streamed. The response to a request without such a body must begin in time. */
export const maxWholeBytes = 64 * 1024;

export function createRequestForwarder(timeoutMs: number): RequestForwarder {
  // The other node closes idle connections after 30 s. They are closed here before, so that no request meets a closed one.
  const keepAlive = { idleTimeout: 16 };
  const session = new Bun.FetchSession({ keepAlive, proxy: false, tls: { rejectUnauthorized: false } });

  return {
    async forward(method, { url, headers, body, signal }) {
      const timeout = new AbortController();
      const isLong = body instanceof ReadableStream;
      // The time of a long upload is up to the client; the server closes clients that send nothing for a while.
      const timer = isLong ? undefined : setTimeout(() => timeout.abort(), timeoutMs);
      try {
        const response = await session.fetch(url, {
          method,
          headers,
          body,
          redirect: "manual",
          decompress: false,
          signal: AbortSignal.any([signal, timeout.signal]),
          timeout: false,
        } as RequestInit);
        const { status, statusText } = response;
        const isShort = isAtMost(maxWholeBytes, response.headers);
        const answer = isShort && response.body ? await response.arrayBuffer() : response.body && passed(response.body);
        return new Response(answer, { status, statusText, headers: responseHeaders(response.headers) });
      } catch (cause) {
        throw isRepeatable(method, cause) ? Fault.temporary("busy", 1000) : new Fault("result_unknown");
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Reads a short body. Rejects with `busy` if the client breaks off: nothing was forwarded. */
export async function bodyOf(request: Request): Promise<ForwardedBody> {
  if (request.body === null) return null;
  if (!isAtMost(maxWholeBytes, request.headers)) return request.body;
  return await request.arrayBuffer().catch(() => {
    throw Fault.temporary("busy", 1000);
  });
}

/** The errors of a connection that was not made: nothing was sent. */
const notConnected: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** Whether a request that failed with `cause` changed nothing. */
const isRepeatable = (method: string, cause: unknown): boolean =>
  method === "GET" || method === "HEAD" || (cause instanceof Error && "code" in cause && notConnected.has(cause.code));

const isAtMost = (bytes: number, headers: Headers) => Number(headers.get("content-length") ?? Infinity) <= bytes;

/** The same body. If it breaks off, so does the response to the client, without the error that Bun would print. */
function passed(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        controller.error();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
