/** The class code and QR code for joining, always visible. A press shows them in full screen for the projector. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import { AddressRow } from "../../lan/address-row.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Qr } from "../../ui/qr.tsx";
import { texts as roomTexts } from "../texts.ts";
import { FullCode } from "./full-code.tsx";
import { texts } from "./texts.ts";

/** The code as a button; `small` leaves more space for other parts. */
export function JoinCode({ room, small = false }: { room: Room; small?: boolean }) {
  const words = texts.value;
  const full = useSignal(false);
  const { session } = room;
  const { code, join_url } = session;
  const close = () => {
    full.value = false;
    // The browser would focus the code's button, and the space bar would reopen the code instead of moving the class on.
    requestAnimationFrame(() => {
      const next = document.querySelector<HTMLElement>(".btn-next:enabled");
      if (next) next.focus({ preventScroll: true });
      else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
  };
  const address = join_url.replace(/^https?:\/\//, "");
  return (
    <>
      <button
        type="button"
        class="room-join-code card-plain flex w-full shrink-0 items-center gap-4 p-3 text-left"
        onClick={() => {
          full.value = true;
        }}
      >
        <Qr
          value={join_url}
          label={roomTexts.value.joinQr}
          class={`shrink-0 rounded-md ${small ? "size-22" : "size-28"}`}
        />
        <span class="flex min-w-0 flex-col gap-1">
          <span class="font-code text-3xl font-bold tracking-wider">{code}</span>
          <span class="text-sm text-quiet">{address.replace(`/j/${code}`, "")}</span>
          <span class="flex items-center gap-1.5 text-sm font-semibold">
            <Icon name="expand" size="1rem" />
            <span>
              {words.showQr.split(" ").flatMap((word) => [
                <span key={word} class="whitespace-nowrap">
                  {word}
                </span>,
                " ",
              ])}
            </span>
          </span>
        </span>
      </button>
      <AddressRow />
      {full.value && <FullCode room={room} address={address} onClose={close} />}
    </>
  );
}
