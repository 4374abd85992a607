/** Who may read the server's own figures: a teacher, or who holds a token of the operator's. */
import { timingSafeEqual } from "node:crypto";
import { Fault } from "../domain/faults.ts";
import { hashToken } from "../store/accounts.ts";
import type { RequestContext, Services } from "./context.ts";
import { teacher, tokenOf } from "./who.ts";

/**
 * Throws unless the caller has a teacher's credential, the token in `running.json` or, for `/metrics`, `--metrics-token`.
 * That a request comes from this machine proves nothing: a reverse proxy on it forwards everyone's requests, by default
 * under the machine's own name and without a header that says so.
 */
export function requireOperator(
  context: RequestContext,
  { operatorHash, metricsHash }: Services,
  reads: "metrics" | "status",
): void {
  const token = tokenOf(context.req.raw.headers);
  const hash = token === undefined ? undefined : hashToken(token);
  if (hash !== undefined && isSame(hash, operatorHash)) return;
  if (hash !== undefined && reads === "metrics" && metricsHash !== undefined && isSame(hash, metricsHash)) return;
  if (hash === undefined) throw new Fault("no_credential", needs[reads]);
  teacher(context);
}

const needs = {
  metrics: "Send Authorization: Bearer with the token of --metrics-token, the one in running.json, or a teacher's.",
  status: "Send Authorization: Bearer with the token in running.json, or a teacher's.",
};

const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));
