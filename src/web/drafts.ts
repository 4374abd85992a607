/**
 * Drafts: what was typed into a form, in the browser's storage until it is sent or discarded. They survive a reload, the
 * back button, another tab and a killed browser. Never use them for passwords or keys.
 */
import { effect, type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { forgetGroup, recall, rememberNewest } from "./memory.ts";

const group = "typed";
/** A longer draft, such as a pasted file, is not stored. */
const maxLength = 200_000;

export interface Draft<T> {
  readonly value: Signal<T>;
  /** Resets the value and removes it from the storage: it was saved or discarded. */
  readonly forget: () => void;
  /** Forgets the value, which is being sent. If that fails, restores it, unless something else was typed meanwhile. */
  readonly sent: (result: Promise<unknown>) => void;
}

interface OpenDraft<T> extends Draft<T>, Disposable {
  /** Sets the value that is not stored. */
  readonly compareWith: (initial: T) => void;
}

/**
 * A value that is stored under `name` while it differs from `initial`, which may change. `name` contains whose it is, such
 * as the ids of session and participant. A stored value of another shape is ignored.
 */
export function useDraft<T>(name: string, initial: T): Draft<T> {
  const draft = useMemo(() => openDraft(name, initial), [name]);
  useEffect(() => draft[Symbol.dispose], [draft]);
  useEffect(() => draft.compareWith(initial), [draft, JSON.stringify(initial)]);
  return draft;
}

/** Like `useDraft`, outside of components. Disposing stops storing it. */
export function openDraft<T>(name: string, initial: T): OpenDraft<T> {
  let base = initial;
  const value = signal(read(name, initial));
  const isChanged = () => JSON.stringify(value.value) !== JSON.stringify(base);
  const store = () => {
    const text = JSON.stringify(value.value);
    const stored = isChanged() && text.length <= maxLength ? text : undefined;
    if (stored !== recall(`${group}.${name}`)) rememberNewest(group, name, stored);
  };
  const dispose = effect(store);
  const forget = () => {
    value.value = base;
    store();
  };
  return {
    value,
    forget,
    sent(result) {
      const content = value.peek();
      forget();
      result.catch(() => {
        if (recall(`${group}.${name}`) !== undefined || isChanged()) return;
        value.value = content;
        // The form may be closed by now.
        store();
      });
    },
    compareWith(next) {
      base = next;
      store();
    },
    [Symbol.dispose]: dispose,
  };
}

/** Removes a draft of a form that is not shown. */
export const forgetDraft = (name: string): void => void rememberNewest(group, name, undefined);

/** Removes all drafts: another person may use this browser next. */
export const forgetDrafts = (): void => forgetGroup(group);

function read<T>(name: string, initial: T): T {
  try {
    const stored: unknown = JSON.parse(recall(`${group}.${name}`) ?? "null");
    return isLike(stored, initial) ? stored : initial;
  } catch {
    return initial;
  }
}

/** Whether `stored` has the shape of `initial`: the same type, and at least the same fields. */
function isLike<T>(stored: unknown, initial: T): stored is T {
  if (initial === null || initial === undefined) return true;
  if (typeof stored !== typeof initial || stored === null || Array.isArray(stored) !== Array.isArray(initial))
    return false;
  if (typeof initial !== "object" || Array.isArray(initial)) return true;
  return Object.entries(initial).every(([field, value]) => isLike((stored as Record<string, unknown>)[field], value));
}
