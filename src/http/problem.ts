/** Error responses as RFC 9457 `application/problem+json`. */
import { getLogger } from "@logtape/logtape";
import { HTTPException } from "hono/http-exception";
import { Fault } from "../domain/faults.ts";
import type { FaultCode } from "../features/index.ts";
import type { Problem } from "../features/problem.ts";
import type { Trace } from "../live/access-log.ts";
import { logStorageFailure, storageFault } from "../store/storage-fault.ts";

const logger = getLogger(["lectern", "http"]);

/** Seconds in `Retry-After` if a fault of status 429 does not say when to retry. */
const defaultRetryAfter = 60;

/** Returns the response for a fault: `type`, `title`, `status`, `detail`, `code` and, for an invalid body, `errors`. */
export function toProblem(fault: Fault, headers: Record<string, string> = {}): Response {
  const { status, code, message, errors, retryAfter } = fault;
  const body: Problem = {
    type: `urn:lectern:fault:${code}`,
    title: fault.kind.text,
    status,
    detail: message,
    code: code as FaultCode,
    ...(errors && { errors }),
  };
  const seconds = retryAfter ?? (status === 429 ? defaultRetryAfter : undefined);
  const retry = seconds === undefined ? undefined : { "Retry-After": String(seconds) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", ...retry, ...headers },
  });
}

/** Returns the response for an error that a request's handler threw. Sets the trace's reason for the access log. */
export function reject(cause: unknown, trace: Trace): Response {
  const fault = toFault(cause, trace);
  trace.reason = fault.code;
  return toProblem(fault);
}

/** Converts an error to a fault. An error that is not the client's is logged and becomes `internal` or a storage fault. */
export function toFault(cause: unknown, trace?: Trace): Fault {
  if (cause instanceof Fault) return cause;
  if (cause instanceof HTTPException && cause.status === 400) return new Fault("malformed");
  if (cause instanceof HTTPException && cause.status === 413) return new Fault("too_large");
  const storage = storageFault(cause);
  if (storage) logStorageFailure(cause, trace?.fields);
  else if (trace) trace.failed("a request failed", cause);
  else logger.error("a request failed: {cause}", { cause });
  return storage ?? new Fault("internal");
}
