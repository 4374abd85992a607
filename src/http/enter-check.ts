/** Lets a phone that checks its connection open a socket: it can send pings, and nothing else. */
import { check } from "../dialects/check.ts";
import { Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import type { Peer, SocketHandler } from "../live/peer.ts";
import { unknownFrame } from "../live/socket.ts";
import type { Services } from "./context.ts";
import { decodePathPart, type UpgradeRequest } from "./upgrade-request.ts";

const nothing = () => {};
const handler: SocketHandler = {
  opened: nothing,
  alive: nothing,
  received(_, { name }) {
    throw unknownFrame(name);
  },
  afterGreeting: (_, speak) => speak(),
  published: () => 0,
  drained: nothing,
  closed: nothing,
};

/** Returns the phone. Throws `not_found` if there is no such check, which counts as a guess. */
export async function enterCheck({ checks, guesses, live }: Services, upgrade: UpgradeRequest): Promise<Peer> {
  const { address, params, trace } = upgrade;
  if (!checks.isKnown(decodePathPart(params.token ?? ""))) guesses.rejectGuess(address, new Fault("not_found"));
  const who = { key: `check ${networkOf(address)}`, nickname: null, session: null };
  live.limits.socket(live.sockets.open.size, false);
  live.limits.connection(who, check.name);
  return { dialect: check, handler, credential: undefined, who, trace, ws: undefined };
}
