/** The button that opens the dialog of a simulated process. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import { LazyPage } from "../../ui/lazy-page.tsx";
import { texts } from "./texts.ts";

// Loaded on first use: a phone that enters values does without it.
const dialog = () => import("./simulate-dialog.tsx");

interface SimulateButtonProps {
  api: QualityApi;
  /** The folder to make the product in. */
  folder?: number;
}

export function SimulateButton({ api, folder }: SimulateButtonProps) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost px-3"
        onClick={() => {
          open.value = true;
        }}
      >
        {texts.value.simulate}
      </button>
      {open.value && (
        <LazyPage
          load={dialog}
          isPart
          page={({ SimulateDialog }) => (
            <SimulateDialog
              api={api}
              {...(folder !== undefined && { folder })}
              onClose={() => {
                open.value = false;
              }}
            />
          )}
        />
      )}
    </>
  );
}
