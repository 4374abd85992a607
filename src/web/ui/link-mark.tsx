/** The status of the connection: a shape and a word, and for how long it has been lost. */
import type { LinkStatus } from "../../client/link.ts";
import { passedSince, span } from "../now.ts";
import { common } from "./texts.ts";

/** `onTry` reconnects at once instead of waiting for the next attempt. */
export function LinkMark({ link, onTry }: { link: LinkStatus; onTry?: () => void }) {
  const words = common.value;
  if (link.is === "closed") return null;
  if (link.is === "live") {
    return (
      <span class="mark text-done-ink" role="status">
        <span class="size-2.5 rounded-full bg-primary" />
        {words.link.live}
      </span>
    );
  }
  if (link.is === "connecting") {
    return (
      <span class="mark text-quiet" role="status">
        <span class="size-2.5 rounded-full border-2 border-current" />
        {words.link.connecting}
      </span>
    );
  }
  const lostFor = span(passedSince(link.since), true);
  return (
    <span class="flex items-center gap-2">
      <span class="mark bg-behind-soft text-behind-ink">
        <span class="size-2.5 rotate-45 border-2 border-current" />
        <span role="status" class="sr-only">
          {link.offline ? words.link.offline("") : words.link.reconnecting("")}
        </span>
        <span aria-hidden="true">{link.offline ? words.link.offline(lostFor) : words.link.reconnecting(lostFor)}</span>
      </span>
      {onTry && link.nextTry !== null && (
        <button type="button" class="btn btn-ghost min-h-11 px-3" onClick={onTry}>
          {words.link.now}
        </button>
      )}
    </span>
  );
}
