/** A student-paced class: the steps that students opened themselves, and the gates at which they wait. */
import type { OpenedStep } from "../../domain/pace.ts";
import type { ViewOf } from "../../features/index.ts";
import { defineSlice, wholeList, withEntry } from "./slice.ts";

/** Of the students who are present: how many still work before a closed gate. */
export interface GateCount {
  readonly working: number;
  readonly present: number;
}

export interface Pace {
  readonly pace: "teacher" | "student";
  /** The step that each student opened last, by participant id: everybody's for a teacher, their own for a student. */
  readonly opened: ReadonlyMap<string, OpenedStep>;
  /** The step that the teacher brought everybody to last. */
  readonly brought: OpenedStep | undefined;
  /** The closed gates by step id. */
  readonly gates: ReadonlyMap<number, GateCount>;
}

const start = (pace: Pace["pace"]): Pace => ({ pace, opened: new Map(), brought: undefined, gates: new Map() });

export const pace = defineSlice<Pace>({
  start: ({ session }) => start(session.settings.pace),
  folds: {
    "session.updated"(state, { settings, lesson }) {
      if (settings && settings.pace !== state.pace) return start(settings.pace);
      if (lesson === undefined) return state;
      const isLeft = (id: number) => lesson?.subtasks.some((step) => step.id === id) === true;
      return { ...state, gates: new Map(Array.from(state.gates).filter(([id]) => isLeft(id))) };
    },
    "step.changed": (state, { subtask }, at) =>
      state.pace === "student" ? { ...state, brought: { subtask_id: subtask.id, at: Date.parse(at) } } : state,
    "step.opened": (state, { participant_id, subtask_id }, at) => ({
      ...state,
      opened: withEntry(state.opened, participant_id, { subtask_id, at: Date.parse(at) }),
    }),
    "gate.changed"(state, { subtask_id, is_closed, working, present }) {
      if (is_closed) return { ...state, gates: withEntry(state.gates, subtask_id, { working, present }) };
      const gates = new Map(state.gates);
      gates.delete(subtask_id);
      return { ...state, gates };
    },
    "gate.counted": (state, { subtask_id, working, present }) =>
      state.gates.has(subtask_id)
        ? { ...state, gates: withEntry(state.gates, subtask_id, { working, present }) }
        : state,
  },
  readable: ({ session }) => session.settings.pace === "student",
  views: ["pace.gates", "pace.positions"],
  fromViews({ "pace.gates": gates, "pace.positions": positions }) {
    const opened = wholeList(positions);
    return gates && opened && toPace(gates.data, opened);
  },
  async read(api, session) {
    // Read first, so that what the second answer may know in addition is applied once more, which changes nothing.
    const { data, ...answered } = await api.gates(session);
    const opened = await api.positions(session);
    return { ...answered, data: toPace(data, opened.data) };
  },
});

function toPace({ brought_to: brought, gates }: ViewOf<"pace.gates">, opened: ViewOf<"pace.positions">): Pace {
  return {
    pace: "student",
    opened: new Map(
      opened.map(({ participant_id, subtask_id, at }) => [participant_id, { subtask_id, at: Date.parse(at) }]),
    ),
    brought: brought ? { subtask_id: brought.subtask_id, at: Date.parse(brought.at) } : undefined,
    gates: new Map(gates.map(({ subtask_id, ...counts }) => [subtask_id, counts])),
  };
}
