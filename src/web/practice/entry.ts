/** Joins by the QR code on a PC: removes the one-time ticket from the address and redeems it. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type Refusal, toRefusal } from "../../client/refusal.ts";
import { api } from "../api.ts";
import { go } from "../router.ts";
import { rememberSeat } from "../start/join.tsx";
import { chooseView } from "./view.tsx";

/** Removes the ticket from the address, so that it is neither kept in the history nor readable on the screen. */
function ticketFromAddress(): string | undefined {
  const ticket = new URLSearchParams(location.hash.slice(1)).get("pair");
  if (ticket === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return ticket;
}

/** The state of joining, and how to continue if the ticket is refused. */
export interface Entry {
  /** `pairing`: the ticket is being redeemed; `in`: it was accepted, or there is none; else why it was refused. */
  readonly state: "pairing" | "in" | Refusal;
  /** Continues without the ticket. */
  readonly skip: () => void;
  /** Redeems the ticket although that signs out the teacher who is signed in on this device. */
  readonly replaceTeacher: () => void;
}

/** Redeems the ticket in the address, if there is one, when the page opens. */
export function useEntry(code: string): Entry {
  const ticket = useMemo(ticketFromAddress, []);
  const state = useSignal<Entry["state"]>(ticket === undefined ? "in" : "pairing");
  const pair = (replaceTeacher: boolean) => {
    if (ticket === undefined) return;
    state.value = "pairing";
    api
      .pair(ticket, replaceTeacher)
      .then(({ user, session_code }) => {
        rememberSeat(session_code, user.name);
        chooseView(session_code, "pad");
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
    skip() {
      state.value = "in";
    },
    replaceTeacher: () => pair(true),
  };
}
