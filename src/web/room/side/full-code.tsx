/** The class code in full screen, with who has joined. */
import type { Room } from "../../../client/fold/index.ts";
import { SecondAddress } from "../../lan/second-address.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { JoinedNames } from "../../ui/joined-names.tsx";
import { Qr } from "../../ui/qr.tsx";
import { common } from "../../ui/texts.ts";
import { texts as roomTexts } from "../texts.ts";

/** How many names are shown at most. */
const maxNames = 48;

interface FullCodeProps {
  room: Room;
  /** Where to join, without the protocol. */
  address: string;
  onClose: () => void;
}

export function FullCode({ room: { session, people }, address, onClose }: FullCodeProps) {
  const { code, join_url } = session;
  const students = Array.from(people.values()).filter(({ role }) => role === "STUDENT");
  const here = students.filter(({ is_online }) => is_online).length;
  const newest = students
    .slice(-maxNames)
    .reverse()
    .map(({ id, nickname }) => ({ n: id, name: nickname }));
  return (
    <Dialog title={session.title} size="full" onClose={onClose}>
      <div class="flex flex-1 flex-col items-center justify-center gap-[2.5vmin] p-[2.5vmin] text-center">
        <p class="text-[clamp(1.25rem,3vmin,2.5rem)] font-bold text-balance">{session.title}</p>
        <Qr value={join_url} label={roomTexts.value.joinQr} class="size-[min(40vmin,80vw)] rounded-xl" />
        <div>
          <p class="font-code text-projector font-bold tracking-wider">{code}</p>
          <p class="mt-2 text-[clamp(1.25rem,3.5vmin,3rem)] font-semibold">{address}</p>
          <SecondAddress path={`/j/${code}`} />
        </div>
        <div class="flex h-[20vmin] w-full max-w-6xl shrink-0 flex-col gap-2">
          <p class="text-[clamp(1.25rem,3.5vmin,3rem)] font-bold tabular-nums">
            {students.length > 0 ? common.value.here(here) : common.value.nobodyYet}
          </p>
          <JoinedNames newest={newest} class="text-[clamp(1rem,2.6vmin,3rem)] md:[--columns:5]" />
        </div>
      </div>
      <button type="button" class="btn btn-ghost btn-lg fixed top-4 right-4" onClick={onClose}>
        <Icon name="close" />
        {common.value.close}
      </button>
    </Dialog>
  );
}
