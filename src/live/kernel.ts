/**
 * The kernel: carries out commands in order and commits them together. From a frame to everybody's screen:
 *
 *   socket.ts takes a frame apart ─► `submit` puts it into the queue (commit-queue.ts) ─► at the end of the event loop's
 *   turn the queue is committed: rule.ts decides each ─► its events are folded (room.ts) and appended (store/log.ts), all in
 *   one transaction ─► only then, in order, is each sender answered and each event published (fan-out.ts).
 *
 * Nothing is answered or published before it is on disk. If the commit fails, every sender in it gets an error, nothing
 * is published, and the rooms in it are read again from their logs (rereads.ts).
 */
import { Fault } from "../domain/faults.ts";
import type { Closing } from "../features/feature.ts";
import { catalogue, events, type FaultCode } from "../features/index.ts";
import type { Answer, Log } from "../store/log.ts";
import type { CommitTurns } from "../store/turns.ts";
import { createBacklog } from "./backlog.ts";
import { guard } from "./commit.ts";
import { openCommitQueue } from "./commit-queue.ts";
import type { FanOut, Outgoing } from "./fan-out.ts";
import { createRereads } from "./rereads.ts";
import { openRewording } from "./rewording.ts";
import { fold, personOf, type Room } from "./room.ts";
import {
  announce,
  type CommandQuestion,
  decide,
  type EmittedEvent,
  type Environment,
  type MomentQuestion,
} from "./rule.ts";
import type { Slices } from "./slices.ts";
import type { Outcome, Work } from "./work.ts";

export interface Kernel {
  submit(work: Work): void;
  /** The same, as a promise of the result; it throws the fault. */
  ask(work: Omit<Work, "settle">): Promise<unknown>;
  /** Carries out what is waiting, now; what waits for another program's write lock keeps waiting. */
  flush(): void;
  /** Resolves once nothing is waiting. What waits for the write lock after `ms` milliseconds is refused. */
  drain(ms: number): Promise<void>;
  /** How many works of a room are accepted and not yet answered. */
  waiting(room: Room): number;
  /** Stops rewording; texts that are being reworded are committed as they are. */
  stopRewording(): Promise<void>;
  readonly counts: { commits: number; events: number; faults: number };
}

interface Performed {
  readonly work: Work;
  readonly outcome: Outcome;
  readonly outgoing: readonly Outgoing[];
}

export interface KernelOptions {
  readonly log: Log;
  readonly turns: CommitTurns;
  readonly slices: Slices;
  readonly fanOut: FanOut;
  readonly environment: Environment;
  /** Closes connections of a room as an event of it says. */
  readonly close: (room: Room, closing: Closing) => void;
  /** Called with each room after its commit. */
  readonly onRoomCommitted: (room: Room) => void;
  /** Called after each commit that succeeded. */
  readonly onBatchCommitted?: () => void;
}

