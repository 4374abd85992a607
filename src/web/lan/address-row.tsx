/** Below the code of a class: what helps if phones cannot get in, and the guide. */
import { useSignal } from "@preact/signals";
import { account } from "../account.ts";
import { GuideLink } from "../ui/page.tsx";
import { AddressDialog } from "./address-choice.tsx";
import { texts } from "./texts.ts";
import { useNetwork } from "./use-network.ts";

export function AddressRow() {
  const words = texts.value;
  const addresses = useNetwork();
  const choosing = useSignal(false);
  const network = addresses.network.value;
  const isChoice = network !== undefined && !network.is_fixed && network.addresses.length > 1;
  return (
    <div class="room-address flex shrink-0 flex-wrap gap-x-4 text-sm">
      {(isChoice || network?.problem) && (
        <button
          type="button"
          class="min-h-8 underline"
          onClick={() => {
            void addresses.load();
            choosing.value = true;
          }}
        >
          {words.open}
        </button>
      )}
      {account.value?.role === "teacher" && (
        <a class="flex min-h-8 items-center underline" href="/check" target="_blank" rel="noreferrer">
          {words.cannotGetIn}
        </a>
      )}
      <GuideLink class="flex min-h-8 items-center underline" newTab />
      {choosing.value && (
        <AddressDialog
          addresses={addresses}
          onClose={() => {
            choosing.value = false;
          }}
        />
      )}
    </div>
  );
}
