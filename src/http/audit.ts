/** Records in the audit log what a call of an endpoint did: endpoints declare it with `audit`. */
import type { AuditAction } from "../domain/audit.ts";
import { Fault } from "../domain/faults.ts";
import type { User } from "../domain/session.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { RequestContext, Services } from "./context.ts";
import { originOf } from "./origin-of.ts";

/** What the audit log has about the calls of an endpoint. */
export interface AuditRule<Body = never> {
  readonly action: AuditAction;
  /** `true`: rejected calls, too. */
  readonly failures?: true;
  /** Whether a call is recorded (default: always). */
  readonly when?: (context: RequestContext) => boolean;
  /** On what (default: the session that the path names, or what its id names, or what the call made). */
  readonly target?: (body: Body) => string | undefined;
  /** More about it (default: the names of the body's fields). Values that a person wrote do not belong here. */
  readonly detail?: (body: Body) => string | undefined;
}

/** The call that is recorded. */
interface AuditedCall<T> {
  readonly context: RequestContext;
  readonly body: unknown;
  readonly handle: () => T | Promise<T>;
}

/** Carries out `handle`, and records it once it has succeeded or, if the rule says so, failed. */
export async function audited<T>(
  rule: AuditRule,
  services: Services,
  { context, body, handle }: AuditedCall<T>,
): Promise<T> {
  if (rule.when?.(context) === false) return await handle();
  const about = rule as AuditRule<unknown>;
  const caller = context.get("credential");
  const { room } = context.get("caller") as { room?: Room };
  // Read before the call, which may delete it.
  const target = about.target?.(body) ?? (room ? recordOf(room).code : undefined) ?? idTarget(context);
  const detail = about.detail ? about.detail(body) : fieldsOf(body);
  const from = originOf(context.env.address);
  const { action } = rule;
  try {
    const result = await handle();
    const by = caller?.user ?? userIn(result);
    if (by?.role !== "teacher") return result;
    const made = target ?? madeTarget(action, result);
    const program = caller?.scope ? "by a program's token" : undefined;
    const more = [detail, program].filter(Boolean).join(", ") || null;
    services.audit.record({ action, by, from, target: made, detail: more });
    return result;
  } catch (cause) {
    if (rule.failures && cause instanceof Fault) {
      services.audit.record({ action, by: caller?.user ?? null, from, target, detail: cause.code, failed: true });
    }
    throw cause;
  }
}

/** The `:id` of the path, with the kind of thing that it names: `product 12`. */
function idTarget({ req, env }: RequestContext): string | undefined {
  const [, kind] = /([\w-]+)s\/:id/.exec(env.trace.fields.route ?? "") ?? [];
  return kind && `${kind} ${req.param("id")}`;
}

/** The id of what the call made. */
function madeTarget(action: AuditAction, result: unknown): string | undefined {
  const parts = [result, ...(typeof result === "object" && result !== null ? Object.values(result) : [])];
  const made = parts.find((part): part is { id: number | string } => isObject(part) && "id" in part);
  return made && `${action.split(".", 1)} ${made.id}`;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The user of an answer: who has just signed in. */
const userIn = (result: unknown): User | undefined =>
  isObject(result) && "user" in result && isObject(result.user) ? (result.user as User) : undefined;

const fieldsOf = (body: unknown): string | undefined => (isObject(body) ? Object.keys(body).join(", ") : undefined);
