/** Whom multicast DNS answers, and how often: RFC 6762, section 11, ignores what comes from another network. */
import { BlockList } from "node:net";
import type { Cards } from "./network.ts";

/** How many queries are answered in a second: in total, and of one address. The network is shared with the class. */
const maxPerSecond = 50;
const maxPerAddress = 10;

/** Whether an IPv4 address is in the network of one of the cards. */
export function isOnLink(address: string, cards: Cards): boolean {
  const networks = new BlockList();
  for (const { family, cidr } of Object.values(cards).flatMap((infos) => infos ?? [])) {
    const [network, prefix] = cidr?.split("/") ?? [];
    if (family === "IPv4" && network && prefix) networks.addSubnet(network, Number(prefix), "ipv4");
  }
  return networks.check(address, "ipv4");
}

/**
 * Returns a function that says whether a query of an address may be answered now. `clock` gives milliseconds. Nobody gets
 * more than `maxPerAddress` answers in a second, so one asker leaves answers for the others.
 */
export function createAnswerLimit(clock: () => number): (address: string) => boolean {
  let second = 0;
  let total = 0;
  const answered = new Map<string, number>();
  return (address) => {
    const current = Math.floor(clock() / 1000);
    if (current !== second) {
      second = current;
      total = 0;
      answered.clear();
    }
    const theirs = answered.get(address) ?? 0;
    if (total >= maxPerSecond || theirs >= maxPerAddress) return false;
    total += 1;
    answered.set(address, theirs + 1);
    return true;
  };
}
