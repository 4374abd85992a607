/** Faults: the reasons for which a request is rejected. The core's are here; features declare theirs. `features/index.ts` has all of them. */

/** The definition of a fault code. */
export interface FaultKind {
  /** HTTP status. */
  readonly status: number;
  readonly text: string;
  /** Whether it means that a quota is used up. */
  readonly quota?: true;
}

export const coreFaults = {
  malformed: { status: 400, text: "This is not JSON of the expected form." },
  unknown_type: { status: 400, text: "Unknown message type" },
  not_text: { status: 400, text: "Frames are text, not binary." },
  no_credential: { status: 401, text: "Sign in or join first." },
  wrong_key: { status: 401, text: "This key is not right." },
  wrong_ticket: { status: 401, text: "This ticket is used, too old or wrong." },
  code_used: { status: 401, text: "This code has been used, and each code works once. Show a new one." },
  code_expired: { status: 401, text: "This code has expired. Use the one that is shown now." },
  wrong_code: { status: 401, text: "This code is not right. Use the one that is shown now." },
  wrong_password: { status: 401, text: "Name and password do not match." },
  not_allowed: { status: 403, text: "Your role may not do this." },
  not_in_session: { status: 403, text: "You have not joined this session." },
  removed: { status: 403, text: "The teacher removed you from this session." },
  muted: { status: 403, text: "The teacher has muted you: you cannot write at the moment." },
  session_locked: { status: 403, text: "The teacher has locked this class: nobody new can join." },
  no_guests: { status: 403, text: "Only people with an account can join this session." },
  product_hidden: { status: 403, text: "You may not see this product." },
  product_read_only: { status: 403, text: "You may see this product, but not measure it." },
  owner_only: { status: 403, text: "Only the teacher who made this product may do this." },
  folder_owner_only: { status: 403, text: "Only the teacher who made this folder may do this." },
  token_reads_only: { status: 403, text: "This token may only read." },
  token_of_session: { status: 403, text: "This token is for one class only, and not for this." },
  not_undoable: { status: 403, text: "You can undo or correct only your own last 20 values." },
  wrong_origin: { status: 403, text: "Pages of another site cannot do this." },
  wrong_host: { status: 403, text: "This server does not answer for that host name. --allowed-hosts allows it." },
  not_found: { status: 404, text: "There is nothing here." },
  session_not_found: { status: 404, text: "Session not found" },
  lesson_not_found: { status: 404, text: "There is no such lesson." },
  version_not_found: { status: 404, text: "There is no such version. Only the newest 50 of a lesson are kept." },
  invalid_participant: { status: 404, text: "Invalid participant ID" },
  participant_not_found: { status: 404, text: "There is no such participant." },
  subtask_not_found: { status: 404, text: "This step is not in the session's lesson." },
  product_not_found: { status: 404, text: "There is no such product." },
  folder_not_found: { status: 404, text: "There is no such folder." },
  measurement_not_found: { status: 404, text: "There is no such measurement." },
  limits_not_found: { status: 404, text: "There is no such version of the limits." },
  point_not_found: { status: 404, text: "The chart has no such point." },
  study_not_found: { status: 404, text: "There is no such gauge study." },
  alert_not_found: { status: 404, text: "There is no such alert." },
  user_not_found: { status: 404, text: "There is no such user." },
  device_not_found: { status: 404, text: "There is no such device." },
  teacher_here: { status: 409, text: "A teacher is signed in here, and would be signed out." },
  session_ended: { status: 409, text: "The session has ended." },
  session_paused: { status: 409, text: "The session is paused." },
  wrong_status: { status: 409, text: "The session is not in a state for this." },
  feature_off: { status: 409, text: "This session does not use that feature." },
  nobody_here: { status: 409, text: "No student is connected at the moment." },
  too_many_tokens: { status: 409, text: "This account has 100 tokens of programs: revoke one first.", quota: true },
  session_full: { status: 409, text: "This class is full.", quota: true },
  invitation_used: {
    status: 409,
    text: "This invitation was accepted by somebody else: ask the teacher for a new one.",
  },
  invitation_over: {
    status: 409,
    text: "This invitation has expired or was withdrawn: ask the teacher for a new one.",
  },
  own_class: { status: 409, text: "This is your own class: send the link to the person whom you invite." },
  student_here: {
    status: 409,
    text: "You are a student in this class with this account: ask the teacher to remove you first.",
  },
  too_many_co_teachers: {
    status: 409,
    text: "A class has at most 20 co-teachers and invitations: remove one first.",
    quota: true,
  },
  code_taken: { status: 409, text: "Another session has this code: choose another code, or delete that session." },
  address_fixed: { status: 409, text: "The address is set by --public-url: it cannot be changed here." },
  address_gone: { status: 409, text: "This machine does not have this address any more." },
  demo_running: { status: 409, text: "Another demo class is running on this server: try again when it has ended." },
  name_taken: { status: 409, text: "Another account has this name." },
  product_code_taken: { status: 409, text: "Another product has this code." },
  too_many_tags: {
    status: 409,
    text: "This product has too many different tags. Use the names and values that it has.",
  },
  product_archived: { status: 409, text: "This product is archived: it takes no values." },
  product_simulated: { status: 409, text: "The values of this product are simulated: nobody can enter others." },
  not_simulated: { status: 409, text: "The values of this product are measured, not simulated." },
  too_many_simulations: { status: 409, text: "At most 10 simulations run at a time: stop one first.", quota: true },
  folder_full: { status: 409, text: "A folder has at most 200 products.", quota: true },
  not_a_count: {
    status: 422,
    text: "This chart counts: a value is a whole number from 0, and of items not more than the sample.",
  },
  size_missing: { status: 422, text: "Give the sample_size: how many items were inspected, or the area." },
  size_unused: { status: 422, text: "Values of this chart have no sample_size." },
  product_measured: {
    status: 409,
    text: "This product has measurements: its subgroup size, its chart and their options cannot change.",
  },
  gauge_value_taken: {
    status: 409,
    text: "This has been measured: only a teacher or whoever measured it can correct it.",
  },
  too_many_studies: {
    status: 409,
    text: "A product has at most 50 gauge studies: delete one first.",
    quota: true,
  },
  sample_repeated: { status: 409, text: "This sample is already measured." },
  alert_went_on: {
    status: 409,
    text: "The status of an alert cannot go back: this one is already acknowledged or resolved.",
  },
  upgrade_required: { status: 426, text: "Connect to this address by WebSocket." },
  too_large: { status: 413, text: "This is too large." },
  wrong_media_type: { status: 415, text: "Send this as application/json." },
  not_a_picture: { status: 415, text: "This is not a PNG, JPEG, WebP or GIF picture." },
  does_not_fit: { status: 422, text: "The input is not valid." },
  subgroup_over: { status: 422, text: "This subgroup is closed: a later one has begun." },
  future_measurement: { status: 422, text: "The time of this measurement is in the future." },
  phase_too_early: { status: 422, text: "A new phase can begin at one of the last 20,000 points." },
  no_spread: { status: 422, text: "All these values are equal: limits need values that differ." },
  key_used: { status: 422, text: "This Idempotency-Key was used for another call." },
  too_few: { status: 422, text: "There are too few measurements: at least two subgroups are needed." },
  rate_limited: { status: 429, text: "Too many messages: slow down." },
  too_many_connections: { status: 429, text: "Too many new connections: wait a moment, then connect again." },
  too_many_guests: {
    status: 429,
    text: "Too many people are joining from this address: wait a moment, then try again.",
  },
  too_often: { status: 429, text: "You have done this too often within an hour: try again later.", quota: true },
  too_many_uploads: {
    status: 429,
    text: "You have uploaded 20 pictures in this session, which is the limit.",
    quota: true,
  },
  uploads_too_large: {
    status: 429,
    text: "Your pictures in this session can have at most 40 MiB in total. This one would exceed that.",
    quota: true,
  },
  too_many_guesses: { status: 429, text: "Too many wrong attempts: wait before the next one." },
  numbers_locked: {
    status: 429,
    text: "Too many wrong numbers were typed. Scan the QR code, or sign in with the key or a password.",
  },
  sign_in_busy: { status: 429, text: "Many people are signing in: try again in a few seconds." },
  internal: { status: 500, text: "Something went wrong on the server." },
  server_full: { status: 503, text: "The server has as many connections as it can hold: try again in a minute." },
  busy: { status: 503, text: "The server has too much to do at the moment: try again in a few seconds." },
  product_busy: { status: 503, text: "Too much is being written to this product: try again in a few seconds." },
  stopping: { status: 503, text: "The server is starting or stopping." },
  unavailable: { status: 503, text: "The database does not answer: nothing was changed. Try again in a few seconds." },
  storage_failed: { status: 503, text: "The server could not write to its disk: nothing was changed." },
  result_unknown: {
    status: 504,
    text: "The server stopped answering. Check whether this was carried out before you try again.",
  },
  storage_low: {
    status: 507,
    text: "The teacher's disk is nearly full: no picture is stored until there is more space.",
  },
  storage_full: { status: 507, text: "The teacher's disk is full: nothing was changed." },
} as const satisfies Record<string, FaultKind>;

