/** Redeems the code that another device shows: a ticket, scanned from its QR code, or the six-digit number for it. */
import { type CoreFaultCode, Fault } from "../domain/faults.ts";
import type { RequestContext, Services } from "./context.ts";
import { isNumber, type NumberKind } from "./ticket-numbers.ts";
import type { TicketGrant, TicketState } from "./tickets.ts";

const faultOf = { used: "code_used", expired: "code_expired", unknown: "wrong_code" } as const satisfies Record<
  TicketState,
  CoreFaultCode
>;

/** Resolves with what the code was issued for. Throws `code_used`, `code_expired`, `wrong_code`, or that it was guessed too often. */
export async function redeemCode(
  context: RequestContext,
  { tickets, guesses }: Pick<Services, "tickets" | "guesses">,
  { kind, code }: { readonly kind: NumberKind; readonly code: string },
): Promise<TicketGrant> {
  const { address, id } = context.env;
  const check = () => tickets.redeem(kind, code, id);
  const rejected = async () => {
    const state = await tickets.stateOf(kind, code);
    return { fault: new Fault(faultOf[state]), isGuess: state === "unknown" };
  };
  // If no number is valid, a wrong one finds nothing, and must not use up what the next teacher may need.
  const isAttempt = isNumber(code) && (await tickets.hasValidNumber(kind));
  if (isAttempt) return guesses.evaluateNumber(address, { kind, check, rejected });
  const found = await check();
  if (found) return found;
  const { fault, isGuess } = await rejected();
  if (isGuess) return guesses.rejectGuess(address, fault);
  throw fault;
}
