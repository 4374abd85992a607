/** The settings of the running class: the same dialog as in the list of classes. */
import { useSignal } from "@preact/signals";
import type { Session } from "../../features/whole-session.ts";
import { go } from "../router.ts";
import { ClassSettings } from "../settings/class-settings.tsx";
import { texts } from "./texts.ts";

export function SettingsButton({ session }: { session: Session }) {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost px-3"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {texts.value.settings}
      </button>
      {isOpen.value && (
        <ClassSettings
          session={session}
          onClose={() => {
            isOpen.value = false;
          }}
          onDeleted={() => go("/teach", { replace: true })}
        />
      )}
    </>
  );
}
