/** The addresses at which phones reach this computer, read again when the page becomes visible. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Network } from "../../client/api.ts";
import { account } from "../account.ts";
import { api } from "../api.ts";
import { errorText } from "../ui/notice.tsx";

export function useNetwork() {
  /** `undefined` until it is read. */
  const network = useSignal<Network | undefined>(undefined);
  /** Why it could not be read. */
  const unread = useSignal<unknown>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const load = async () => {
    // A co-teacher without an account may not read it.
    if (account.value && account.value.role !== "teacher") return;
    unread.value = undefined;
    try {
      network.value = await api.network();
    } catch (thrown) {
      // Not shown in the room, which says itself that the server cannot be reached.
      unread.value = thrown;
    }
  };
  useEffect(() => {
    void load();
    const onVisible = () => {
      if (document.visibilityState === "visible") void load();
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, []);
  const choose = async (address: string) => {
    problem.value = undefined;
    try {
      network.value = await api.chooseAddress(address);
    } catch (thrown) {
      problem.value = errorText(thrown);
      void load();
    }
  };
  return { network, unread, problem, load, choose };
}
