/** The HTTP calls besides a session's commands: signing in, lessons, sessions, reading views, and those of a student's pages. */
import type { SessionInput } from "../features/whole-session.ts";
import type { AnswerOf, BodyOf, QueryOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import { createFetcher, type Fetched, type Fetcher } from "./http.ts";
import { toLessonCalls } from "./lesson-calls.ts";
import { toPastCalls } from "./past-calls.ts";
import { toSharingCalls } from "./sharing-api.ts";
import { maxItems, toStudentApi } from "./student-api.ts";

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
    ...toStudentApi(fetcher),
    ...toSharingCalls(fetcher),
    signInByKey: (key: string) => data(call("POST /api/auth/key", { body: { key } })),
    signIn: (as: { name: string; password: string }) => data(call("POST /api/auth/login", { body: as })),
    pair: (ticket: string, replace = false) => data(call("POST /api/auth/pair", { body: { ticket, replace } })),

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
    makeSession: (session: SessionInput) => data(call("POST /api/sessions", { body: session })),
    changeSession: (session: string, change: SessionChange) =>
      data(call("PATCH /api/sessions/:session", { ...at(session), body: change })),
    deleteSession: (session: string) => data(call("DELETE /api/sessions/:session", at(session))),
    pairing: (session: string) => data(call("POST /api/sessions/:session/pairing", at(session))),
    openScreen: (session: string) => data(call("POST /api/sessions/:session/screens", at(session))),
    screenCode: (session: string) => data(call("POST /api/sessions/:session/screens/codes", at(session))),
    pairScreen: (code: string) => data(call("POST /api/screens", { body: { code } })),
    screens: (session: string) => call("GET /api/sessions/:session/screens", at(session)),
    closeScreens: (session: string) => data(call("DELETE /api/sessions/:session/screens", at(session))),
    report: (session: string) => data(call("GET /api/sessions/:session/report", at(session))),
    upload: (file: Blob, session?: string) =>
      data(call("POST /api/uploads", { query: { session }, body: toForm(file) })),

    practice: (session: string, participant_id?: string) =>
      call("GET /api/sessions/:session/practice/summary", { ...at(session), query: { participant_id } }),
    players: (session: string) => pages("GET /api/sessions/:session/practice/players", maxItems, at(session)),
    feedback: (session: string) => call("GET /api/sessions/:session/feedback/summary", at(session)),
    pollVotes: (session: string, poll_id: number) =>
      pages("GET /api/sessions/:session/polls/votes", maxItems, {
        ...at(session),
        query: { poll_id: String(poll_id) },
      }),
    pollWords: (session: string, poll_id: number) =>
      data(call("GET /api/sessions/:session/polls/words", { ...at(session), query: { poll_id: String(poll_id) } })),
    hiddenWords: (session: string) => data(call("GET /api/sessions/:session/polls/hidden-words", at(session))),
    hands: (session: string) => pages("GET /api/sessions/:session/hands", maxItems, at(session)),
    picks: (session: string, limit = 200) =>
      call("GET /api/sessions/:session/picks", { ...at(session), query: { limit } }),
    muted: (session: string) => pages("GET /api/sessions/:session/muted", maxItems, at(session)),
    nicknameFilter: (session: string) => data(call("GET /api/sessions/:session/nickname-filter", at(session))),
    /** What teachers did to moderate the class, newest first. */
    moderation: (session: string, limit = 200) =>
      call("GET /api/sessions/:session/moderation", { ...at(session), query: { limit } }),
    screen: (session: string) => call("GET /api/sessions/:session/screen", at(session)),
  };
}

export type Api = ReturnType<typeof toApi>;

/** Returns the calls to the server at `base` (default: the one that served the page). */
export const createApi = (base = ""): Api => toApi(createFetcher(base, (url, init) => fetch(url, init)));