export function openKernel(options: KernelOptions): Kernel {
  const { log, slices, fanOut, environment, close, onRoomCommitted, onBatchCommitted } = options;
  const rewording = openRewording(environment);
  const backlog = createBacklog();
  /** Rooms to which the batch under way has appended. */
  const touched = new Set<Room>();
  const counts = { commits: 0, events: 0, faults: 0 };

  const queue = openCommitQueue<Work, Performed>({
    turns: options.turns,
    ready: (works) => rereads.ready(works),
    batch(all) {
      const done = log.batch(all);
      counts.commits += 1;
      // It is on disk: whatever throws from here on must not look like a failed commit.
      if (onBatchCommitted) guard(onBatchCommitted);
      return done;
    },
    perform(works) {
      touched.clear();
      return works.map(carryOut);
    },
    failed: () => rereads.begin(touched),
    refuse,
    describe: ({ room, ask }) => ({
      session: room.id,
      ...(ask && "command" in ask && { participant: ask.actor, command: ask.command }),
      ...(ask && "moment" in ask && { participant: ask.actor.id, moment: ask.moment }),
    }),
    finish,
  });
  const rereads = createRereads({
    log,
    slices,
    onReady(works) {
      queue.unshift(works.filter((work) => !isPlace(work)));
      // These need no commit, and the next one may fail like the last.
      queue.settle(works.filter(isPlace), (work) => ({ work, outcome: { result: undefined }, outgoing: [] }));
    },
    onRefused: (works, fault) => queue.settle(works, (work) => refuse(work, fault)),
  });

  function carryOut(work: Work): Performed {
    if (work.room.deleted) return { work, outcome: { fault: new Fault("session_not_found") }, outgoing: [] };
    try {
      return work.before ? log.attempt(() => perform(work)) : perform(work);
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      counts.faults += 1;
      const { ask } = work;
      if (ask && "command" in ask && isFinal(cause)) {
        const answer: Answer = { fault: { code: cause.code, message: cause.message } };
        log.saveAnswer(work.room.id, ask, answer);
      }
      return { work, outcome: { fault: cause }, outgoing: [] };
    }
  }

  function perform(work: Work): Performed {
    const { room, ask } = work;
    const at = ask && "moment" in ask && ask.at !== undefined ? ask.at : environment.now();
    work.before?.();
    if (!ask) return { work, outcome: { result: undefined }, outgoing: [] };
    if ("moment" in ask) {
      const { moment } = ask;
      const data = typeof ask.data === "function" ? ask.data() : ask.data;
      const actor = personOf(room, ask.actor.id) ?? ask.actor;
      const question = { state: room.state, actor, moment, data, at, environment };
      return { work, outcome: { result: undefined }, outgoing: append(room, announce(question), question) };
    }
    const known = ask.id === undefined ? undefined : log.answer(room.id, ask.actor, ask.id);
    if (known) return { work, outcome: toOutcome(known), outgoing: [] };
    const actor = personOf(room, ask.actor);
    if (!actor) throw new Fault("not_in_session");
    const { command, input } = ask;
    const { reworded } = work;
    const question = { state: room.state, actor, command, input, reworded, at, environment };
    const { result, emitted } = decide(question);
    log.saveAnswer(room.id, ask, { result });
    return { work, outcome: { result }, outgoing: append(room, emitted, question) };
  }

  /** Gives events their places in the log, and folds them. Nobody did what came of a moment. */
  function append(
    room: Room,
    emitted: readonly EmittedEvent[],
    question: CommandQuestion | MomentQuestion,
  ): Outgoing[] {
    const { at } = question;
    const actor = "command" in question ? question.actor.id : null;
    return emitted.map(({ type, data }) => {
      const event = events.get(type);
      if (event?.kept === false) return { type, at, actor, data };
      touched.add(room);
      const entry = { seq: room.seq + 1, at, type, actor, data, card: event?.card === true };
      log.append(room.id, entry);
      room.seq = entry.seq;
      room.at = at;
      fold(room.state, entry);
      counts.events += 1;
      return { type, seq: entry.seq, at, actor, data };
    });
  }

  function finish(all: readonly Performed[]): void {
    for (const { work, outcome, outgoing } of all) {
      backlog.remove(work);
      guard(() => work.settle?.(outcome));
      for (const event of outgoing) {
        guard(() => fanOut.publish(event, work.room));
        if (event.seq !== undefined) work.room.published = event.seq;
      }
      for (const { type, data } of outgoing) {
        const closing = events.get(type)?.closes?.(data);
        if (closing) guard(() => close(work.room, closing));
      }
    }
    for (const room of new Set(all.map(({ work }) => work.room))) guard(() => onRoomCommitted(room));
  }

  function submit(work: Work): void {
    const full = backlog.add(work);
    if (full) return guard(() => work.settle?.({ fault: full }));
    rewording.through(work, queue.push);
  }

  return {
    submit,
    flush: queue.flush,
    counts,
    waiting: backlog.of,
    stopRewording: rewording.stop,
    async drain(ms) {
      const deadline = performance.now() + ms;
      const left = () => Math.max(0, deadline - performance.now());
      await queue.drain(left());
      for (; rereads.size > 0 && left() > 0; await queue.drain(left())) await Bun.sleep(5);
      queue.settle(rereads.releaseAll(), (work) => refuse(work, new Fault("stopping")));
    },
    ask: (work) =>
      new Promise((resolve, reject) => {
        const settle = (outcome: Outcome) => ("fault" in outcome ? reject(outcome.fault) : resolve(outcome.result));
        submit({ ...work, settle });
      }),
  };
}

const refuse = (work: Work, fault: Fault): Performed => ({ work, outcome: { fault }, outgoing: [] });

/** Whether a work writes nothing: it only keeps its place in the order. */
const isPlace = ({ ask, before }: Work): boolean => !ask && !before;

/** Whether the same command would be rejected again: then the rejection is its answer for good. A quota passes. */
const isFinal = ({ code, status }: Fault): boolean => code !== "does_not_fit" && status !== 429;

function toOutcome(answer: Answer): Outcome {
  if ("result" in answer) return answer;
  const { code, message } = answer.fault;
  return { fault: new Fault(Object.hasOwn(catalogue, code) ? catalogue[code as FaultCode] : "internal", message) };
}
