/** The settings of a class being edited: shows a change at once, and reverts it if the server rejects it. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SessionChange } from "../../client/api.ts";
import { merge } from "../../domain/merge.ts";
import type { Session } from "../../features/whole-session.ts";
import { api } from "../api.ts";
import { errorText } from "../ui/notice.tsx";

type SaveState = { readonly is: "atOnce" | "saving" | "saved" } | { readonly is: "refused"; readonly why: string };

interface ClassSettings {
  readonly session: ReadonlySignal<Session>;
  readonly state: ReadonlySignal<SaveState>;
  readonly change: (change: SessionChange) => void;
}

const withChange = (session: Session, { title, features, settings }: SessionChange): Session => ({
  ...session,
  ...(title !== undefined && { title }),
  ...(features && { features: [...features] }),
  ...(settings && { settings: merge(session.settings, settings) }),
});

/** Sends the changes one after another; `onSaved` gets the saved class after the last one. */
export function useSettings(initial: Session, onSaved?: (session: Session) => void): ClassSettings {
  const session = useSignal(initial);
  const state = useSignal<SaveState>({ is: "atOnce" });
  const saved = useRef(initial);
  const queue = useRef({ last: Promise.resolve(), waiting: 0 });
  // Changes from elsewhere are shown unless an own change is in flight.
  useEffect(() => {
    if (queue.current.waiting > 0) return;
    saved.current = initial;
    session.value = initial;
  }, [initial]);

  const save = async (change: SessionChange) => {
    try {
      saved.current = await api.changeSession(initial.id, change);
      queue.current.waiting -= 1;
      if (queue.current.waiting > 0) return;
      session.value = saved.current;
      state.value = { is: "saved" };
      onSaved?.(saved.current);
    } catch (thrown) {
      queue.current.waiting -= 1;
      session.value = saved.current;
      state.value = { is: "refused", why: errorText(thrown) };
    }
  };
  return {
    session,
    state,
    change(change) {
      session.value = withChange(session.value, change);
      state.value = { is: "saving" };
      queue.current.waiting += 1;
      queue.current.last = queue.current.last.then(() => save(change));
    },
  };
}
