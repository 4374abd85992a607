/** A student's ticks in the task lists of the steps: kept in this browser by person and step, and not sent. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { recall, remember } from "../memory.ts";

export interface Ticks {
  /** Whether the student has changed this task's box. */
  readonly has: (task: string) => boolean;
  readonly toggle: (task: string) => void;
}

/** The most people (one in each class) whose ticks are kept in a browser, and the most of one step. */
const maxPeople = 30;
const maxTicks = 500;

/** A person's tasks by step. The person who ticked last is the last in the list. */
type Person = readonly [id: string, steps: Readonly<Record<string, readonly string[]>>];

function read(): readonly Person[] {
  try {
    const people: unknown = JSON.parse(recall("ticks") ?? "[]");
    return Array.isArray(people) ? people.filter((person) => Array.isArray(person) && person.length === 2) : [];
  } catch {
    return [];
  }
}

/** The tasks of a step that a person has ticked. */
export function ticked(person: string, step: number): readonly string[] {
  const steps = read().find(([id]) => id === person)?.[1];
  const tasks = steps?.[step];
  return Array.isArray(tasks) ? tasks : [];
}

/** Stores the tasks of a step that a person has ticked, and forgets those who ticked longest ago. */
export function keepTicked(person: string, step: number, tasks: readonly string[]): void {
  const people = read();
  const steps = { ...people.find(([id]) => id === person)?.[1], [step]: tasks.slice(-maxTicks) };
  const others = people.filter(([id]) => id !== person).slice(1 - maxPeople);
  remember("ticks", JSON.stringify([...others, [person, steps]] satisfies Person[]));
}

/** The ticks of `person` (a participant's id) in a step. */
export function useTicks(person: string, step: number): Ticks {
  const version = useSignal(0);
  return useMemo(() => {
    let tasks = ticked(person, step);
    return {
      has(task) {
        // Subscribes the page to later ticks.
        void version.value;
        return tasks.includes(task);
      },
      toggle(task) {
        tasks = tasks.includes(task) ? tasks.filter((other) => other !== task) : [...tasks, task];
        keepTicked(person, step, tasks);
        version.value += 1;
      },
    };
  }, [person, step]);
}
