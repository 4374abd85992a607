/** Carries out one work within the transaction of its batch: decides, appends its events to the log and folds them. */
import { Fault } from "../domain/faults.ts";
import type { Closing } from "../features/feature.ts";
import { catalogue, events, type FaultCode } from "../features/index.ts";
import type { Answer, Answered } from "../store/answers.ts";
import type { Log } from "../store/log.ts";
import type { Outgoing } from "./fan-out.ts";
import { fold, personOf, type Room } from "./room.ts";
import { announce, type CommandCall, decide, type EmittedEvent, type Environment, type MomentCall } from "./rule.ts";
import type { Outcome, Work } from "./work.ts";

/** A work that was carried out, or refused. */
export interface Performed {
  readonly work: Work;
  readonly outcome: Outcome;
  /** The events to publish once it is on disk. */
  readonly outgoing: readonly Outgoing[];
}

export interface PerformerOptions {
  readonly log: Log;
  readonly environment: Environment;
  readonly counts: { events: number; faults: number };
  /** Called with a room before an event is appended to its log. */
  readonly onAppend: (room: Room) => void;
  /** Called in the same transaction with a room before an event is folded that may change its card. */
  readonly onCard?: ((room: Room) => void) | undefined;
  /** Called in the same transaction with the connections that an event closes. */
  readonly onClosing?: ((room: Room, closing: Closing) => void) | undefined;
}

/** Returns a function that performs a work. It throws if the work failed by a bug or by the storage, not by a `Fault`. */
export function createPerformer({
  log,
  environment,
  counts,
  onAppend,
  onCard,
  onClosing,
}: PerformerOptions): (work: Work) => Performed {
  function perform(work: Work): Performed {
    const { room, ask } = work;
    const at = ask && "moment" in ask && ask.at !== undefined ? ask.at : environment.now();
    work.before?.();
    if (!ask) return passed(work);
    if ("moment" in ask) {
      const { moment } = ask;
      const data = typeof ask.data === "function" ? ask.data() : ask.data;
      const actor = personOf(room, ask.actor.id) ?? ask.actor;
      const call = { state: room.state, actor, moment, data, at, environment };
      return { work, outcome: { result: undefined }, outgoing: append(room, { emitted: announce(call) }, call) };
    }
    const known = ask.id === undefined ? undefined : log.answer(room.id, ask.actor, ask.id);
    if (known) return { work, outcome: toOutcome(known), outgoing: [] };
    const actor = personOf(room, ask.actor);
    if (!actor) throw new Fault("not_in_session");
    const { command, input } = ask;
    const { reworded } = work;
    const call = { state: room.state, actor, command, input, reworded, at, environment };
    const { result, emitted } = decide(call);
    const answered = ask.id === undefined ? undefined : { id: ask.id, answer: { result } };
    return { work, outcome: { result }, outgoing: append(room, { emitted, answered }, call) };
  }

  /**
   * Gives events their `seq`, appends and folds them, the last one with the answer to its command. The events of a moment
   * have no actor.
   */
  function append(
    room: Room,
    { emitted, answered }: { emitted: readonly EmittedEvent[]; answered?: Answered | undefined },
    call: CommandCall | MomentCall,
  ): Outgoing[] {
    const { at } = call;
    const actor = "command" in call ? call.actor.id : null;
    const last = emitted.findLastIndex(({ type }) => isKept(type));
    if (answered && last < 0 && actor !== null) log.saveAnswer(room.id, actor, answered);
    return emitted.map(({ type, data }, n) => {
      const event = events.get(type);
      if (!isKept(type)) return { type, at, actor, data };
      onAppend(room);
      const entry = { seq: room.seq + 1, at, type, actor, data, card: event?.card === true };
      log.append(room.id, entry, n === last ? answered : undefined);
      room.seq = entry.seq;
      room.at = at;
      if (entry.card) onCard?.(room);
      fold(room.state, entry);
      const closing = event?.closes?.(data);
      if (closing) onClosing?.(room, closing);
      counts.events += 1;
      return { type, seq: entry.seq, at, actor, data };
    });
  }

  return (work) => {
    const { deleted, givenUp } = work.room;
    if (deleted) return refuse(work, new Fault("session_not_found"));
    if (givenUp) return refuse(work, Fault.temporary("unavailable", 1000));
    try {
      return work.before ? log.attempt(() => perform(work)) : perform(work);
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      counts.faults += 1;
      const { ask } = work;
      if (ask && "command" in ask && ask.id !== undefined && isFinal(cause)) {
        const answer: Answer = { fault: { code: cause.code, message: cause.message } };
        log.saveAnswer(work.room.id, ask.actor, { id: ask.id, answer });
      }
      return refuse(work, cause);
    }
  };
}

const isKept = (type: string): boolean => events.get(type)?.kept !== false;

/** Refuses a work with a fault. */
export const refuse = (work: Work, fault: Fault): Performed => ({ work, outcome: { fault }, outgoing: [] });

/** Ends a work that writes nothing: it only keeps its place in the order. */
export const passed = (work: Work): Performed => ({ work, outcome: { result: undefined }, outgoing: [] });

/** Whether the same command would be rejected again, so that its rejection is stored. A quota may allow it later. */
const isFinal = ({ code, status }: Fault): boolean => code !== "does_not_fit" && status !== 429;

function toOutcome(answer: Answer): Outcome {
  if ("result" in answer) return answer;
  const { code, message } = answer.fault;
  return { fault: new Fault(Object.hasOwn(catalogue, code) ? catalogue[code as FaultCode] : "internal", message) };
}
