/** Whether this browser has a seat in the class: asked first, because a refused connection is logged as an error. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { knownTeacher } from "../account.ts";
import { api } from "../api.ts";
import { recall } from "../memory.ts";

/** Asks once `isAsked`; `undefined` until the answer is known. If the server does not answer, the connection finds out. */
export function useHasSeat(code: string, isAsked: boolean): Signal<boolean | undefined> {
  const hasSeat = useSignal<boolean | undefined>(undefined);
  useEffect(() => {
    if (!isAsked) return;
    if (recall(`seat.${code}`) !== undefined || knownTeacher()) {
      hasSeat.value = true;
      return;
    }
    api
      .findClass(code)
      .then((found) => {
        hasSeat.value = found?.known_as !== undefined;
      })
      .catch(() => {
        hasSeat.value = true;
      });
  }, [isAsked]);
  return hasSeat;
}