export type CoreFaultCode = keyof typeof coreFaults;

/** A fault that a feature declares: `throw new Fault(faults.help_not_found)`. */
export interface DeclaredFault<Code extends string = string> extends FaultKind {
  readonly code: Code;
}

/** Types the faults of a feature, by code. */
export function defineFaults<const F extends Readonly<Record<string, FaultKind>>>(faults: F) {
  const entries = Object.entries(faults).map(([code, kind]) => [code, { ...kind, code }]);
  return Object.fromEntries(entries) as { readonly [Code in keyof F & string]: DeclaredFault<Code> };
}

/** An error in the input: the path of the field and the reason. */
export interface FieldError {
  path: string;
  message: string;
}

/** Optional details of a fault. */
export type FaultDetails = Pick<Partial<Fault>, "errors" | "retryAfter">;

/** An expected error that is sent to the client. Anything else that is thrown is a bug of the server. */
export class Fault extends Error {
  readonly kind: DeclaredFault;
  readonly errors: FieldError[] | undefined;
  /** Whole seconds until the same request can succeed, if known. */
  readonly retryAfter: number | undefined;

  constructor(of: CoreFaultCode | DeclaredFault, message?: string, details: FaultDetails = {}) {
    const kind: DeclaredFault = typeof of === "string" ? { code: of, ...coreFaults[of] } : of;
    super(message ?? kind.text);
    this.name = "Fault";
    this.kind = kind;
    this.errors = details.errors;
    this.retryAfter = details.retryAfter;
  }

