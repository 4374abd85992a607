/** The list of this computer's addresses, the most likely first, to choose from; and the dialog with it. */
import { useId } from "preact/hooks";
import type { Network } from "../../client/api.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/notice.tsx";
import { Summary } from "../ui/summary.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import { isUnlikely, type NetworkAddress } from "./unlikely.ts";
import type { useNetwork } from "./use-network.ts";

type Addresses = ReturnType<typeof useNetwork>;

export function AddressChoice({ network, problem, choose }: Pick<Addresses, "network" | "problem" | "choose">) {
  const words = texts.value;
  const group = useId();
  const known = network.value;
  if (!known) return null;
  const rows = (list: readonly NetworkAddress[]) =>
    list.map(({ address, url, card, kind }) => (
      <label key={address} class="flex min-h-14 items-center gap-3 rounded-box px-3 ring-1 ring-base-300">
        <input
          type="radio"
          class="radio radio-primary"
          name={group}
          checked={url === known.url}
          onChange={() => void choose(address)}
        />
        <span class="flex min-w-0 flex-col py-1">
          <span class="font-code font-semibold break-all">{url.replace(/^https?:\/\//, "")}</span>
          <span class="text-base text-quiet">
            {words.kind[kind]} · {card}
          </span>
        </span>
      </label>
    ));
  const likely = known.addresses.filter((each) => !isUnlikely(each));
  const unlikely = known.addresses.filter(isUnlikely);
  return (
    <div class="flex flex-col gap-3">
      <NetworkProblem network={known} />
      {known.is_fixed ? (
        <p>
          <span class="font-code font-semibold break-all">{known.url}</span>
          <span class="block text-quiet">{words.fixed}</span>
        </p>
      ) : (
        <fieldset class="flex flex-col gap-2">
          <legend class="pb-2 text-quiet">{words.hint}</legend>
          {rows(likely)}
          {unlikely.length > 0 && (
            <details open={likely.length === 0 || unlikely.some(({ url }) => url === known.url)}>
              <Summary>{words.others}</Summary>
              <div class="flex flex-col gap-2">{rows(unlikely)}</div>
            </details>
          )}
        </fieldset>
      )}
      {known.name && <p class="text-quiet">{words.named(known.name.url.replace(/^https?:\/\//, ""))}</p>}
      {problem.value && <Problem says={problem.value} />}
    </div>
  );
}

/** Why phones cannot reach this computer, if its network cards tell. */
export function NetworkProblem({ network }: { network: Network }) {
  if (!network.problem) return null;
  const [title, hint] = texts.value.problem[network.problem];
  return (
    <div role="status" class="rounded-box bg-behind-soft p-4 text-behind-ink">
      <p class="font-bold">{title}</p>
      <p>{hint}</p>
    </div>
  );
}

export function AddressDialog({ addresses, onClose }: { addresses: Addresses; onClose: () => void }) {
  return (
    <Dialog title={texts.value.title} onClose={onClose}>
      <AddressChoice {...addresses} />
      <div class="mt-2 flex justify-end">
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.close}
        </button>
      </div>
    </Dialog>
  );
}
