/** The address in the QR code for a phone, with a ticket that is renewed before it expires. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../../api.ts";

/** In milliseconds: `renewBefore` the expiry, `retry` after a failure, at least `minInterval` between renewals. */
const times = { renewBefore: 60_000, retry: 5000, minInterval: 10_000 };

interface PairingOptions {
  /** Whether the QR code is visible. */
  readonly wanted: boolean;
  /** The server's clock, in ms since 1970. */
  readonly now: () => number;
  /** Changes when the ticket was used; then a new one is requested. */
  readonly used?: unknown;
}

/** Returns the address to scan for the session `code`; `failed` if the server gave none yet. */
export function usePairing(
  code: string,
  { wanted, now, used }: PairingOptions,
): ReadonlySignal<string | "failed" | undefined> {
  const url = useSignal<string | undefined>(undefined);
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const renew = async () => {
      let wait = times.retry;
      try {
        const ticket = await api.pairing(code);
        if (!current) return;
        url.value = ticket.url;
        wait = Math.max(times.minInterval, Date.parse(ticket.expires_at) - now() - times.renewBefore);
      } catch {
        if (!current) return;
        url.value ??= "failed";
      }
      timer = setTimeout(renew, wait);
    };
    void renew();
    return () => {
      current = false;
      clearTimeout(timer);
      url.value = undefined;
    };
  }, [code, wanted, used]);
  return url;
}
