/** Has the texts of commands reworded by the refiner before they are committed: a few at a time per person. */

import { tryParse } from "../domain/faults.ts";
import { commands } from "../features/index.ts";
import { personOf } from "./room.ts";
import type { Environment } from "./rule.ts";
import type { Work } from "./work.ts";

/** Beyond this, a person's texts are committed unchanged, so that others do not wait behind them for the refiner. */
const maxPerPerson = 3;

export interface Rewording {
  /** Calls `pass` with the work: at once, or with the reworded text if it has one to reword. */
  through(work: Work, pass: (work: Work) => void): void;
  /** Stops rewording. Works whose texts are being reworded are passed on unchanged. */
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
      const text = reword && textOf(work);
      if (!reword || !text || (counts.get(text.person) ?? 0) >= maxPerPerson) return pass(work);
      change(text.person, 1);
      const passing = reword(text.text, stopped.signal).then((reworded) => {
        waiting.delete(passing);
        change(text.person, -1);
        pass({ ...work, reworded });
      });
      waiting.add(passing);
    },
    async stop() {
      stopped.abort();
      while (waiting.size > 0) await Promise.all(waiting);
    },
  };
}

/** The text of a command that needs rewording, if its sender may send the command. */
function textOf({ room, ask }: Work): { text: string; person: string } | undefined {
  if (!ask || !("command" in ask)) return;
  const command = commands.get(ask.command);
  const role = personOf(room, ask.actor)?.role;
  if (!command?.rewords || !role || !command.by.includes(role)) return;
  const parsed = tryParse(command.input, ask.input);
  const text = parsed.success ? (parsed.data as Record<string, unknown>)[command.rewords] : undefined;
  return typeof text === "string" ? { text, person: ask.actor } : undefined;
}
