/** Endpoints for programs' tokens: a teacher creates, lists and revokes those of their own account. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { ProgramToken } from "../domain/program-token.ts";
import { Text } from "../domain/text.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { roomOf } from "./who.ts";

const NewToken = z.object({
  /** Shown only in this answer. */
  token: z.string(),
  record: ProgramToken,
});

export function programTokens(services: Services) {
  const { store, live } = services;
  return [
    defineEndpoint({
      route: "GET /api/tokens",
      who: "teacher",
      programs: "refused",
      about: "List the tokens of programs that act for the caller, newest first.",
      answers: { 200: z.array(ProgramToken) },
      handle: ({ user }) => store.programTokens.list(user.id),
    }),
    defineEndpoint({
      route: "POST /api/tokens",
      who: "teacher",
      programs: "refused",
      audit: { action: "token.create", detail: ({ may, session }) => `${may}, ${session ?? "account"}` },
      about: "Create a token for a program: for one of the caller's sessions, or for everything of their account.",
      body: z.object({
        name: Text(60),
        /** The code or id of the only session that it reaches. */
        session: z.string().max(64).nullable(),
        may: z.enum(["read", "write"]),
      }),
      answers: { 201: NewToken },
      async handle({ context, user, body: { name, session, may } }) {
        const room = session === null ? undefined : await roomOf(context, services, session);
        if (room && live.sessions.seatOf(room, user)?.role !== "INSTRUCTOR") throw new Fault("not_allowed");
        return store.programTokens.add(name, user.id, { session: room?.id ?? null, may });
      },
    }),
    defineEndpoint({
      route: "DELETE /api/tokens/:id",
      who: "teacher",
      programs: "refused",
      audit: { action: "token.revoke" },
      about: "Revoke a program's token and close the connections that use it.",
      answers: { 204: null },
      handle({ context, user }) {
        const hash = store.programTokens.remove(context.req.param("id") ?? "", user.id);
        if (hash === undefined) throw new Fault("not_found", "There is no such token.");
        live.endCredential(hash);
      },
    }),
  ];
}
