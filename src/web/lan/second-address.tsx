/** The address by the machine's name, below the one that the QR code has. */
import { useNetwork } from "./use-network.ts";

export function SecondAddress({ path }: { path: string }) {
  const { network } = useNetwork();
  const name = network.value?.name;
  if (!name) return null;
  return <p class="mt-1 text-[clamp(1rem,2.2vmin,2rem)] text-quiet">{name.url.replace(/^https?:\/\//, "") + path}</p>;
}
