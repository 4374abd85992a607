/** Tickets of all programs that share a database: they are in the memory of the one that has the accounts. */
import { accountsPlace, Elsewhere, type Placement } from "../domain/placement.ts";
import type { Tickets } from "./tickets.ts";

/** The same as `Tickets`, but asked for: another program may have them. */
export type SharedTickets = {
  readonly [K in keyof Tickets]: (...args: Parameters<Tickets[K]>) => Promise<ReturnType<Tickets[K]>>;
};

/** A question about tickets for another program. */
export interface TicketQuestion {
  readonly ask: keyof Tickets;
  readonly args: readonly unknown[];
}

/** The path at which programs ask each other. */
export const ticketsPath = "/internal/tickets";

export interface SharedTicketsOptions {
  readonly tickets: Tickets;
  readonly placement: Placement;
  /** Asks the program at `url`; absent if there are no others. */
  readonly askAt?: ((url: string, question: TicketQuestion) => Promise<unknown>) | undefined;
}

export function shareTickets({ tickets, placement, askAt }: SharedTicketsOptions): SharedTickets {
  async function ask(question: TicketQuestion): Promise<never> {
    try {
      return (await answerTickets({ tickets, placement }, question)) as never;
    } catch (cause) {
      if (!(cause instanceof Elsewhere) || !askAt) throw cause;
      return (await askAt(cause.url, question)) as never;
    }
  }
  return {
    issue: (...args) => ask({ ask: "issue", args }),
    redeem: (...args) => ask({ ask: "redeem", args }),
    stateOf: (...args) => ask({ ask: "stateOf", args }),
    ownerOf: (...args) => ask({ ask: "ownerOf", args }),
    hasValidNumber: (...args) => ask({ ask: "hasValidNumber", args }),
  };
}

/** Answers a question, if this program has the accounts; throws `Elsewhere` if another one has. */
export async function answerTickets(
  { tickets, placement }: Pick<SharedTicketsOptions, "tickets" | "placement">,
  { ask, args }: TicketQuestion,
): Promise<unknown> {
  await placement.enter(accountsPlace);
  // The credential that a ticket was issued to may be new.
  await placement.refresh();
  return (tickets[ask] as (...args: readonly unknown[]) => unknown)(...args);
}
