/** The addresses at which phones reach this machine, and the one that the teacher has chosen, remembered in the data folder. */
import { readFileSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { type Cards, type LanAddress, lanAddresses, type NetworkProblem, networkProblem } from "./network.ts";

export interface AddressBook {
  /** The addresses that phones may reach, the most likely first. Empty if the server listens on one address only. */
  list(): readonly LanAddress[];
  /** The chosen address, or the most likely one; as in a URL. Undefined if only this machine reaches the server. */
  current(): string | undefined;
  /** Why phones cannot reach the machine, if its network cards tell. */
  problem(): NetworkProblem | undefined;
  /** Chooses one of the list; returns whether it is in it. */
  choose(address: string): boolean;
}

export interface AddressBookOptions {
  /** The address that the server listens on. */
  readonly host: string;
  /** The data folder. */
  readonly data: string;
  /** Reads the network cards (default: the machine's). */
  readonly cards?: () => Cards;
  /** A monotonic clock, in milliseconds. */
  readonly clock?: () => number;
}

/** The file in the data folder with the chosen address and its network card: an address changes, the card stays. */
const file = "address.json";
/** How long the list of network cards is cached, in milliseconds, because asking the system is slow. */
const cacheMs = 2000;

/** Whether a server on this host listens on every network card. */
export const isEverywhere = (host: string): boolean => ["0.0.0.0", "::", "*"].includes(host);
const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");
/** A host as in a URL: IPv6 in brackets. */
export const hostInUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);

type Choice = Pick<LanAddress, "address" | "card">;

export function openAddressBook(options: AddressBookOptions): AddressBook {
  const { host, data, cards = networkInterfaces, clock = () => performance.now() } = options;
  const path = join(data, file);
  const ipv6 = host === "::" || host === "*";
  let choice = readChoice(path);
  let cached: { cards: Cards; at: number } | undefined;

  function readCards(): Cards {
    if (!cached || clock() - cached.at > cacheMs) cached = { cards: cards(), at: clock() };
    return cached.cards;
  }
  const list = () => (isEverywhere(host) ? lanAddresses(readCards(), { ipv6 }) : []);

  return {
    list,
    problem: () => (isEverywhere(host) ? networkProblem(readCards(), { ipv6 }) : undefined),
    current() {
      if (!isEverywhere(host)) return isLoopback(host) ? undefined : hostInUrl(host);
      const all = list();
      const chosen =
        all.find(({ address }) => address === choice?.address) ??
        all.find(({ card }) => card === choice?.card) ??
        all[0];
      return chosen && hostInUrl(chosen.address);
    },
    choose(address) {
      const found = list().find((each) => each.address === address);
      if (!found) return false;
      choice = { address: found.address, card: found.card };
      try {
        writeFileSync(path, JSON.stringify(choice), { mode: 0o600 });
      } catch {
        // A full disk: the choice holds until the server stops.
      }
      return true;
    },
  };
}

/** The list with the current address first. */
export function chosenFirst(book: AddressBook): LanAddress[] {
  const current = book.current();
  const isCurrent = ({ address }: LanAddress) => hostInUrl(address) === current;
  return [...book.list()].sort((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)));
}

/** The address book of a server that only this machine reaches. */
export const noAddresses: AddressBook = {
  list: () => [],
  current: () => undefined,
  problem: () => undefined,
  choose: () => false,
};

/** Reads the choice of an earlier start; undefined if there is none that can be read. */
function readChoice(path: string): Choice | undefined {
  try {
    const { address, card } = JSON.parse(readFileSync(path, "utf8")) as Partial<Choice>;
    return typeof address === "string" && typeof card === "string" ? { address, card } : undefined;
  } catch {
    return undefined;
  }
}
