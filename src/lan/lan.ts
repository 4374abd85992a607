/** How phones reach this machine: its addresses, the chosen URL, its name, and what changes while it runs. */
import { type AddressBook, hostInUrl } from "./address-book.ts";
import type { Mdns } from "./mdns.ts";
import type { LanAddress, NetworkProblem } from "./network.ts";
import { type UrlWatch, watchUrl } from "./watch.ts";

export interface Lan {
  /** The URL that students use, without a trailing slash. */
  readonly base: () => string;
  /** Whether the URL was set by the operator, so that a teacher cannot change it. */
  readonly isFixed: boolean;
  /** The port that the server listens on. */
  readonly port: () => number;
  addresses(): readonly (LanAddress & { readonly url: string })[];
  problem(): NetworkProblem | undefined;
  /** The name by multicast DNS, and its URL; undefined if there is none. */
  name(): { readonly host: string; readonly url: string } | undefined;
  /** Chooses one of the addresses; returns whether it is one of them. */
  choose(address: string): boolean;
  changedAt(): number | undefined;
  /** Begins to watch the URL, and to answer to a name. */
  start(options: { now: () => number; onChange: () => void }): void;
  stop(): Promise<void>;
}

export interface LanOptions {
  readonly scheme: "http" | "https";
  readonly publicUrl: string | undefined;
  readonly addresses: AddressBook;
  /** The port that the server listens on. */
  readonly port: () => number;
  /** Whether to answer to `lectern.local`. */
  readonly mdns: boolean;
}

/** How long stopping waits until others have been told that the name is free, in milliseconds. */
const goodbyeMs = 200;

export function createLan({ scheme, publicUrl, addresses, port, mdns }: LanOptions): Lan {
  const urlOf = (host: string) => new URL(`${scheme}://${host}:${port()}`).origin;
  const base = () => publicUrl ?? `${scheme}://${addresses.current() ?? "localhost"}:${port()}`;
  let watch: UrlWatch | undefined;
  let named: Mdns | undefined;
  let stopped = false;
  return {
    base,
    isFixed: publicUrl !== undefined,
    port,
    addresses: () => addresses.list().map((each) => ({ ...each, url: urlOf(hostInUrl(each.address)) })),
    problem: () => (publicUrl === undefined ? addresses.problem() : undefined),
    name() {
      const host = named?.name();
      return host === undefined ? undefined : { host, url: urlOf(host) };
    },
    choose(address) {
      const isKnown = addresses.choose(address);
      watch?.check();
      return isKnown;
    },
    changedAt: () => watch?.changedAt(),
    start({ now, onChange }) {
      if (publicUrl === undefined) watch = watchUrl({ url: base, now, onChange });
      if (!mdns) return;
      // Loaded after the start, so that the server starts as fast without it.
      void import("./mdns.ts").then(({ openMdns }) => {
        if (!stopped) named = openMdns({ port: port(), address: () => addresses.current() });
      });
    },
    async stop() {
      stopped = true;
      watch?.[Symbol.dispose]();
      await Promise.race([named?.stop(), Bun.sleep(goodbyeMs)]);
    },
  };
}
