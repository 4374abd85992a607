/**
 * Decides which of a browser's tabs edits a text that all of them store under one name: one at a time, so that no tab
 * overwrites another one's draft. The tab that opened first edits; any other can take over.
 */
import { type ReadonlySignal, signal } from "@preact/signals";

/** The part of a `BroadcastChannel` that is used. */
export interface TabChannel {
  postMessage(message: TabMessage): void;
  addEventListener(type: "message", listener: (event: { data: TabMessage }) => void): void;
  close(): void;
}

/** `since`: when the tab began to edit, in milliseconds since 1970; `tab` distinguishes equal times. */
export interface TabMessage {
  /** `opened` asks who edits, `editing` answers, and `taken` takes over. */
  readonly is: "opened" | "editing" | "taken";
  readonly since: number;
  readonly tab: string;
}

export interface EditingTab extends Disposable {
  /** Whether another tab edits. */
  readonly elsewhere: ReadonlySignal<boolean>;
  /** Makes this tab the one that edits. */
  readonly takeOver: () => void;
}

export interface EditingTabOptions {
  /** Connects the tabs; `undefined` if the browser has no such channel: then every tab edits. */
  readonly channel: TabChannel | undefined;
  readonly tab: string;
  readonly now: () => number;
}

export function openEditingTab({ channel, tab, now }: EditingTabOptions): EditingTab {
  const elsewhere = signal(false);
  let since = now();
  const send = (is: TabMessage["is"]) => channel?.postMessage({ is, since, tab });
  const isEarlier = (other: TabMessage) => other.since < since || (other.since === since && other.tab < tab);
  channel?.addEventListener("message", ({ data }) => {
    if (data.is === "taken" || (data.is === "editing" && isEarlier(data))) elsewhere.value = true;
    // Another tab believes that it edits, or asks: this one was first.
    else if (!elsewhere.value) send("editing");
  });
  send("opened");
  return {
    elsewhere,
    takeOver() {
      since = now();
      elsewhere.value = false;
      send("taken");
    },
    [Symbol.dispose]: () => channel?.close(),
  };
}
