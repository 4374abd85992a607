/** Authorizes reading the server's metrics and status: for a teacher, or with an operator's token. */
import { timingSafeEqual } from "node:crypto";
import { Fault } from "../domain/faults.ts";
import { hashToken } from "../store/accounts.ts";
import type { RequestContext, Services } from "./context.ts";
import { teacher, tokenOf } from "./who.ts";

/**
 * Throws unless the caller has a teacher's credential, the token in `running.json` or, for `/metrics`, `--metrics-token`.
 * A request from a loopback address is not trusted: a reverse proxy on this machine forwards everyone's requests, by
 * default with the machine's own name as their Host and without a forwarding header.
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
  if (hash === undefined) throw new Fault("no_credential", requiredToken[reads]);
  teacher(context);
}

const requiredToken = {
  metrics: "Send Authorization: Bearer with the token of --metrics-token, the one in running.json, or a teacher's.",
  status: "Send Authorization: Bearer with the token in running.json, or a teacher's.",
};

const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));
