/** Tickets of all programs that share a database: they are in the memory of the one that has the accounts. */
import { z } from "zod";
import { accountsPlace, Elsewhere, type Placement } from "../domain/placement.ts";
import { type Tickets, ticketKinds } from "./tickets.ts";

/** The same as `Tickets`, but asked for: another program may have them. */
export type SharedTickets = {
  readonly [K in keyof Tickets]: (...args: Parameters<Tickets[K]>) => Promise<ReturnType<Tickets[K]>>;
};

const Kind = z.enum(ticketKinds);
const Ticket = z.string();
const Request = z.string();
/** Tickets are issued for the credential with this hash. The program with the accounts resolves its owner. */
const Credential = z.object({ hash: z.string() });
/** In JSON, an argument that is absent is null. */
const Session = z
  .string()
  .nullish()
  .transform((session) => session ?? undefined);

/** A question about tickets for another program. */
export const TicketQuestion = z.discriminatedUnion("ask", [
  z.object({ ask: z.literal("issue"), args: z.tuple([Kind, Credential, Session]) }),
  z.object({ ask: z.literal("redeem"), args: z.tuple([Kind, Ticket, Request]) }),
  z.object({ ask: z.literal("stateOf"), args: z.tuple([Kind, Ticket]) }),
  z.object({ ask: z.literal("ownerOf"), args: z.tuple([Kind, Ticket, Request]) }),
  z.object({ ask: z.literal("hasValidNumber"), args: z.tuple([Kind]) }),
]);
export type TicketQuestion = z.infer<typeof TicketQuestion>;

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
    issue: (kind, { hash }, session) => ask({ ask: "issue", args: [kind, { hash }, session] }),
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
