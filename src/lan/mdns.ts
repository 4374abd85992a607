/**
 * Makes this machine reachable as `lectern.local` by multicast DNS, without any set-up of the network. If another machine
 * has the name, the next one is taken. If the port is in use or the network has no multicast, nothing else is affected.
 */
import { createSocket } from "node:dgram";
import { networkInterfaces } from "node:os";
import { getLogger } from "@logtape/logtape";
import multicastDns from "multicast-dns";
import { announcement, answersTo, type Claim, claimsName, maxNames, nameOf } from "./mdns-answers.ts";
import { createAnswerLimit, isOnLink } from "./mdns-limits.ts";
import type { Cards } from "./network.ts";

const logger = getLogger(["lectern", "mdns"]);

export interface Mdns {
  /** The name that this machine has; undefined until it is known to be free, or if multicast DNS does not work. */
  name(): string | undefined;
  /** Tells others that the name is free again. */
  stop(): Promise<void>;
}

export interface MdnsOptions {
  /** The port of the web server. */
  readonly port: number;
  /** The machine's current IPv4 address; undefined if it has none. */
  readonly address: () => string | undefined;
  /** The UDP port (default: 5353). */
  readonly udpPort?: number;
  /** Addresses that count as this machine's (default: those of its network cards). */
  readonly ownAddresses?: () => readonly string[];
  /** The machine's network cards (default: as the system lists them). Packets from other networks are ignored. */
  readonly cards?: () => Cards;
  /** Called when the name becomes known or is lost. */
  readonly onChange?: () => void;
}

/** The time between two queries for a name, and how often it is queried before it counts as free (RFC 6762, 8.1). */
const probeMs = 250;
const probes = 3;
const standardPort = 5353;

const ownAddressesOfCards = () =>
  Object.values(networkInterfaces()).flatMap((infos) => (infos ?? []).map(({ address }) => address));

export function openMdns(options: MdnsOptions): Mdns {
  const { port, address, udpPort = standardPort, ownAddresses = ownAddressesOfCards, onChange = () => {} } = options;
  const { cards = networkInterfaces } = options;
  const mayAnswer = createAnswerLimit(() => performance.now());
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  const dns = multicastDns({ port: udpPort, socket: socket as never });
  let n = 1;
  let claimed = false;
  let stopped = false;
  let timer: Timer | undefined;

  let aimedAt: string | undefined;

  const claim = (): Claim | undefined => {
    const own = address();
    return own === undefined || own.includes(":") ? undefined : { name: nameOf(n), address: own, port };
  };

  /** Sends from the card that phones use: the system's default may be another network. */
  function respond(ours: Claim, response: Parameters<typeof dns.respond>[0], done?: () => void): void {
    if (aimedAt !== ours.address) {
      aimedAt = ours.address;
      try {
        socket.setMulticastInterface(ours.address);
      } catch {
        // The address has just gone: the system's default card stays.
      }
    }
    dns.respond(response, done);
  }

  function giveUp(reason: unknown): void {
    if (stopped) return;
    stopped = true;
    clearTimeout(timer);
    claimed = false;
    logger.info("lectern.local is not available: {reason}", { reason: String(reason) });
    dns.destroy();
    onChange();
  }

  /** Asks whether anybody has the name. After `probes` queries without an answer it is ours. */
  function probe(left: number): void {
    if (stopped) return;
    if (left === 0) {
      claimed = true;
      const ours = claim();
      if (ours) respond(ours, announcement(ours));
      logger.info("reachable as {name}", { name: nameOf(n) });
      return onChange();
    }
    dns.query(nameOf(n), "A");
    timer = setTimeout(() => probe(left - 1), probeMs);
    timer.unref();
  }

  dns.on("error", giveUp);
  dns.on("warning", (reason) => logger.debug("multicast DNS", { reason: String(reason) }));
  dns.on("ready", () => probe(probes));
  dns.on("response", ({ answers, additionals }, from) => {
    if (stopped || !claimsName([...answers, ...additionals], nameOf(n), ownAddresses())) return;
    if (!isOnLink(from.address, cards())) return;
    clearTimeout(timer);
    const wasClaimed = claimed;
    claimed = false;
    if (n >= maxNames) return giveUp("every name is taken");
    n += 1;
    if (wasClaimed) onChange();
    probe(probes);
  });
  dns.on("query", ({ questions, id }, from) => {
    const ours = claimed ? claim() : undefined;
    const answers = ours ? answersTo(questions, ours) : [];
    if (!ours || answers.length === 0) return;
    if (!isOnLink(from.address, cards()) || !mayAnswer(from.address)) return;
    // A query from another port is from a simple resolver, which expects the answer for itself (RFC 6762, 6.7).
    if (from.port === udpPort) respond(ours, { answers });
    else dns.respond({ answers, questions, id } as never, from as never);
  });

  return {
    name: () => (claimed ? nameOf(n) : undefined),
    stop() {
      const ours = claimed ? claim() : undefined;
      const already = stopped;
      stopped = true;
      claimed = false;
      clearTimeout(timer);
      if (already) return Promise.resolve();
      return new Promise((resolve) => {
        const end = () => dns.destroy(() => resolve());
        if (ours) respond(ours, announcement(ours, 0), end);
        else end();
      });
    },
  };
}
