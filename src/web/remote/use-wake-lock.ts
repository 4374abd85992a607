/** Keeps the phone's screen on while the page is visible, in browsers that can: over HTTPS, or on this machine. */
import { useEffect } from "preact/hooks";

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isMounted = true;
    const request = async () => {
      if (document.hidden || !("wakeLock" in navigator)) return;
      try {
        const taken = await navigator.wakeLock.request("screen");
        if (isMounted) lock = taken;
        else void taken.release();
      } catch {
        // The battery is low, or the browser does not allow it: the screen turns off as usual.
      }
    };
    const onVisible = () => void request();
    // The browser releases the lock when the page is hidden.
    document.addEventListener("visibilitychange", onVisible);
    void request();
    return () => {
      isMounted = false;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);
}
