/** Coming in by the QR code of a PC: the ticket is taken out of the address at once, and is good once. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type Refusal, toRefusal } from "../../client/refusal.ts";
import { api } from "../live.ts";
import { go } from "../router.ts";
import { rememberSeat } from "../start/join.tsx";
import { choose } from "./view.tsx";

/** Takes the ticket out of the address: it must not stay in the history, nor be seen over a shoulder. */
function ticketFromAddress(): string | undefined {
  const ticket = new URLSearchParams(location.hash.slice(1)).get("pair");
  if (ticket === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return ticket;
}

/** How far somebody is in. */
export interface Entry {
  /** `pairing`: the ticket is being taken in; `in`: there is none, or it was right; else why it was not. */
  readonly state: "pairing" | "in" | Refusal;
  /** In without it after all. */
  readonly anyway: () => void;
  /** In by it, though that signs out the teacher who is signed in here. */
  readonly replace: () => void;
}

/** How somebody came to the practice of a class. */
export function useEntry(code: string): Entry {
  const ticket = useMemo(ticketFromAddress, []);
  const state = useSignal<Entry["state"]>(ticket === undefined ? "in" : "pairing");
  const pair = (replace: boolean) => {
    if (ticket === undefined) return;
    state.value = "pairing";
    api
      .pair(ticket, replace)
      .then(({ user, session_code }) => {
        rememberSeat(session_code, user.name);
        choose(session_code, "pad");
        if (session_code !== code) go(`/practice/${session_code}`, { replace: true });
        state.value = "in";
      })
      .catch((thrown) => {
        state.value = toRefusal(thrown);
      });
  };
  useEffect(() => pair(false), []);
  return {
    state: state.value,
    anyway() {
      state.value = "in";
    },
    replace: () => pair(true),
  };
}
