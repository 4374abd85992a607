/** Runs a class with simulated students inside the server: one at a time, for a limited time. */
import { getLogger } from "@logtape/logtape";
import type { Crowd } from "../demo/crowd.ts";
import { Fault } from "../domain/faults.ts";
import type { User } from "../domain/session.ts";
import type { Live } from "../live/live.ts";
import { type Room, recordOf, teacherOf } from "../live/room.ts";

const logger = getLogger(["lectern", "demo"]);

/** How long a demo class runs at most, in milliseconds. */
export const maxDemoMs = 30 * 60_000;

export interface Demos {
  /**
   * Lets simulated students join the room that `make` creates, and ends its class after `maxDemoMs`. If the teacher has a
   * demo class already, returns its room. Throws `demo_running` if another teacher has one.
   */
  start(teacher: User, language: "ko" | "en", make: () => Promise<Room>): Promise<{ room: Room; isNew: boolean }>;
  /** The students leave. */
  stop(): void;
}

export interface DemosOptions {
  readonly live: Live;
  /** The server's URL on this machine. */
  readonly url: () => string;
}

interface Run {
  readonly teacher: number;
  readonly room: Promise<Room>;
  crowd: Crowd | undefined;
  timer: Timer | undefined;
}

export function createDemos({ live, url }: DemosOptions): Demos {
  let current: Run | undefined;

  function stop(run = current): void {
    if (!run) return;
    if (current === run) current = undefined;
    clearTimeout(run.timer);
    run.crowd?.close();
  }

  /** Ends the class as its teacher would. */
  async function end(room: Room): Promise<void> {
    const teacher = teacherOf(room);
    if (!teacher || room.deleted || recordOf(room).status === "ENDED") return;
    const { endOfClass } = await import("../demo/commands.ts");
    const ask = { command: endOfClass.name, actor: teacher.id, input: endOfClass.input, id: undefined };
    await live.kernel.ask({ room, ask });
  }

  async function letIn(run: Run, room: Room, language: "ko" | "en"): Promise<void> {
    // Loaded on first use, so that the server starts as fast without it.
    const { openCrowd } = await import("../demo/crowd.ts");
    if (current !== run) return;
    const over = () =>
      end(room)
        .catch((error: unknown) => logger.warn("a demo class was not ended", { error }))
        .finally(() => stop(run));
    run.timer = setTimeout(() => void over(), maxDemoMs);
    run.timer.unref();
    const seed = Math.floor(Math.random() * 1e6);
    run.crowd = openCrowd({ url: url(), code: recordOf(room).code, language, seed, onEnd: () => stop(run) });
  }

  return {
    stop: () => stop(),
    async start(teacher, language, make) {
      const before = current;
      const last = await before?.room;
      // The students notice the end of their class a moment later.
      if (last && (last.deleted || recordOf(last).status === "ENDED")) stop(before);
      if (current) {
        if (current.teacher !== teacher.id) throw new Fault("demo_running");
        return { room: await current.room, isNew: false };
      }
      const run: Run = { teacher: teacher.id, room: make(), crowd: undefined, timer: undefined };
      current = run;
      try {
        const room = await run.room;
        await letIn(run, room, language);
        return { room, isNew: true };
      } catch (cause) {
        stop(run);
        throw cause;
      }
    },
  };
}
