/** Endpoints for the addresses at which phones reach this machine: a teacher sees them and chooses one. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Time, toTime } from "../domain/ids.ts";
import { kinds } from "../lan/network.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";

const Network = z.object({
  /** The URL that students use. */
  url: z.string(),
  /** Whether the operator has set it (`--public-url`). */
  is_fixed: z.boolean(),
  /** Why phones cannot reach the machine, as far as its network cards tell. */
  problem: z.enum(["no_network", "ipv6_only", "virtual_only"]).nullable(),
  /** The most likely to be reachable first. */
  addresses: z.array(z.object({ address: z.string(), url: z.string(), card: z.string(), kind: z.enum(kinds) })),
  /** The machine's name by multicast DNS. */
  name: z.object({ host: z.string(), url: z.string() }).nullable(),
  /** When the URL last changed since the server started. */
  changed_at: Time.nullable(),
  /** The operating system, which decides where its firewall is. */
  system: z.enum(["windows", "macos", "linux", "other"]),
  port: z.number().int(),
});

const systems: Readonly<Record<string, z.output<typeof Network>["system"] | undefined>> = {
  win32: "windows",
  darwin: "macos",
  linux: "linux",
};

export function network({ lan }: Services) {
  const show = (): z.input<typeof Network> => {
    const changedAt = lan.changedAt();
    return {
      url: lan.base(),
      is_fixed: lan.isFixed,
      problem: lan.problem() ?? null,
      addresses: [...lan.addresses()],
      name: lan.name() ?? null,
      changed_at: changedAt === undefined ? null : toTime(changedAt),
      system: systems[process.platform] ?? "other",
      port: lan.port(),
    };
  };
  return [
    defineEndpoint({
      route: "GET /api/network",
      who: "teacher",
      about: "Get the addresses at which phones may reach this machine, and the URL that students use.",
      answers: { 200: Network },
      handle: show,
    }),
    defineEndpoint({
      route: "PUT /api/network",
      who: "teacher",
      audit: { action: "network.change" },
      about: "Choose the address that students use, on this machine from now on.",
      body: z.object({ address: z.string().max(64) }),
      answers: { 200: Network },
      handle({ body: { address } }) {
        if (lan.isFixed) throw new Fault("address_fixed");
        if (!lan.choose(address)) throw new Fault("address_gone");
        return show();
      },
    }),
  ];
}
