/** The button that starts or ends the person's practice, and the time since its start. */
import { useComputed } from "@preact/signals";
import type { LiveRoom } from "../live.ts";
import { now } from "../now.ts";
import { Icon } from "../ui/icon.tsx";
import { texts } from "./texts.ts";
import type { OwnPractice } from "./use-practice.ts";

/** Starts or ends the practice. Ignores presses until the server has answered the last one. */
export function StartButton({ live, own, wide = false }: { live: LiveRoom; own: OwnPractice; wide?: boolean }) {
  const words = texts.value;
  const { running } = own.player;
  const sending = live.state.value.outbox.findLast(({ name }) => name === "practice.start" || name === "practice.end");
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const connected = live.state.value.link.is === "live";
  const look = `btn ${wide ? "btn-huge w-full px-2 text-xl whitespace-nowrap" : "btn-lg"} ${running ? "btn-neutral" : "btn-primary"}`;
  return (
    <button
      type="button"
      class={look}
      disabled={!connected}
      aria-disabled={pending}
      onClick={() => {
        if (pending) return;
        if (running) own.end();
        else own.start();
      }}
    >
      <Icon name={running ? "stop" : "play"} />
      {running ? (running.exercise ? words.endEarly : words.stop) : words.start}
    </button>
  );
}

/** The time since `since` (ms since 1970), as `4:07`. */
export function Elapsed({ since }: { since: number }) {
  const says = useComputed(() => {
    const seconds = Math.max(0, Math.floor((now.value - since) / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  });
  return <span class="tabular-nums">{texts.value.elapsed(says.value)}</span>;
}
