import { expect, test } from "bun:test";
import { featureNames } from "../../src/features/whole-session.ts";
import { voices } from "../dialects/voices/index.ts";
import { nameOf, type Voice } from "../dialects/voices/voice.ts";
import { hasTwoNodes } from "../support/alone.ts";
import { BareSocket, fromBytes, toBytes } from "../support/bare.ts";
import { openClass } from "../support/class.ts";

/** Whether a frame's text is whole. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

for (const [app, { path, greeting, alive }] of Object.entries<Voice>(voices)) {
  if (greeting.length === 0) continue;
  test(`P4 ${app}: the greeting comes before the answers to frames that arrive with the handshake`, async () => {
    await using room = await openClass({ code: "TEST001", features: [...featureNames] });
    const { token, participant } = await room.join("Ann");
    using socket = await BareSocket.open(room.server.port);
    const frames = [alive(1).send, { type: "no such type" }].map((frame) =>
      toBytes({ opcode: 1, payload: JSON.stringify(frame) }),
    );
    const handshake =
      `GET ${path("TEST001", participant)} HTTP/1.1\r\nHost: 127.0.0.1:${room.server.port}\r\nConnection: Upgrade\r\n` +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
      `Authorization: Bearer ${token}\r\n\r\n`;
    // With several nodes the answer to a handshake takes a query, and a client must wait for it (RFC 6455, 4.1).
    socket.write(hasTwoNodes ? handshake : Buffer.concat([Buffer.from(handshake), ...frames]));
    await socket.until("\r\n\r\n");
    if (hasTwoNodes) socket.write(Buffer.concat(frames));
    let heard = "";
    let names: unknown[] = [];
    while (names.length < greeting.length + frames.length) {
      heard += await socket.until("}");
      const texts = fromBytes(Buffer.from(heard, "latin1")).map(({ payload }) => payload.toString());
      names = texts.filter((text) => isJson(text)).map((text) => nameOf(JSON.parse(text)));
    }
    expect(names.slice(0, greeting.length)).toEqual([...greeting]);
    expect(names).toContain(nameOf(alive(1).answer));
  });
}
