/** Why a request failed, as a client sees it. */
import type { FieldError } from "../domain/faults.ts";
import type { FaultCode } from "../features/index.ts";

/** A code of the server's catalogue, or one of the two that only a client can know. */
export type RefusalCode = FaultCode | "unreachable" | "unknown";

/** The server rejected a request, or could not be reached (`unreachable`). */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** HTTP status; 0 if there was no answer, or the answer was a frame. */
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** Seconds to wait before another try, if the server sent that. */
  readonly retryAfter: number | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    more: Partial<Pick<Refusal, "status" | "errors" | "retryAfter">> = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.status = more.status ?? 0;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter;
  }
}

/** Converts anything thrown to a refusal. */
export const toRefusal = (thrown: unknown): Refusal =>
  thrown instanceof Refusal
    ? thrown
    : new Refusal("unknown", thrown instanceof Error ? thrown.message : String(thrown));
