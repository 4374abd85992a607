/** Every way a request can be refused: its code, its HTTP status and its text. */

export const catalogue = {
  malformed: { status: 400, text: "This is not JSON of the expected form." },
  unknown_type: { status: 400, text: "Unknown message type" },
  not_text: { status: 400, text: "Frames are text, not binary." },
  no_credential: { status: 401, text: "Sign in or join first." },
  wrong_key: { status: 401, text: "This key is not right." },
  wrong_ticket: { status: 401, text: "This ticket is used, too old or wrong." },
  wrong_password: { status: 401, text: "Name and password do not match." },
  not_allowed: { status: 403, text: "Your role may not do this." },
  not_in_session: { status: 403, text: "You have not joined this session." },
  removed: { status: 403, text: "The teacher removed you from this session." },
  session_locked: { status: 403, text: "The teacher has locked this class: nobody new can join." },
  no_guests: { status: 403, text: "Only people with an account can join this session." },
  product_hidden: { status: 403, text: "You may not see this product." },
  product_read_only: { status: 403, text: "You may see this product, but not measure it." },
  owner_only: { status: 403, text: "Only the teacher who made this product may do this." },
  not_undoable: { status: 403, text: "You can undo or correct only your own last 20 values." },
  wrong_origin: { status: 403, text: "Pages of another site may not act here." },
  wrong_host: { status: 403, text: "This server does not answer for that host name. --allowed-hosts allows it." },
  not_found: { status: 404, text: "There is nothing here." },
  session_not_found: { status: 404, text: "Session not found" },
  lesson_not_found: { status: 404, text: "There is no such lesson." },
  invalid_participant: { status: 404, text: "Invalid participant ID" },
  participant_not_found: { status: 404, text: "There is no such participant." },
  subtask_not_found: { status: 404, text: "This step is not in the session's lesson." },
  question_not_found: { status: 404, text: "There is no such question." },
  message_not_found: { status: 404, text: "There is no such message." },
  help_not_found: { status: 404, text: "There is no such help request." },
  product_not_found: { status: 404, text: "There is no such product." },
  measurement_not_found: { status: 404, text: "There is no such measurement." },
  alert_not_found: { status: 404, text: "There is no such alert." },
  user_not_found: { status: 404, text: "There is no such user." },
  device_not_found: { status: 404, text: "There is no such device." },
  teacher_here: { status: 409, text: "A teacher is signed in here, and would be signed out." },
  no_next_step: { status: 409, text: "There is no step after this one." },
  session_ended: { status: 409, text: "The session has ended." },
  session_paused: { status: 409, text: "The session is paused." },
  no_practice: { status: 409, text: "You are not practising." },
  wrong_status: { status: 409, text: "The session is not in a state for this." },
  feature_off: { status: 409, text: "This session does not use that feature." },
  session_full: { status: 409, text: "This class is full." },
  code_taken: { status: 409, text: "Another session has this code: choose another code, or delete that session." },
  name_taken: { status: 409, text: "Another account has this name." },
  product_code_taken: { status: 409, text: "Another product has this code." },
  product_measured: { status: 409, text: "Measurements are kept: subgroups and chart stay as they are." },
  sample_repeated: { status: 409, text: "This sample is already measured." },
  alert_went_on: { status: 409, text: "An alert does not go back: it is seen or resolved already." },
  already_resolved: { status: 409, text: "This request is already resolved." },
  upgrade_required: { status: 426, text: "This address speaks WebSocket." },
  too_large: { status: 413, text: "This is too large." },
  wrong_media_type: { status: 415, text: "Send this as application/json." },
  not_a_picture: { status: 415, text: "This is no PNG, JPEG, WebP or GIF." },
  not_a_chord: { status: 422, text: "This is no chord: a chord has a name like C, F#m7 or C/G." },
  does_not_fit: { status: 422, text: "This does not fit." },
  subgroup_over: { status: 422, text: "This subgroup is over: later ones have come." },
  future_measurement: { status: 422, text: "This measurement lies in the future." },
  no_spread: { status: 422, text: "All these values are equal: limits need values that differ." },
  key_used: { status: 422, text: "This Idempotency-Key was used for another call." },
  too_few: { status: 422, text: "Too little is measured yet: two subgroups at least are needed." },
  rate_limited: { status: 429, text: "Too many messages: slow down." },
  too_many_connections: { status: 429, text: "Too many new connections: wait a moment, then connect again." },
  too_many_guests: {
    status: 429,
    text: "Too many people are joining from this address: wait a moment, then try again.",
  },
  too_many_questions: {
    status: 429,
    text: "You have 50 open questions: ask again once the teacher has answered some of them.",
  },
  too_many_messages: { status: 429, text: "You have sent 500 messages within an hour: write again later." },
  too_often: { status: 429, text: "You have done this too often within an hour: try again later." },
  too_many_uploads: { status: 429, text: "You have uploaded 20 pictures in this session: there is no room for more." },
  uploads_too_large: {
    status: 429,
    text: "Your pictures in this session may have 40 MiB together: there is no room for this one.",
  },
  too_many_guesses: { status: 429, text: "Too many wrong attempts: wait before the next one." },
  sign_in_busy: { status: 429, text: "Many people are signing in: try again in a few seconds." },
  internal: { status: 500, text: "Something went wrong on the server." },
  server_full: { status: 503, text: "The server has as many connections as it can hold: try again in a minute." },
  busy: { status: 503, text: "The server has too much to do at the moment: try again in a few seconds." },
  product_busy: { status: 503, text: "Too much is being written to this product: try again in a few seconds." },
  stopping: { status: 503, text: "The server is starting or stopping." },
  storage_failed: { status: 503, text: "The server could not write to its disk: nothing was changed." },
  storage_low: {
    status: 507,
    text: "The teacher's disk is nearly full: no picture is stored until there is more space.",
  },
  storage_full: { status: 507, text: "The teacher's disk is full: nothing was changed." },
} as const satisfies Record<string, { status: number; text: string }>;

