/** PROOFS A2 at the quality board: each spoiled message is answered once, to its sender alone, and is no error of ours. */
import { expect, test } from "bun:test";
import { doorOf, heard, inShort, notifications, openBoard } from "../support/board-sockets.ts";
import { openChance, seed } from "../support/chance.ts";
import { keepLogRecords } from "../support/log-records.ts";
import type { TestSocket } from "../support/socket.ts";
import { spoiled } from "../support/spoil.ts";

/** How many messages in all; a long run sets it higher. */
const messages = Number(process.env.LECTERN_MUTATIONS ?? 5000);
const batch = 50;

const records = keepLogRecords("error");

test(`A2 mutated messages of the quality app are each answered, and do not affect other clients (seed ${seed})`, async () => {
  const chance = openChance(seed + 4);
  await using board = await openBoard();
  const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
  await board.measure(bolt, 12);
  const sockets = [await board.open(notifications), await board.open(doorOf(bolt))];
  await using calm = await board.open(notifications);
  const right = [
    { type: "subscribe_product", product_id: bolt.id },
    { type: "unsubscribe_product", product_id: nut.id },
    { type: "get_alerts", limit: 10, product_id: bolt.id, min_priority: 2 },
    { type: "ping" },
  ].map((frame) => JSON.stringify(frame));
  const known = ["subscribed", "unsubscribed", "alerts", "pong", "error"];
  let marks = 0;
  /** One pong is as another; an unknown name comes back. */
  const answers = (socket: TestSocket) => {
    const type = `mark ${++marks}`;
    return socket.all({ type }, ({ message }) => message === `Unknown message type: ${type}`);
  };

  for (let sent = 0; sent < messages / 2; sent += batch) {
    const socket = chance.of(sockets);
    const texts = Array.from({ length: batch }, () => spoiled(right, chance));
    for (const text of texts) socket.send(text);
    const frames = await answers(socket);
    const strange = frames.filter(({ type, message }) => !known.includes(type) || (type === "error" && !message));
    const got = { count: frames.length, strange, errors: records };
    const wanted = { count: batch, strange: [], errors: [] };
    expect({ seed, sent, texts: Bun.deepEquals(got, wanted) ? [] : texts, ...got }).toEqual({
      seed,
      sent,
      texts: [],
      ...wanted,
    });
  }
  expect(await heard(calm)).toEqual([]);
  await board.measure(bolt, 12);
  expect((await heard(calm)).map(inShort)).toEqual(["measurement BOLT 12", "alert BOLT OUT_OF_SPEC"]);
});
