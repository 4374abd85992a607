/** The HTTP calls of a student's pages: part of a phone's first script, so the other calls are in `api.ts`. */
import type { AnswerOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import { createFetcher, type Fetched, type Fetcher } from "./http.ts";

/** A session as the join page shows it. */
export type JoinCard = AnswerOf<"GET /api/join/:session">;

/** How many items of a list are read at most: a class has at most 10,000 people. */
export const maxItems = 12_000;

/** The calls, sent by `fetcher`. */
export function toStudentApi(fetcher: Fetcher) {
  const { call, pages } = createCalls(fetcher);
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const at = (session: string) => ({ path: { session } });
  return {
    signOut: () => data(call("POST /api/auth/logout")),
    me: async () => (await data(call("GET /api/auth/me"))).user,
    /** The signed-in user; null if nobody is signed in. */
    account: async () => (await data(call("GET /api/auth/account"))).user,
    session: (session: string) => data(call("GET /api/sessions/:session", at(session))),
    /** What the join page shows of a session; null if no session has this code. */
    findClass: async (code: string) => (await data(call("GET /api/join", { query: { code } }))).session,
    joinCard: (code: string) => data(call("GET /api/join/:session", at(code))),
    join: (session: string, nickname: string) =>
      data(call("POST /api/sessions/:session/join", { ...at(session), body: { nickname } })),

    help: (session: string) => pages("GET /api/sessions/:session/help", maxItems, at(session)),
    progress: (session: string) => pages("GET /api/sessions/:session/progress", maxItems, at(session)),
    questions: (session: string) => pages("GET /api/sessions/:session/questions", maxItems, at(session)),
    /** The newest messages, or those before the message `before`. */
    messages: (session: string, before?: string) =>
      call("GET /api/sessions/:session/messages", { ...at(session), query: { limit: 50, before } }),
    polls: (session: string) => pages("GET /api/sessions/:session/polls", maxItems, at(session)),
    standings: (session: string) => pages("GET /api/sessions/:session/polls/standings", maxItems, at(session)),
    teams: (session: string) => call("GET /api/sessions/:session/polls/teams", at(session)),
    seat: (session: string) => call("GET /api/sessions/:session/seat", at(session)),
    groups: (session: string) => pages("GET /api/sessions/:session/groups", maxItems, at(session)),
    timer: (session: string) => call("GET /api/sessions/:session/timer", at(session)),
    important: (session: string) => call("GET /api/sessions/:session/important", at(session)),
    gates: (session: string) => call("GET /api/sessions/:session/gates", at(session)),
    positions: (session: string) => pages("GET /api/sessions/:session/positions", maxItems, at(session)),
    controls: (session: string) =>
      call("GET /api/sessions/:session/step-controls", { ...at(session), query: { limit: 200 } }),
    participants: (session: string) => pages("GET /api/sessions/:session/participants", maxItems, at(session)),
  };
}

export type StudentApi = ReturnType<typeof toStudentApi>;

/** Returns the calls to the server at `base` (default: the one that served the page). */
export const createStudentApi = (base = ""): StudentApi =>
  toStudentApi(createFetcher(base, (url, init) => fetch(url, init)));
