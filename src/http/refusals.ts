/**
 * Refusals after the upgrade. A browser does not report to its page why an upgrade was refused, and writes an error to its
 * console. A page connects with `?refusals=close` instead, and is closed with a code that says why.
 */
import { type Close, closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { catalogue, type FaultCode } from "../features/index.ts";

/** The refusals that are final: after any other, the page tries again. */
const closeOf: { readonly [K in FaultCode]?: Close } = {
  no_credential: closes.credentialEnded,
  not_in_session: closes.noSeat,
  session_ended: closes.ended,
  session_not_found: closes.deleted,
  removed: closes.removed,
  product_not_found: closes.productDeleted,
  product_hidden: closes.productHidden,
};

const asksForClose = (url: URL): boolean => url.searchParams.get("refusals") === "close";

/** How to close a client that is refused because of `cause`; undefined if it must be refused before the upgrade. */
export const closeFor = (cause: unknown, url: URL): Close | undefined =>
  cause instanceof Fault && asksForClose(url) ? closeOf[cause.code as FaultCode] : undefined;

/** The fault for a client without a valid credential. Before the upgrade it is a 403, as the apps' documents say. */
export const noCredential = (url: URL): Fault =>
  asksForClose(url) ? new Fault("no_credential") : new Fault("not_allowed", catalogue.no_credential.text);

/** Whether a refusal is what every visitor of a page may get: without a seat, or after the class. It is not logged. */
export const isOrdinary = (reason: string, url: string): boolean =>
  (reason === "not_in_session" || reason === "session_ended") && asksForClose(new URL(url));
