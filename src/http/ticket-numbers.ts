/** Six-digit numbers that stand for tickets, for a device that cannot scan a QR code. */
import { randomInt } from "node:crypto";

/**
 * How many numbers of a kind exist at a time, over all teachers. With `maxWrongNumbers` of `guesses.ts` it limits the chance
 * that guessing finds one of them to 20 × 20 in a million per hour; it is 20 × 2 in a million if one dialog is open (projectors: 100 × 20
 * and 100 × 2).
 */
const maxNumbers = 20;
const digits = 6;

/** Whether a text has the form of a number. */
export const isNumber = (text: string): boolean => new RegExp(`^\\d{${digits}}$`).test(text);

/** The kinds of tickets that have a number. */
export type NumberKind = "sign-in" | "screen";

export interface TicketNumbers {
  /** Assigns a random number to the ticket with this hash; null if there are as many as allowed. */
  add(ticket: string): string | null;
  /** The hash of the ticket that a number stands for. */
  find(number: string): string | undefined;
  /** Removes the number of the ticket with this hash. */
  remove(ticket: string): void;
  /** The hashes of the tickets that have a number. */
  tickets(): string[];
}

export function createNumbers(): TicketNumbers {
  const byNumber = new Map<string, string>();
  const byTicket = new Map<string, string>();
  return {
    add(ticket) {
      if (byNumber.size >= maxNumbers) return null;
      let number: string;
      do number = String(randomInt(10 ** digits)).padStart(digits, "0");
      while (byNumber.has(number));
      byNumber.set(number, ticket);
      byTicket.set(ticket, number);
      return number;
    },
    find: (number) => byNumber.get(number),
    remove(ticket) {
      const number = byTicket.get(ticket);
      if (number === undefined) return;
      byTicket.delete(ticket);
      byNumber.delete(number);
    },
    tickets: () => [...byTicket.keys()],
  };
}
