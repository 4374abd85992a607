/** Below the code of a class: buttons to change the address and to find out why a phone cannot get in. */
import { useSignal } from "@preact/signals";
import { account } from "../account.ts";
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
