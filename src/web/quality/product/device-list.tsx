/** The devices that may enter values of a product, with their last use and a button to revoke their key. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Device } from "../../../domain/spc/alert.ts";
import { Icon } from "../../ui/icon.tsx";
import { errorText, Problem } from "../../ui/notice.tsx";
import { Summary } from "../../ui/summary.tsx";
import { formatTime } from "../format-time.ts";
import { texts } from "./texts.ts";

/** Renders nothing if there are no devices. */
export function DeviceList({ api, product }: { api: QualityApi; product: number }) {
  const words = texts.value;
  const devices = useSignal<readonly Device[]>([]);
  const problem = useSignal<string | undefined>(undefined);
  const failed = (thrown: unknown) => {
    problem.value = errorText(thrown);
  };
  useEffect(() => {
    api.devices(product).then((newestFirst) => {
      devices.value = newestFirst.toReversed();
    }, failed);
  }, []);
  const revoke = async (device: Device) => {
    try {
      await api.deleteDevice(device.id);
      devices.value = devices.value.filter(({ id }) => id !== device.id);
    } catch (thrown) {
      failed(thrown);
    }
  };
  if (devices.value.length === 0) return problem.value ? <Problem says={problem.value} /> : null;
  return (
    <details class="rounded-field ring-1 ring-base-300">
      <Summary class="min-h-12 px-4">{words.devices(devices.value.length)}</Summary>
      <ul class="flex flex-col px-4 pb-2">
        {devices.value.map((device) => (
          <li key={device.id} class="flex items-center gap-3 border-t border-base-300">
            <span class="min-w-0 flex-1 py-2">
              <span class="block truncate font-medium">{device.name}</span>
              <span class="block text-base text-quiet">
                {device.last_used_at ? words.lastUsed(formatTime(device.last_used_at)) : words.neverUsed}
              </span>
            </span>
            <button
              type="button"
              class="btn btn-ghost btn-square"
              aria-label={words.endDevice(device.name)}
              onClick={() => void revoke(device)}
            >
              <Icon name="trash" />
            </button>
          </li>
        ))}
      </ul>
      {problem.value && <Problem says={problem.value} />}
    </details>
  );
}
