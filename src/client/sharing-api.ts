/** The HTTP calls with which a teacher shares a class: with a second device, with programs, and with co-teachers. */
import type { AnswerOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import type { Fetched, Fetcher } from "./http.ts";

/** A code with which a second device signs in. */
export type SignInCode = AnswerOf<"POST /api/auth/sign-in-codes">;
/** A new invitation of a co-teacher, with its link. */
export type InvitedCoTeacher = AnswerOf<"POST /api/sessions/:session/co-teachers">;
/** What the page of an invitation shows. */
export type Invitation = AnswerOf<"POST /api/invitations/read">;
/** A class of another teacher that the signed-in person co-teaches. */
export type CoTaughtSession = AnswerOf<"GET /api/co-taught">[number];

/** The calls, sent by `fetcher`. */
export function toSharingCalls(fetcher: Fetcher) {
  const { call } = createCalls(fetcher);
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const at = (session: string) => ({ path: { session } });
  return {
    /** Issues a code for a second device of the signed-in teacher; with `session`, it opens that session's remote. */
    signInCode: (session?: string) =>
      data(call("POST /api/auth/sign-in-codes", { body: session === undefined ? {} : { session } })),
    signInByCode: (code: string, replace = false) => data(call("POST /api/auth/sign-in", { body: { code, replace } })),
    signOutOthers: () => data(call("POST /api/auth/sign-out-others")),
    programTokens: () => data(call("GET /api/tokens")),
    makeProgramToken: (body: { name: string; session: string | null; may: "read" | "write" }) =>
      data(call("POST /api/tokens", { body })),
    revokeProgramToken: (id: string) => data(call("DELETE /api/tokens/:id", { path: { id } })),
    coTeachers: (session: string) => data(call("GET /api/sessions/:session/co-teachers", at(session))),
    inviteCoTeacher: (session: string, name: string) =>
      data(call("POST /api/sessions/:session/co-teachers", { ...at(session), body: { name } })),
    removeCoTeacher: (session: string, id: number) =>
      data(call("DELETE /api/sessions/:session/co-teachers/:id", { path: { session, id } })),
    readInvitation: (invitation: string) => data(call("POST /api/invitations/read", { body: { invitation } })),
    /** Without a nickname, as the signed-in account. */
    acceptInvitation: (invitation: string, nickname?: string) =>
      data(call("POST /api/invitations/accept", { body: { invitation, nickname } })),
    coTaught: () => data(call("GET /api/co-taught")),
  };
}
