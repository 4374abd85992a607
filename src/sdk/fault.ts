/** The error of the package. */
import type { ServerFaultCode } from "./contract.ts";

/** A code of the server, or one of those that only a client can know. */
export type FaultCode = ServerFaultCode | "unreachable" | "no_websocket" | "closed" | "unknown";

/** Optional details of a fault. */
export interface FaultDetails {
  readonly status?: number;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfter?: number | undefined;
}

/** Why a request was rejected, or could not be sent. `message` is a sentence in English. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** The HTTP status; 0 if a frame was rejected, or there was no answer. */
  readonly status: number;
  /** The fields that the server rejected. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** Seconds until the same request can succeed, if the server says so. */
  readonly retryAfter: number | undefined;

  constructor(code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message);
    this.name = "Fault";
    this.code = code;
    this.status = details.status ?? 0;
    this.errors = details.errors ?? [];
    this.retryAfter = details.retryAfter;
  }
}
