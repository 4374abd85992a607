/** Lets a phone that checks its connection open a socket: it can send pings, and nothing else. */
import { check } from "../dialects/check.ts";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import type { Peer, SocketHandler } from "../live/peer.ts";
import { close, unknownFrame } from "../live/socket.ts";
import type { CheckStore } from "./check-store.ts";
import type { Services } from "./context.ts";
import { decodePathPart, type UpgradeRequest } from "./upgrade-request.ts";

const nothing = () => {};

/** Handles the socket of one phone. */
function handlerFor(checks: CheckStore, token: string): SocketHandler {
  let end = nothing;
  const socket = { end: () => end() };
  return {
    opened(peer) {
      end = () => close(peer, closes.checkOver);
      const entered = checks.enter(token, socket);
      if (entered !== true) close(peer, entered === "full" ? closes.checkFull : closes.checkOver);
    },
    alive: nothing,
    received(_, { name }) {
      throw unknownFrame(name);
    },
    afterGreeting: (_, speak) => speak(),
    published: () => 0,
    drained: nothing,
    closed: () => checks.leave(token, socket),
  };
}

/** Returns the phone. Throws `not_found` if there is no such check, which counts as a guess. */
export async function enterCheck({ checks, guesses, live }: Services, upgrade: UpgradeRequest): Promise<Peer> {
  const { address, params, trace } = upgrade;
  const token = decodePathPart(params.token ?? "");
  if (!checks.isKnown(token)) guesses.rejectGuess(address, new Fault("not_found"));
  const who = { key: `check ${networkOf(address)}`, nickname: null, session: null };
  live.limits.socket(live.sockets.open.size, false);
  live.limits.connection(who, check.name);
  return { dialect: check, handler: handlerFor(checks, token), credential: undefined, who, trace, ws: undefined };
}
