/** The teacher's important notes and hard alerts: above the step, which stays readable, until dismissed. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { StudentRoom } from "../../client/fold/student.ts";
import { recall, remember } from "../memory.ts";
import { Capture } from "../talk/capture.tsx";
import { At, UserText } from "../talk/user-text.tsx";
import { Face } from "./face.tsx";
import { texts } from "./texts.ts";

interface Dismissed {
  readonly session: string;
  /** When the newest dismissed notice was sent. ISO 8601. */
  readonly at: string;
}

/** Until when the notices of this class were dismissed before the page was reloaded; ISO 8601, or empty. */
function readDismissed(session: string): string {
  try {
    const stored = JSON.parse(recall("notices") ?? "null") as Dismissed | null;
    return stored?.session === session && typeof stored.at === "string" ? stored.at : "";
  } catch {
    return "";
  }
}

function storeDismissed(session: string, at: string): void {
  if (at > readDismissed(session)) remember("notices", JSON.stringify({ session, at } satisfies Dismissed));
}

export function NoticeBanner({ room }: { room: StudentRoom }) {
  const words = texts.value;
  const dismissed = useSignal<ReadonlySet<string>>(new Set());
  const lastTime = useRef(readDismissed(room.session.id)).current;
  const open = room.notices.filter(({ kind, at }) => at > lastTime && !dismissed.value.has(`${kind} ${at}`));
  const notice = open.at(-1);
  return (
    <div
      role="status"
      class="[@media(max-height:28rem)]:fixed [@media(max-height:28rem)]:inset-x-0 [@media(max-height:28rem)]:top-0"
    >
      {notice && (
        <div
          key={notice.at}
          class="unfold mx-auto my-2 flex max-h-[40dvh] w-[calc(100%-1.5rem)] max-w-2xl flex-col gap-2 overflow-y-auto rounded-box border-2 border-accent bg-base-100 px-4 py-3 shadow-lg"
        >
          <p class="flex items-center gap-2 text-base text-quiet">
            <Face is={notice.kind === "important" ? "IMPORTANT" : "HARD"} />
            <strong class="flex-1 text-base-content">
              {notice.kind === "important" ? words.important : words.manyHard}
            </strong>
            <At time={notice.at} />
          </p>
          {notice.kind === "important" ? (
            notice.note && <UserText class="text-xl leading-snug font-semibold">{notice.note}</UserText>
          ) : (
            <p class="leading-snug">{words.manyHardHint}</p>
          )}
          <Capture url={notice.capture_url} />
          <div class="flex items-center justify-end gap-3">
            {open.length > 1 && <p class="flex-1 text-base text-quiet">{words.moreNotices(open.length - 1)}</p>}
            <button
              type="button"
              class="btn shrink-0"
              onClick={() => {
                dismissed.value = new Set(dismissed.value).add(`${notice.kind} ${notice.at}`);
                storeDismissed(room.session.id, notice.at);
              }}
            >
              {words.putAway}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
