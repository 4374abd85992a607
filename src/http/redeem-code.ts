/** Redeems the code that another device shows: a ticket, scanned from its QR code, or the six-digit number for it. */
import { type CoreFaultCode, Fault } from "../domain/faults.ts";
import type { RequestContext, Services } from "./context.ts";
import { isNumber, type NumberKind } from "./ticket-numbers.ts";
import type { TicketGrant, TicketState } from "./tickets.ts";

const faultOf = { used: "code_used", expired: "code_expired", unknown: "wrong_code" } as const satisfies Record<
  TicketState,
  CoreFaultCode
>;

/** Returns what the code was issued for. Throws `code_used`, `code_expired`, `wrong_code`, or that it was guessed too often. */
export function redeemCode(
  context: RequestContext,
  { tickets, guesses }: Pick<Services, "tickets" | "guesses">,
  { kind, code }: { readonly kind: NumberKind; readonly code: string },
): TicketGrant {
  const { address } = context.env;
  const check = () => tickets.redeem(kind, code);
  const rejected = () => {
    const state = tickets.stateOf(kind, code);
    return { fault: new Fault(faultOf[state]), isGuess: state === "unknown" };
  };
  // If no number is valid, a wrong one finds nothing, and must not use up what the next teacher may need.
  if (isNumber(code) && tickets.hasValidNumber(kind)) return guesses.evaluateNumber(address, { kind, check, rejected });
  const found = check();
  if (found) return found;
  const { fault, isGuess } = rejected();
  if (isGuess) return guesses.rejectGuess(address, fault);
  throw fault;
}
