/** The join code: a large QR code, the address to type, and who is here. */
import { JoinedNames } from "../ui/joined-names.tsx";
import { Qr } from "../ui/qr.tsx";
import { common } from "../ui/texts.ts";
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";

export function CodeView({ shown: { session, participants, joinUrl } }: { shown: Shown }) {
  const words = texts.value;
  return (
    <div class="projector-code">
      <Qr value={joinUrl} label={words.joinQr} class="projector-qr rounded-box" />
      <div class="flex min-h-0 min-w-0 flex-col gap-[0.6rem]">
        <h1 class="line-clamp-2 text-[1.5rem] leading-tight font-bold">{session.title}</h1>
        <p class="text-[1.1rem] text-quiet">{words.scan}</p>
        <p class="text-[1.6rem] leading-tight font-bold break-all">{joinUrl.replace(/^https?:\/\//, "")}</p>
        <p class="font-code text-[4rem] leading-none font-bold tracking-wider">{session.code}</p>
        <p class="mt-[0.4rem] text-[1.8rem] font-extrabold tabular-nums" aria-live="polite">
          {participants.joined > 0 ? common.value.here(participants.online) : common.value.nobodyYet}
        </p>
        <JoinedNames newest={participants.newest} class="text-[1.1rem]" />
      </div>
    </div>
  );
}