  /** A fault after which the same request can succeed in `ms` milliseconds. */
  static temporary(of: CoreFaultCode | DeclaredFault, ms: number): Fault {
    return new Fault(of, undefined, { retryAfter: Math.max(1, Math.ceil(ms / 1000)) });
  }

  /** The same fault with a heading before its message. */
  withPrefix(heading: string): Fault {
    return new Fault(this.kind, `${heading}: ${this.message}`, this);
  }

  get code(): string {
    return this.kind.code;
  }

  /** Its HTTP status. */
  get status(): number {
    return this.kind.status;
  }
}

/**
 * Like `schema.safeParse`, but does not throw: zod compares the `length` of any object that has one with the limits of a
 * text, and throws for `{"length": {"toString": null, "valueOf": null}}`, whose length is not comparable.
 */
export function tryParse<T>(schema: Schema<T>, value: unknown): Parsed<T> {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { success: false, error: { issues: [{ path: [], message: "An object is not a text or a list." }] } };
  }
}

/** Parses `value` by `schema`; throws `does_not_fit` with the path of each error. */
export function parseInput<T>(schema: Schema<T>, value: unknown): T {
  const parsed = tryParse(schema, value);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error.issues);
}

interface Issue {
  readonly path: PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  /** For a union: the issues of each alternative. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** The maximum length of a path in an error: the name of an unknown field may be as long as the body. */
const maxPathLength = 200;

/** Returns the fault for a schema's issues: the first one as the message, the first 20 as `errors`. */
export function invalidInput(issues: readonly Issue[]): Fault {
  const errors = issues
    .flatMap(closestIssues)
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join(".").slice(0, maxPathLength), message: issue.message }));
  const first = errors[0];
  const text = coreFaults.does_not_fit.text;
  const detail = first ? (first.path ? `${first.path}: ${first.message}` : first.message) : text;
  return new Fault("does_not_fit", detail, { errors });
}

/** The issues of a union's best matching alternative; any other issue unchanged. */
function closestIssues(issue: Issue): readonly Issue[] {
  const depth = (issues: readonly Issue[]) =>
    Math.max(...issues.map(({ path, code }) => path.length + (code === "invalid_type" ? 0 : 0.5)));
  const [best] = [...(issue.errors ?? [])].sort((a, b) => depth(b) - depth(a));
  if (!best || depth(best) <= 0) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

type Parsed<T> = { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };

interface Schema<T> {
  safeParse(value: unknown): Parsed<T>;
}
