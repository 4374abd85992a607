/** The HTTP calls besides a session's commands: signing in, lessons, sessions, joining, and reading views. */
import type { SessionInput } from "../features/whole-session.ts";
import type { AnswerOf, BodyOf, QueryOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import { createFetcher, type Fetched, type Fetcher } from "./http.ts";
import { toLessonCalls } from "./lesson-calls.ts";
import { toPastCalls } from "./past-calls.ts";
import { toSharingCalls } from "./sharing-api.ts";

/** A session as the join page shows it. */
export type JoinCard = AnswerOf<"GET /api/join/:session">;
/** A session in the teacher's list. */
export type ListedSession = AnswerOf<"GET /api/sessions">[number];
/** What to list of a teacher's sessions. */
export type SessionsQuery = QueryOf<"GET /api/sessions">;
export type { LessonCard, LessonsQuery, LessonVersion } from "./lesson-calls.ts";
/** Changes of a session. Absent fields stay as they are. */
export type SessionChange = BodyOf<"PATCH /api/sessions/:session">;
/** The report of a class: its card and its tables by name, each a list of rows by column. */
export type Report = AnswerOf<"GET /api/sessions/:session/report">;

/** The addresses at which phones may reach the server. */
export type Network = AnswerOf<"GET /api/network">;
/** A phone that arrived in a check of whether phones reach the server. */
export type Arrival = AnswerOf<"GET /api/checks/:token">[number];

/** How many items of a list are read at most: a class has at most 10,000 people. */
const maxItems = 12_000;

function toForm(file: Blob): FormData {
  const form = new FormData();
  form.append("file", file);
  return form;
}

/** All calls, sent by `fetcher`. */
export function toApi(fetcher: Fetcher) {
  const { call, page, pages } = createCalls(fetcher);
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const at = (session: string) => ({ path: { session } });
  return {
    ...toSharingCalls(fetcher),
    signInByKey: (key: string) => data(call("POST /api/auth/key", { body: { key } })),
    signIn: (as: { name: string; password: string }) => data(call("POST /api/auth/login", { body: as })),
    pair: (ticket: string, replace = false) => data(call("POST /api/auth/pair", { body: { ticket, replace } })),
    signOut: () => data(call("POST /api/auth/logout")),
    me: async () => (await data(call("GET /api/auth/me"))).user,
    /** The signed-in user; null if nobody is signed in. */
    account: async () => (await data(call("GET /api/auth/account"))).user,

    ...toLessonCalls(fetcher),

    /** The addresses at which phones may reach the server. */
    network: () => data(call("GET /api/network")),
    chooseAddress: (address: string) => data(call("PUT /api/network", { body: { address } })),
    startCheck: () => data(call("POST /api/checks")),
    /** The phones that arrived in a check of whether they reach the server. */
    arrivals: (token: string) => data(call("GET /api/checks/:token", { path: { token } })),
    reportArrival: (token: string, id: string, found: BodyOf<"PUT /api/checks/:token/arrivals/:id">) =>
      data(call("PUT /api/checks/:token/arrivals/:id", { path: { token, id }, body: found })),
    /** The newest of the sessions that match the query, or the page at `next`. */
    sessions: (query: SessionsQuery = {}, next?: string) =>
      next === undefined
        ? call("GET /api/sessions", { query: { limit: 50, ...query } })
        : page("GET /api/sessions", next),
    ...toPastCalls(fetcher),
    /** Starts a class with simulated students, or returns the one that is running. */
    startDemo: (language: "ko" | "en") => data(call("POST /api/demo", { body: { language } })),
    session: (session: string) => data(call("GET /api/sessions/:session", at(session))),
    makeSession: (session: SessionInput) => data(call("POST /api/sessions", { body: session })),
    changeSession: (session: string, change: SessionChange) =>
      data(call("PATCH /api/sessions/:session", { ...at(session), body: change })),
    deleteSession: (session: string) => data(call("DELETE /api/sessions/:session", at(session))),
    /** What the join page shows of a session; null if no session has this code. */
    findClass: async (code: string) => (await data(call("GET /api/join", { query: { code } }))).session,
    joinCard: (code: string) => data(call("GET /api/join/:session", at(code))),
    join: (session: string, nickname: string) =>
      data(call("POST /api/sessions/:session/join", { ...at(session), body: { nickname } })),
    pairing: (session: string) => data(call("POST /api/sessions/:session/pairing", at(session))),
    openScreen: (session: string) => data(call("POST /api/sessions/:session/screens", at(session))),
    screenCode: (session: string) => data(call("POST /api/sessions/:session/screens/codes", at(session))),
    pairScreen: (code: string) => data(call("POST /api/screens", { body: { code } })),
    screens: (session: string) => call("GET /api/sessions/:session/screens", at(session)),
    closeScreens: (session: string) => data(call("DELETE /api/sessions/:session/screens", at(session))),
    report: (session: string) => data(call("GET /api/sessions/:session/report", at(session))),
    upload: (file: Blob, session?: string) =>
      data(call("POST /api/uploads", { query: { session }, body: toForm(file) })),

    participants: (session: string) => pages("GET /api/sessions/:session/participants", maxItems, at(session)),
    practice: (session: string, participant_id?: string) =>
      call("GET /api/sessions/:session/practice/summary", { ...at(session), query: { participant_id } }),
    players: (session: string) => pages("GET /api/sessions/:session/practice/players", maxItems, at(session)),
    help: (session: string) => pages("GET /api/sessions/:session/help", maxItems, at(session)),
    progress: (session: string) => pages("GET /api/sessions/:session/progress", maxItems, at(session)),
    questions: (session: string) => pages("GET /api/sessions/:session/questions", maxItems, at(session)),
    /** The newest messages, or those before the message `before`. */
    messages: (session: string, before?: string) =>
      call("GET /api/sessions/:session/messages", { ...at(session), query: { limit: 50, before } }),
    feedback: (session: string) => call("GET /api/sessions/:session/feedback/summary", at(session)),
    polls: (session: string) => pages("GET /api/sessions/:session/polls", maxItems, at(session)),
    standings: (session: string) => pages("GET /api/sessions/:session/polls/standings", maxItems, at(session)),
    pollVotes: (session: string, poll_id: number) =>
      pages("GET /api/sessions/:session/polls/votes", maxItems, {
        ...at(session),
        query: { poll_id: String(poll_id) },
      }),
    pollWords: (session: string, poll_id: number) =>
      data(call("GET /api/sessions/:session/polls/words", { ...at(session), query: { poll_id: String(poll_id) } })),
    hiddenWords: (session: string) => data(call("GET /api/sessions/:session/polls/hidden-words", at(session))),
    timer: (session: string) => call("GET /api/sessions/:session/timer", at(session)),
    screen: (session: string) => call("GET /api/sessions/:session/screen", at(session)),
    important: (session: string) => call("GET /api/sessions/:session/important", at(session)),
    gates: (session: string) => call("GET /api/sessions/:session/gates", at(session)),
    positions: (session: string) => pages("GET /api/sessions/:session/positions", maxItems, at(session)),
    controls: (session: string) =>
      call("GET /api/sessions/:session/step-controls", { ...at(session), query: { limit: 200 } }),
  };
}

export type Api = ReturnType<typeof toApi>;

/** Returns the calls to the server at `base` (default: the one that served the page). */
export const createApi = (base = ""): Api => toApi(createFetcher(base, (url, init) => fetch(url, init)));
