/** What is typed into a field of the settings: it follows the class, and stays if the server rejects it. */
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useDraft } from "../drafts.ts";
import type { useSettings } from "./use-settings.ts";

interface TypedOptions {
  editor: ReturnType<typeof useSettings>;
  field: string;
  /** The value as the class has it. */
  value: string;
}

export function useTyped({ editor: { session, state }, field, value }: TypedOptions): Signal<string> {
  /** The last value that is not being saved. */
  const saved = useRef(value);
  if (state.value.is !== "saving") saved.current = value;
  const { value: typed } = useDraft(`settings.${session.value.id}.${field}`, saved.current);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current && state.value.is !== "refused") typed.value = value;
    isFirst.current = false;
  }, [value]);
  return typed;
}
