/** Authorizes a projector at its door. Its credential opens no other door, and no other credential opens this one. */
import { projector } from "../dialects/projector.ts";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import { readableUntil } from "../domain/readable.ts";
import { type Peer, rejectWith } from "../live/peer.ts";
import { recordOf } from "../live/room.ts";
import type { Screen } from "../live/screens.ts";
import { hashToken } from "../store/accounts.ts";
import type { Services } from "./context.ts";
import { cookieIn } from "./cookies.ts";
import { decodePathPart, type UpgradeRequest } from "./upgrade-request.ts";
import { bearerOf } from "./who.ts";

/** The cookie of a projector. Its path is one session's socket, so that it is sent nowhere else. */
export const screenCookie = "lectern_screen";

/**
 * Returns the projector. One without a valid credential is rejected after the upgrade, because a browser does not report to
 * its page why an upgrade was refused.
 */
export async function enterScreen(services: Services, upgrade: UpgradeRequest): Promise<Peer> {
  const { live, store, guesses } = services;
  const { params, request, address, trace } = upgrade;
  const session = decodePathPart(params.session ?? "");
  const room = (await live.rooms.open(session)) ?? guesses.rejectGuess(address, new Fault("session_not_found"));
  trace.fields.session = room.id;
  const token = bearerOf(request.headers) ?? cookieIn(request.headers, screenCookie);
  const hash = token === undefined ? undefined : hashToken(token);
  // It reads no more of a class that has ended than a student does.
  const isReadable = services.now() < readableUntil(recordOf(room));
  const isValid = isReadable && hash !== undefined && store.screens.sessionOf(hash) === room.id;
  // A token that is not valid may be invented: its hash would be a new allowance for each attempt.
  const who = { key: `screen ${isValid ? hash : networkOf(address)}`, nickname: null, session: recordOf(room).code };
  live.limits.socket(live.sockets.open.size, false);
  live.limits.connection(who, projector.name);
  const peer = { dialect: projector, credential: isValid ? hash : undefined, who, trace, ws: undefined };
  const screen: Screen = { ...peer, room, handler: live.screens };
  if (isValid) return screen;
  trace.reason = "no_credential";
  return { ...peer, handler: rejectWith(...closes.credentialEnded) };
}
