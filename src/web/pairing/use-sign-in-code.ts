/** The code with which a second device signs in, renewed before it expires. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SignInCode } from "../../client/sharing-api.ts";
import { api } from "../api.ts";
import { now } from "../now.ts";

/** In milliseconds: `renewBefore` the expiry, `retry` after a failure, at least `minInterval` between renewals. */
const times = { renewBefore: 10_000, retry: 3000, minInterval: 10_000 };

/** Returns a code while the component is mounted; `failed` if the server gave none yet. `session`: opens its remote. */
export function useSignInCode(session: string | undefined): ReadonlySignal<SignInCode | "failed" | undefined> {
  const code = useSignal<SignInCode | "failed" | undefined>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isMounted = true;
    const renew = async () => {
      let wait = times.retry;
      try {
        const issued = await api.signInCode(session);
        if (!isMounted) return;
        code.value = issued;
        wait = Math.max(times.minInterval, Date.parse(issued.expires_at) - now.value - times.renewBefore);
      } catch {
        if (!isMounted) return;
        // An old code would be rejected on the other device.
        code.value = "failed";
      }
      timer = setTimeout(renew, wait);
    };
    void renew();
    return () => {
      isMounted = false;
      clearTimeout(timer);
    };
  }, [session]);
  return code;
}
