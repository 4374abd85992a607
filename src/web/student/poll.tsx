/** The poll of a class. Its code is loaded some time after the page, or with the first poll. */
import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { openPoll } from "../../client/fold/polls.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { usePreload } from "../ui/preload.ts";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

type Module = typeof import("../poll/student-poll.tsx");
const loaded = signal<Module | "failed" | undefined>(undefined);

function load(): void {
  if (loaded.value) return;
  import("../poll/student-poll.tsx").then(
    (module) => {
      loaded.value = module;
    },
    () => {
      loaded.value = "failed";
    },
  );
}

/** In the head of the page: shows nothing without a poll. Announces one that opens. */
export function Poll({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const probable = room.session.features.includes("polls");
  const needed = probable && room.polls.length > 0;
  usePreload(load, { probable, needed, people: room.presence.online_count });
  const open = openPoll(room.polls);
  const atStart = useRef(room.polls).current;
  const module = loaded.value;
  return (
    <>
      <p class="sr-only" role="status">
        {needed && open && texts.value.pollOpened(open.question)}
      </p>
      {needed && module === "failed" && open && (
        <p class="flex items-center justify-between gap-3 bg-behind-soft px-page py-2 text-base text-behind-ink">
          {texts.value.pollOpened(open.question)}
          {/* Browsers cache a failed import for the lifetime of the document. */}
          <button type="button" class="btn shrink-0" onClick={() => location.reload()}>
            {common.value.failure.reload}
          </button>
        </p>
      )}
      {needed && module && module !== "failed" && <module.StudentPoll live={live} room={room} atStart={atStart} />}
    </>
  );
}
