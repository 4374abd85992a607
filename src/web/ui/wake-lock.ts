/** Keeps the display on while the page is visible, in browsers that can: over HTTPS, or on this machine. */
import { useEffect } from "preact/hooks";

/** Keeps the display on while the component is mounted, the page visible, and `active`. */
export function useWakeLock(active = true): void {
  useEffect(() => {
    if (!active) return;
    let lock: WakeLockSentinel | undefined;
    let isMounted = true;
    const request = async () => {
      // Safari has it from 16.4, and only secure pages do.
      if (document.hidden || !("wakeLock" in navigator)) return;
      // Rejected if the battery is low: the display turns off as usual.
      const next = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (isMounted) lock = next;
      else void next?.release();
    };
    const onVisible = () => void request();
    void request();
    // The browser releases the lock when the page is hidden.
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isMounted = false;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, [active]);
}
