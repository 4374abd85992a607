/** Passes a command or a moment to the features: the one place that checks the role, the input and the session's state. */
import { Fault, parseInput } from "../domain/faults.ts";
import { type Audience, nobody } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import type { AnyFeature, DecideContext } from "../features/feature.ts";
import { commands, events, features, type RoomState } from "../features/index.ts";
import type { Moment, MomentData } from "../features/moments.ts";
import { current, uses } from "../features/session.ts";

/** An event as a rule emitted it, before it has a `seq`. */
export interface EmittedEvent {
  readonly type: string;
  readonly data: unknown;
}

/** What rules need besides the state: the clock (milliseconds since 1970), new ids, randomness, and the refiner. */
export interface Environment {
  readonly now: () => number;
  readonly newId: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Rephrases a text; undefined if that failed, timed out or was aborted. Absent without a refiner. */
  readonly reword?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** The actor of a moment that no person caused. */
export const roomItself: Participant = {
  id: "",
  user_id: 0,
  nickname: "",
  role: "INSTRUCTOR",
  status: "WAITING",
  current_subtask: null,
  is_online: false,
  last_active_at: new Date(0).toISOString(),
};

type Rule = (context: DecideContext<unknown, unknown, unknown> & { input?: unknown; moment?: unknown }) => unknown;

/** What every call of a rule gets. */
interface RuleCall {
  readonly state: RoomState;
  readonly actor: Participant;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly environment: Pick<Environment, "newId" | "random">;
}

export interface CommandCall extends RuleCall {
  readonly command: string;
  /** As the client sent it, not yet validated. */
  readonly input: unknown;
  /** The refiner's version of the command's text. */
  readonly reworded?: string | undefined;
}

export interface MomentCall extends RuleCall {
  readonly moment: Moment;
  /** The moment's data. */
  readonly data: MomentData[Moment];
}

/** Decides a command: its result and its events. Throws a `Fault` if it is rejected. Changes no state. */
export function decide(call: CommandCall): { result: unknown; emitted: EmittedEvent[] } {
  const { state, actor, command: name, at, environment, reworded } = call;
  const command = commands.get(name);
  if (!command) throw new Fault("unknown_type", `Unknown message type: ${name.slice(0, 100)}`);
  const session = current(state.session);
  const { status } = session;
  if (state.participants.removed.has(actor.id)) throw new Fault("removed");
  if (!command.by.includes(actor.role)) throw new Fault("not_allowed");
  const input = parseInput(command.input, call.input);
  if (status === "ENDED" && command.ended !== "allowed") throw new Fault("session_ended");
  if (command.muted === "refused" && state.participants.muted.has(actor.id)) throw new Fault("muted");
  const { feature } = command;
  if (!uses(session, feature)) throw new Fault("feature_off");
  if (status === "PAUSED" && command.paused === "refused") throw new Fault("session_paused");
  const rule = feature.decide[name] as Rule;
  const emitted: EmittedEvent[] = [];
  const result = rule({
    state: stateOf(feature, state),
    room: state,
    actor,
    at,
    newId: environment.newId,
    random: environment.random,
    reworded,
    emit: emitTo(emitted),
    input,
  });
  return { result, emitted };
}

/** Announces a moment to every feature that handles it, and returns their events. */
export function announce({
  state,
  actor,
  moment,
  data,
  at,
  environment: { newId, random },
}: MomentCall): EmittedEvent[] {
  const emitted: EmittedEvent[] = [];
  const emit = emitTo(emitted);
  for (const feature of features as readonly AnyFeature[]) {
    const rule = feature.moments?.[moment] as Rule | undefined;
    const own = { state: stateOf(feature, state), room: state, actor };
    rule?.({ ...own, at, newId, random, reworded: undefined, emit, moment: data });
  }
  return emitted;
}

const emitTo = (emitted: EmittedEvent[]) => (type: string, data: unknown) => emitted.push({ type, data });

const stateOf = ({ name }: AnyFeature, room: RoomState): unknown => room[name as keyof RoomState];

const timed = (features as readonly AnyFeature[]).filter(({ due }) => due !== undefined);

/** Returns when the earliest feature is due, in milliseconds since 1970; undefined if nothing is. */
export function dueOf(room: RoomState): number | undefined {
  let first: number | undefined;
  for (const feature of timed) {
    const due = feature.due?.({ state: stateOf(feature, room), room });
    if (due !== undefined && (first === undefined || due < first)) first = due;
  }
  return first;
}

/** Returns who receives an event. */
export function audienceOf(
  { type, data, actor }: { readonly type: string; readonly data: unknown; readonly actor: string | null },
  room: RoomState,
): Audience {
  const event = events.get(type);
  if (!event) return nobody;
  if (typeof event.to !== "function") return event.to;
  return event.to(data, actor, room[event.feature.name as keyof RoomState] as never);
}
