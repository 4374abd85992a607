/** Notices that the teacher reopened a class that had ended. */
import { useEffect } from "preact/hooks";
import { api } from "../student-api.ts";

/** How often to look while the page is visible, and for how long after the end, in milliseconds. */
const intervalMs = 20_000;
const patienceMs = 30 * 60_000;

/** Calls `onReopened` once the class runs again; `ended`: whether this page shows that it has ended. */
export function useReopened(code: string, ended: boolean, onReopened: () => void): void {
  useEffect(() => {
    if (!ended) return;
    const start = performance.now();
    const look = async () => {
      if (document.hidden || performance.now() - start > patienceMs) return;
      const card = await api.joinCard(code).catch(() => undefined);
      if (card && card.status !== "ENDED") onReopened();
    };
    const timer = setInterval(() => void look(), intervalMs);
    const onVisible = () => void look();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [code, ended]);
}
