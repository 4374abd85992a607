/** Has the texts of commands reworded by the refiner before they are committed: a few at a time per person. */

import { commands } from "../features/index.ts";
import { personOf } from "./room.ts";
import type { Environment } from "./rule.ts";
import type { Work } from "./work.ts";

/** Beyond this, a person's texts are committed as they are: others must not wait behind them for the refiner. */
const maxPerPerson = 3;

export interface Rewording {
  /** Passes `work` on at once, or with the reworded text if it has one to be reworded. */
  through(work: Work, pass: (work: Work) => void): void;
  /** Stops rewording; works whose texts are being reworded are passed on as they are. */
  stop(): Promise<void>;
}

export function openRewording({ reword }: Pick<Environment, "reword">): Rewording {
  const waiting = new Set<Promise<void>>();
  const counts = new Map<string, number>();
  const stopped = new AbortController();

  function change(person: string, by: 1 | -1): void {
    const next = (counts.get(person) ?? 0) + by;
    if (next > 0) counts.set(person, next);
    else counts.delete(person);
  }

  return {
    through(work, pass) {
      const asked = reword && textOf(work);
      if (!reword || !asked || (counts.get(asked.person) ?? 0) >= maxPerPerson) return pass(work);
      change(asked.person, 1);
      const done = reword(asked.text, stopped.signal).then((reworded) => {
        waiting.delete(done);
        change(asked.person, -1);
        pass({ ...work, reworded });
      });
      waiting.add(done);
    },
    async stop() {
      stopped.abort();
      while (waiting.size > 0) await Promise.all(waiting);
    },
  };
}

/** The text that a command wants reworded, if its sender may send it at all. */
function textOf({ room, ask }: Work): { text: string; person: string } | undefined {
  if (!ask || !("command" in ask)) return;
  const command = commands.get(ask.command);
  const role = personOf(room, ask.actor)?.role;
  if (!command?.rewords || !role || !command.by.includes(role)) return;
  const read = command.input.safeParse(ask.input);
  const text = read.success ? (read.data as Record<string, unknown>)[command.rewords] : undefined;
  return typeof text === "string" ? { text, person: ask.actor } : undefined;
}
