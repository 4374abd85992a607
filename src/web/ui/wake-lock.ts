/** Keeps the screen on while a class runs, on secure pages only: over HTTPS, and on the server's own machine. */
import { useEffect } from "preact/hooks";

/** The part of the Screen Wake Lock API that is used; Safari has it from 16.4. */
interface WakeLocks {
  request(type: "screen"): Promise<{ release(): Promise<void> }>;
}

/** Keeps the screen on while the component is mounted, visible and `active`. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    const { wakeLock } = navigator as { readonly wakeLock?: WakeLocks };
    if (!active || !wakeLock) return;
    let isMounted = true;
    let release = () => {};
    const lock = async () => {
      if (document.visibilityState !== "visible") return;
      try {
        const held = await wakeLock.request("screen");
        release = () => void held.release().catch(() => {});
        if (!isMounted) release();
      } catch {
        // Low battery: the device decides.
      }
    };
    void lock();
    // The browser releases the lock when the page is hidden.
    document.addEventListener("visibilitychange", lock);
    return () => {
      isMounted = false;
      document.removeEventListener("visibilitychange", lock);
      release();
    };
  }, [active]);
}