export type FaultCode = keyof typeof catalogue;

/** Those that say that somebody has used up a quota. */
export const quotaCodes: ReadonlySet<FaultCode> = new Set<FaultCode>([
  "session_full",
  "too_many_questions",
  "too_many_messages",
  "too_often",
  "too_many_uploads",
  "uploads_too_large",
]);

/** Where in the input something does not fit, and why. */
export interface Misfit {
  path: string;
  message: string;
}

/** What a fault may say beside its code and message. */
export type FaultDetails = Pick<Partial<Fault>, "errors" | "retryAfter">;

/** Their mistake, from the catalogue. Anything else that is thrown is our bug. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly errors: Misfit[] | undefined;
  /** Whole seconds until the same request can succeed, if known. */
  readonly retryAfter: number | undefined;

  constructor(code: FaultCode, message: string = catalogue[code].text, details: FaultDetails = {}) {
    super(message);
    this.name = "Fault";
    this.code = code;
    this.errors = details.errors;
    this.retryAfter = details.retryAfter;
  }

  /** A fault that passes in `ms` milliseconds. */
  static passing(code: FaultCode, ms: number): Fault {
    return new Fault(code, catalogue[code].text, { retryAfter: Math.max(1, Math.ceil(ms / 1000)) });
  }

  /** The same fault, its message behind a heading. */
  under(heading: string): Fault {
    return new Fault(this.code, `${heading}: ${this.message}`, this);
  }

  /** The HTTP status that goes with it. */
  get status() {
    return catalogue[this.code].status;
  }
}

/** Reads `value` by `schema`, or throws `does_not_fit` naming every place that does not. */
export function fit<T>(schema: ZodLike<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw misfit(read.error.issues);
}

interface Issue {
  readonly path: PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  /** Of a value that may be one of several: what is wrong with it as each of them. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** How much of a path an error shows: the name of an unknown field may be as long as a body. */
const maxPath = 200;

/** The fault for a schema's issues: the first in words, 20 in `errors`. */
export function misfit(issues: readonly Issue[]): Fault {
  const errors = issues
    .flatMap(nearest)
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join(".").slice(0, maxPath), message: issue.message }));
  const first = errors[0];
  const detail = first ? (first.path ? `${first.path}: ${first.message}` : first.message) : catalogue.does_not_fit.text;
  return new Fault("does_not_fit", detail, { errors });
}

/** Where a value may be one of several, what is wrong with it as the one that it comes nearest to. */
function nearest(issue: Issue): readonly Issue[] {
  const depth = (issues: readonly Issue[]) =>
    Math.max(...issues.map(({ path, code }) => path.length + (code === "invalid_type" ? 0 : 0.5)));
  const [best] = [...(issue.errors ?? [])].sort((a, b) => depth(b) - depth(a));
  if (!best || depth(best) <= 0) return [issue];
  return best.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}

interface ZodLike<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };
}
