/** `?refusals=close`: a page learns why it was refused from a close code, and nothing is logged that any visitor may do. */
import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

test("a page without a seat, without a sign-in or of a class that is over is closed with a code that says why", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const ben = await room.join("Ben");
  const other = await openClass({ server: { ...room, teacher: async () => room.teacher }, code: "TEST002" });
  const stranger = (await other.join("Zoe")).token;
  await room.call("POST", `/api/sessions/TEST001/participants/${ben.participant.id}/remove`, room.teacher);
  await room.call("POST", "/api/spc/products", room.teacher, { code: "P1", name: "Shaft", lsl: 0, usl: 1 });

  const closed = async (path: string, token?: string) => {
    const separator = path.includes("?") ? "&" : "?";
    await using socket = await TestSocket.open(`${room.url}${path}${separator}refusals=close`, token);
    return (await socket.closed).code;
  };
  expect({
    signedOut: await closed("/ws/live/TEST001"),
    noSeat: await closed("/ws/live/TEST001", stranger),
    removed: await closed("/ws/live/TEST001", ben.token),
    noClass: await closed("/ws/live/NOSUCH", ann.token),
    board: await closed("/ws/live/spc"),
    product: await closed("/ws/live/spc/7", room.teacher),
  }).toEqual({ signedOut: 4401, noSeat: 4405, removed: 4403, noClass: 4404, board: 4401, product: 4404 });
  await room.call("POST", "/api/sessions/TEST001/end", room.teacher, {});
  expect(await closed("/ws/live/TEST001", ann.token)).toBe(1000);
  expect(await closed("/ws/live/TEST001", stranger)).toBe(4405);

  const reasons = room.nodes.flatMap(({ live }) => Array.from(live.limits.rejections.byReason.keys()));
  expect(Array.from(new Set(reasons)).sort()).toEqual(["product_not_found", "removed", "session_not_found"]);
  // A client that does not ask for it is refused before the upgrade, as before.
  const status = async (path: string, token?: string) => (await knock(room.url + path, token)).status;
  expect([
    await status("/ws/live/TEST001"),
    await status("/ws/live/TEST002", ann.token),
    await status("/ws/live/TEST001", ann.token),
  ]).toEqual([403, 403, 409]);
});
