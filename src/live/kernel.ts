/**
 * The kernel: carries out commands in order and commits them together. The path of a frame:
 *
 *   socket.ts parses the frame ─► `submit` puts the command into the queue (commit-queue.ts) ─► at the end of the event
 *   loop's turn the queue is committed: perform.ts has rule.ts decide each command, appends its events (store/log.ts) and
 *   folds them (room.ts), all in one transaction ─► only then, in order, each sender is answered and each event published
 *   (fan-out.ts).
 *
 * Nothing is answered or published before it is on disk. If the commit fails, every sender in it gets an error, nothing
 * is published, and the rooms in it are read again from their logs (rereads.ts).
 */
import { Fault } from "../domain/faults.ts";
import type { Closing } from "../features/feature.ts";
import { events } from "../features/index.ts";
import type { Log } from "../store/log.ts";
import type { CommitTurns } from "../store/turns.ts";
import { createBacklog } from "./backlog.ts";
import { isolate } from "./commit.ts";
import { openCommitQueue } from "./commit-queue.ts";
import type { FanOut } from "./fan-out.ts";
import { createPerformer, type Performed, passed, refuse } from "./perform.ts";
import { createRereads } from "./rereads.ts";
import { openRewording } from "./rewording.ts";
import type { Room } from "./room.ts";
import type { Environment } from "./rule.ts";
import type { Slices, Step } from "./slices.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Timings } from "./timings.ts";
import type { Outcome, Work } from "./work.ts";

export interface Kernel {
  /** Accepts a work; its `settle` is called once it is on disk or rejected. */
  submit(work: Work): void;
  /** Like `submit`; resolves to the result and rejects with the fault. */
  ask(work: Omit<Work, "settle">): Promise<unknown>;
  /** Commits all waiting works now; those that wait for another program's write lock keep waiting. */
  flush(): void;
  /** Resolves once nothing is waiting. Rejects works that still wait for the write lock after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
  /** Runs a step in slices, and begins no work of the room until it is finished. */
  hold(room: Room, step: Step): void;
  /** How many works of a room are accepted and not yet answered. */
  waiting(room: Room): number;
  /** Stops rewording; texts that are being reworded are committed as they are. */
  stopRewording(): Promise<void>;
  readonly counts: { commits: number; events: number; faults: number };
}

export interface KernelOptions {
  readonly log: Log;
  readonly turns: CommitTurns;
  /** Resolves once what was committed is saved everywhere it must be; rejects if it was undone. Undefined: it is saved. */
  readonly confirm?: () => Promise<void> | undefined;
  readonly slices: Slices;
  readonly fanOut: FanOut;
  readonly environment: Environment;
  /** Called with each event once it is published. */
  readonly onPublished: (type: string, room: Room) => void;
  /** Closes connections of a room as one of its events requires. */
  readonly close: (room: Room, closing: Closing) => void;
  /** Called within the commit with each room of which an event may change the card. Returns what writes a changed card. */
  readonly onCard?: (room: Room) => () => void;
  /** Called within the commit with the connections that `close` closes after it. */
  readonly onClosing?: (room: Room, closing: Closing) => void;
  /** From which rooms are read again after a failed commit. */
  readonly snapshots?: Pick<Snapshots, "find">;
  /** Called with each room after its commit. */
  readonly onRoomCommitted: (room: Room) => void;
  /** Called after each commit of events that succeeded. */
  readonly onBatchCommitted?: () => void;
  readonly timings?: Timings;
}

export function openKernel(options: KernelOptions): Kernel {
  const { log, slices, fanOut, environment, onPublished, close, onRoomCommitted, onBatchCommitted } = options;
  const rewording = openRewording(environment);
  const backlog = createBacklog();
  /** Rooms to which the current batch has appended. */
  const touched = new Set<Room>();
  /** Rooms whose card the current batch may have changed, each with what writes the card at the end of the batch. */
  const cards = new Map<Room, () => void>();
  const counts = { commits: 0, events: 0, faults: 0 };
  const perform = createPerformer({
    log,
    environment,
    counts,
    onAppend: (room) => touched.add(room),
    onCard(room) {
      if (options.onCard && !cards.has(room)) cards.set(room, options.onCard(room));
    },
    onClosing: options.onClosing,
  });

  const queue = openCommitQueue<Work, Performed>({
    turns: options.turns,
    ...(options.confirm && { confirm: options.confirm }),
    ready: (works) => rereads.ready(works),
    batch(all) {
      const done = log.batch(all);
      counts.commits += 1;
      return done;
    },
    onSaved() {
      // One without events succeeds although the storage fails. An error from here on must not look like a failed commit.
      if (onBatchCommitted && touched.size > 0) isolate(onBatchCommitted);
    },
    perform(works) {
      touched.clear();
      cards.clear();
      const done = works.map(perform);
      for (const write of cards.values()) write();
      return done;
    },
    failed: () => rereads.begin(touched),
    refuse,
    describe: ({ room, ask }) => ({
      session: room.id,
      ...(ask && "command" in ask && { participant: ask.actor, command: ask.command }),
      ...(ask && "moment" in ask && { participant: ask.actor.id, moment: ask.moment }),
    }),
    finish,
    ...(options.timings && {
      timings: { commit: options.timings.commit.of("rooms"), finish: options.timings.fanOut.of("rooms") },
    }),
  });
  const rereads = createRereads({
    log,
    slices,
    snapshots: options.snapshots,
    onReady(works) {
      queue.unshift(works.filter((work) => !writesNothing(work)));
      // These write nothing, so they must not wait for a commit, which may fail again.
      queue.settle(works.filter(writesNothing), passed);
    },
    onReleased: (works) => queue.unshift(works),
    onRefused: (works, fault) => queue.settle(works, (work) => refuse(work, fault)),
  });

  function finish(all: readonly Performed[]): void {
    answerAll(all);
    for (const room of new Set(all.map(({ work }) => work.room))) isolate(() => onRoomCommitted(room));
  }

  /**
   * Answers and publishes in order. A connection gets what its consecutive works send to it in one system call, which costs
   * more than everything else in an answer.
   */
  function answerAll(all: readonly Performed[]): void {
    for (let next = 0; next < all.length; ) {
      const first = next;
      const from = all[first]?.work.from;
      do next += 1;
      while (from && all[next]?.work.from === from);
      const run = () => {
        for (let n = first; n < next; n++) answer(all[n] as Performed);
      };
      if (from?.ws) from.ws.cork(run);
      else run();
    }
  }

  function answer({ work, outcome, outgoing }: Performed): void {
    backlog.remove(work);
    isolate(() => work.settle?.(outcome));
    for (const event of outgoing) {
      isolate(() => fanOut.publish(event, work.room));
      if (event.seq !== undefined) work.room.published = event.seq;
      onPublished(event.type, work.room);
    }
    for (const { type, data } of outgoing) {
      const closing = events.get(type)?.closes?.(data);
      if (closing) isolate(() => close(work.room, closing));
    }
  }

  function submit(work: Work): void {
    const full = backlog.add(work);
    if (full) return isolate(() => work.settle?.({ fault: full }));
    rewording.through(work, queue.push);
  }

  return {
    submit,
    flush: queue.flush,
    counts,
    waiting: backlog.of,
    hold: rereads.hold,
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

/** Whether a work only keeps its place in the order. */
const writesNothing = ({ ask, before }: Work): boolean => !ask && !before;
