/** The HTTP calls that are no commands of a session: signing in, lessons, sessions, joining, and reading views. */
import type {
  FeatureName,
  Lesson,
  LessonInput,
  Participant,
  Session,
  SessionInput,
  SessionStatus,
  Settings,
  User,
} from "../domain/session.ts";
import type { Message } from "./fold/chat.ts";
import type { StepControl } from "./fold/controls.ts";
import type { FeedbackSummary } from "./fold/feedback.ts";
import type { HelpItem } from "./fold/help.ts";
import type { PlayerLine, PracticeSummary } from "./fold/practice.ts";
import type { ProgressOf } from "./fold/progress.ts";
import type { Question } from "./fold/questions.ts";
import { type Fetched, type Fetcher, openFetcher, readPages } from "./http.ts";

/** What a join page may know of a session. */
export interface JoinCard {
  readonly title: string;
  readonly status: SessionStatus;
  readonly features: readonly FeatureName[];
}

export interface Joined {
  readonly participant: Participant;
  readonly session: Session;
  readonly token: string;
}

export interface SignedIn {
  readonly token: string;
  readonly user: User;
}

/** A ticket by which a phone comes in, once; `url` is the address to scan. `expires_at` in ISO 8601. */
export interface Pairing {
  readonly ticket: string;
  readonly expires_at: string;
  readonly url: string;
}

/** What of a session is to be different; what is not named stays. */
export interface SessionChange {
  readonly title?: string;
  readonly lesson_id?: number | null;
  readonly features?: readonly FeatureName[];
  readonly settings?: Partial<Omit<Settings, "hard_alert">>;
}

/** The report of a class: its card, and tables by name, each a list of rows by column. */
export interface Report {
  readonly session: Omit<Session, "lesson" | "settings">;
  readonly made_at: string;
  readonly [table: string]: unknown;
}

const name = encodeURIComponent;

/** How many items of a list are read at most: a class has at most 10,000 people. */
const maxItems = 12_000;

function toForm(file: Blob): FormData {
  const form = new FormData();
  form.append("file", file);
  return form;
}

/** All calls over one way of sending them; `call` may be a test's. */
export function toApi(call: Fetcher) {
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const all = <T>(path: string): Promise<Fetched<T[]>> => readPages(call, path, maxItems);
  const inSession = (session: string) => `/api/sessions/${name(session)}`;
  return {
    signInByKey: (key: string) => data(call<SignedIn>("POST", "/api/auth/key", { key })),
    signIn: (as: { name: string; password: string }) => data(call<SignedIn>("POST", "/api/auth/login", as)),
    pair: (ticket: string, replace = false) =>
      data(call<SignedIn & { session_code: string }>("POST", "/api/auth/pair", { ticket, replace })),
    signOut: () => data(call<void>("POST", "/api/auth/logout")),
    me: async () => (await data(call<{ user: User }>("GET", "/api/auth/me"))).user,

    lessons: () => data(all<Lesson>("/api/lessons")),
    lesson: (id: number) => data(call<Lesson>("GET", `/api/lessons/${id}`)),
    makeLesson: (lesson: LessonInput) => data(call<Lesson>("POST", "/api/lessons", lesson)),
    changeLesson: (id: number, lesson: LessonInput) => data(call<Lesson>("PUT", `/api/lessons/${id}`, lesson)),
    deleteLesson: (id: number) => data(call<void>("DELETE", `/api/lessons/${id}`)),

    /** The newest sessions, or the page at `next`. */
    sessions: (next = "/api/sessions?limit=50") => call<Session[]>("GET", next),
    session: (session: string) => data(call<Session>("GET", inSession(session))),
    makeSession: (session: SessionInput) => data(call<Session>("POST", "/api/sessions", session)),
    changeSession: (session: string, change: SessionChange) => data(call<Session>("PATCH", inSession(session), change)),
    joinCard: (code: string) => data(call<JoinCard>("GET", `/api/join/${name(code)}`)),
    join: (session: string, nickname: string) => data(call<Joined>("POST", `${inSession(session)}/join`, { nickname })),
    participants: (session: string) => all<Participant>(`${inSession(session)}/participants`),

    pairing: (session: string) => data(call<Pairing>("POST", `${inSession(session)}/pairing`)),

    practice: (session: string, participant?: string) =>
      call<PracticeSummary>(
        "GET",
        `${inSession(session)}/practice/summary${participant ? `?participant_id=${name(participant)}` : ""}`,
      ),
    players: (session: string) => all<PlayerLine>(`${inSession(session)}/practice/players`),
    help: (session: string) => all<HelpItem>(`${inSession(session)}/help`),
    progress: (session: string) => all<ProgressOf>(`${inSession(session)}/progress`),
    questions: (session: string) => all<Question>(`${inSession(session)}/questions`),
    /** The newest messages, or those before one. */
    messages: (session: string, before?: string) =>
      call<Message[]>("GET", `${inSession(session)}/messages?limit=50${before ? `&before=${name(before)}` : ""}`),
    feedback: (session: string) => call<FeedbackSummary>("GET", `${inSession(session)}/feedback/summary`),
    upload: (file: Blob, session?: string) =>
      data(call<{ url: string }>("POST", `/api/uploads${session ? `?session=${name(session)}` : ""}`, toForm(file))),
    report: (session: string) => data(call<Report>("GET", `${inSession(session)}/report`)),
    deleteSession: (session: string) => data(call<void>("DELETE", inSession(session))),
    controls: (session: string) => call<StepControl[]>("GET", `${inSession(session)}/step-controls?limit=200`),
  };
}

export type Api = ReturnType<typeof toApi>;

/** The calls to the server that this page came from. */
export const openApi = (base = ""): Api => toApi(openFetcher(base, (url, init) => fetch(url, init)));
