/** The lesson editor's tab: whether it edits, and the changes that another tab of this browser stores meanwhile. */
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type EditingTab, openEditingTab, type TabChannel } from "./editing-tab.ts";

/** `name` is the draft's in the storage; `onStored` is called if another tab has changed (true) or removed it (false). */
export function useEditingTab(
  name: string,
  onStored: (exists: boolean) => void,
): { elsewhere: ReadonlySignal<boolean>; takeOver: () => void } {
  const tab = useSignal<EditingTab | undefined>(undefined);
  const elsewhere = useComputed(() => tab.value?.elsewhere.value ?? false);
  useEffect(() => {
    const open = () => {
      tab.value = openEditingTab({ channel: openChannel(name), tab: tabId, now: Date.now });
    };
    const close = () => tab.value?.[Symbol.dispose]();
    // The back/forward cache keeps the page, but not what the channel received meanwhile.
    const restore = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      close();
      open();
    };
    const stored = ({ key, newValue }: StorageEvent) => {
      if (key === `lectern.${name}` && elsewhere.value) onStored(newValue !== null);
    };
    open();
    addEventListener("pageshow", restore);
    addEventListener("storage", stored);
    return () => {
      removeEventListener("pageshow", restore);
      removeEventListener("storage", stored);
      close();
    };
  }, [name]);
  return { elsewhere, takeOver: () => tab.value?.takeOver() };
}

const tabId = String(Math.random());

function openChannel(name: string): TabChannel | undefined {
  try {
    return new BroadcastChannel(`lectern.${name}`);
  } catch {
    return undefined;
  }
}
