/** What the class has decided about this student: hand, pick, group, muting. Its code is loaded once the page is shown. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";

type Module = typeof import("./seat-bar.tsx");
/** Undefined until it is loaded. A failed import is cached by the browser: the next page load tries again. */
const loaded = signal<Module | undefined>(undefined);

interface SeatProps {
  live: StudentLive;
  room: StudentRoom;
}

export function useSeatCode(): void {
  useEffect(() => {
    void import("./seat-bar.tsx").then(
      (module) => {
        loaded.value = module;
      },
      () => {},
    );
  }, []);
}

/** The button that raises a hand. Reserves its place until its code is loaded. */
export function Hand({ live, room }: SeatProps) {
  if (!room.session.features.includes("hands")) return null;
  const module = loaded.value;
  return (
    <div class="flex min-h-11 min-w-17 justify-end">{module && <module.HandButton live={live} room={room} />}</div>
  );
}

/** Below the head of the page: what the student should know now. */
export function SeatNotes({ live, room }: SeatProps) {
  const module = loaded.value;
  return module ? <module.SeatBar live={live} room={room} /> : null;
}
