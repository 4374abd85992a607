/** The client of a projector for its page, and what the page asks of the device. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { openProjector, type Projector, type ProjectorState } from "../../client/projector.ts";
import { api } from "../api.ts";
import { type Connected, connect, socketBase, useConnected } from "../connected.ts";

/** Milliseconds between two renders. */
const renderIntervalMs = 50;

type ProjectorPage = Pick<Projector, "nudge" | "reopen"> & { readonly state: { readonly value: ProjectorState } };

/** Connects to a session's projector socket while the component is mounted. */
export const useProjector = (code: string): Connected<ProjectorPage> =>
  useConnected(() => {
    const options = { session: code, api, base: socketBase("/ws/live/screen/"), online: () => navigator.onLine };
    const projector = openProjector(options);
    const { nudge, reopen } = projector;
    return { ...connect(projector, renderIntervalMs), nudge, reopen };
  }, [code]);

/** How long the pointer stays visible after its last move, in milliseconds. */
const pointerMs = 3000;

/** Whether the pointer was moved, or a key pressed, within the last seconds. */
export function useActive(): boolean {
  const active = useSignal(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = () => {
      active.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => {
        active.value = false;
      }, pointerMs);
    };
    const events = ["pointermove", "pointerdown", "keydown"] as const;
    for (const type of events) addEventListener(type, wake);
    return () => {
      clearTimeout(timer);
      for (const type of events) removeEventListener(type, wake);
    };
  }, []);
  return active.value;
}

/** Switches full screen on or off. */
export function switchFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  // Rejected without a press of a person.
  else void document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Lets every size of the page grow with the window: see `screen.css`. */
export function useProjectorType(): void {
  useEffect(() => {
    const { classList } = document.documentElement;
    classList.add("projector");
    return () => classList.remove("projector");
  }, []);
}
