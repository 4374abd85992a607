/** People in the room: a dialog with the students, their groups, random picks and the history of moderation. */
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { common } from "../../ui/texts.ts";
import { GroupsPanel } from "./groups-panel.tsx";
import { History } from "./history.tsx";
import { PeopleList } from "./people-list.tsx";
import { PickPanel } from "./pick-panel.tsx";
import { texts } from "./texts.ts";

const tabs = ["people", "groups", "pick", "history"] as const;
type Tab = (typeof tabs)[number];

/** The tab that was open last. */
const chosen = signal<Tab>("people");

const panels = { people: PeopleList, groups: GroupsPanel, pick: PickPanel, history: History } as const;
/** The commands that are sent from here. */
const isSentHere = (name: string) => /^(participant|session\.lock|nicknames|groups?|pick|moderation)\b/.test(name);

export function PeopleButton({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const isOpen = useSignal(false);
  useEffect(() => {
    chosen.value = "people";
  }, []);
  const Panel = panels[chosen.value];
  const sending = live.state.value.outbox.findLast(({ name }) => isSentHere(name));
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost px-3"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {words.people}
      </button>
      {isOpen.value && (
        <Dialog
          title={words.people}
          size="wide"
          onClose={() => {
            isOpen.value = false;
          }}
        >
          <nav class="flex flex-wrap gap-1 border-b border-base-300" aria-label={words.people}>
            {tabs.map((tab) => (
              <button
                key={tab}
                type="button"
                class={`-mb-px min-h-11 border-b-3 px-3 ${
                  tab === chosen.value ? "border-primary font-bold" : "border-transparent font-medium text-quiet"
                }`}
                aria-current={tab === chosen.value ? "page" : undefined}
                onClick={() => {
                  chosen.value = tab;
                }}
              >
                {words.tabs[tab]}
              </button>
            ))}
          </nav>
          <Panel live={live} room={room} />
          {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
          <button
            type="button"
            class="btn btn-lg self-end"
            onClick={() => {
              isOpen.value = false;
            }}
          >
            {common.value.close}
          </button>
        </Dialog>
      )}
    </>
  );
}
