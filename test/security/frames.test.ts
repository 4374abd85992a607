/** PROOFS A1: what no WebSocket client may send. Each costs its sender the connection, with the exact code, and nobody else anything. */
import { describe, expect, test } from "bun:test";
import { korean } from "../dialects/voices/voice.ts";
import { type BareFrame, BareSocket, fromBytes, toBytes } from "../support/bare.ts";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const text = 1;
const binary = 2;
const close = 8;
const ping = 9;
const pong = 10;

const closing = (code: number, reason: string | Uint8Array = "") => {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return { opcode: close, payload: Buffer.concat([head, Buffer.from(reason as string)]) };
};
const bytes = (...of: number[]) => Uint8Array.from(of);
const mebi = 1024 * 1024;

/** What is sent, and the code of the close that comes back; 0 is a close without a code. */
type Case = readonly [what: string, code: number, ...sent: BareFrame[]];

const table: readonly Case[] = [
  ["an unmasked frame", 1002, { opcode: text, payload: "{}", masked: false }],
  ["an unmasked ping", 1002, { opcode: ping, masked: false }],
  ["reserved bit 1", 1002, { opcode: text, payload: "{}", rsv: 4 }],
  ["reserved bit 2", 1002, { opcode: text, payload: "{}", rsv: 2 }],
  ["reserved bit 3", 1002, { opcode: text, payload: "{}", rsv: 1 }],
  ["reserved bits on a ping", 1002, { opcode: ping, rsv: 7 }],
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) => [`opcode ${opcode}`, 1002, { opcode }] satisfies Case),
  ["a ping of 126 bytes", 1002, { opcode: ping, payload: "x".repeat(126) }],
  ["a pong of 126 bytes", 1002, { opcode: pong, payload: "x".repeat(126) }],
  ["a close of 126 bytes", 1002, closing(1000, "x".repeat(124))],
  ["half a ping", 1002, { opcode: ping, payload: "x", fin: false }],
  ["half a close", 1002, { ...closing(1000), fin: false }],
  ["a continuation of nothing", 1002, { opcode: 0, payload: "x" }],
  ["an unfinished continuation of nothing", 1002, { opcode: 0, payload: "x", fin: false }],
  ["a new text within a text", 1002, { opcode: text, payload: "{", fin: false }, { opcode: text, payload: "}" }],
  ["a binary within a text", 1002, { opcode: text, payload: "{", fin: false }, { opcode: binary, payload: "}" }],
  ["a close of one byte", 1002, { opcode: close, payload: "x" }],
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535].map(
    (code) => [`a close with the code ${code}`, 1002, closing(code)] as const,
  ),
  ["a close whose reason is no UTF-8", 1007, closing(1000, bytes(0xff, 0xfe))],
  ["text that is no UTF-8", 1007, { opcode: text, payload: bytes(0x22, 0xff, 0x22) }],
  ["a surrogate in UTF-8", 1007, { opcode: text, payload: bytes(0xed, 0xa0, 0x80) }],
  ["an overlong slash", 1007, { opcode: text, payload: bytes(0xc0, 0xaf) }],
  ["past the last code point", 1007, { opcode: text, payload: bytes(0xf4, 0x90, 0x80, 0x80) }],
  ["text that ends within a letter", 1007, { opcode: text, payload: bytes(0xea, 0xb0) }],
  [
    "no UTF-8 over two fragments",
    1007,
    { opcode: text, payload: bytes(0xea), fin: false },
    { opcode: 0, payload: bytes(0x22) },
  ],
  ["64 KiB and a byte", 1009, { opcode: text, payload: "x".repeat(65_537) }],
  ["64 KiB and a byte, binary", 1009, { opcode: binary, payload: "x".repeat(65_537) }],
  ["a claim of a mebibyte", 1009, { opcode: text, claims: BigInt(mebi) }],
  ["a claim of a gibibyte", 1009, { opcode: text, claims: BigInt(1024 * mebi) }],
  ["a claim of 2^63 - 1 bytes", 1009, { opcode: text, claims: 2n ** 63n - 1n }],
  ["a claim of 2^64 - 1 bytes", 1009, { opcode: text, claims: 2n ** 64n - 1n }],
  [
    "fragments of more than 64 KiB together",
    1009,
    { opcode: text, payload: "x".repeat(40_000), fin: false },
    { opcode: 0, payload: "x".repeat(40_000) },
  ],
  ["a close in good order", 1000, closing(1000)],
  ["a close with a reason", 1001, closing(1001, "안녕")],
  ["a close with a code of the application's own", 3000, closing(3000)],
  ["the last code there is", 4999, closing(4999)],
  ["a close without a code", 0, { opcode: close }],
];

describe("A1 raw WebSocket frames", () => {
  test("each invalid frame closes its connection with the exact code, and no other connection", async () => {
    await using room = await openClass({ code: "TEST001" });
    await using calm = await TestSocket.open(`${room.url}/ws/sessions/TEST001`, room.teacher);
    const got: [string, number | undefined][] = [];
    for (const [what, , ...sent] of table) {
      const { token } = await room.join("Student");
      using socket = await BareSocket.upgraded(`${room.url}/ws/sessions/TEST001`, token);
      for (const frame of sent) socket.write(toBytes(frame));
      const last = fromBytes(await socket.rest()).findLast(({ opcode }) => opcode === close);
      got.push([what, last && (last.payload.length < 2 ? 0 : last.payload.readUInt16BE())]);
    }
    expect(got).toEqual(table.map(([what, code]) => [what, code]));
    const heard = await calm.all({ type: "heartbeat" }, ({ type }) => type === "heartbeat_ack");
    expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(["participant_joined", "participant_left"]));
    expect((await room.call("GET", "/api/status", room.teacher)).body.connections).toBe(1);
  });

  test("unusual but valid frames are answered like any other", async () => {
    await using room = await openClass({ code: "TEST001" });
    const { token } = await room.join("Student");
    const beat = Buffer.from('{"type":"heartbeat","data":{"timestamp":7,"x":"가"}}');
    const cut = beat.indexOf("가") + 1;
    const answerTo = (timestamp: number) => ({
      opcode: text,
      payload: `{"type":"heartbeat_ack","timestamp":${timestamp}}`,
    });
    const answer = answerTo(7);
    const mark = { opcode: text, payload: '{"type":"heartbeat","data":{"timestamp":8}}' };
    const malformed = { opcode: text, payload: `{"type":"error","message":"${korean.malformed}"}` };
    for (const [what, sent, expected] of [
      ["one frame", [{ opcode: text, payload: beat }], [answer]],
      [
        "two fragments that part a letter, with a ping between",
        [
          { opcode: text, payload: beat.subarray(0, cut), fin: false },
          { opcode: ping, payload: "hi" },
          { opcode: 0, payload: beat.subarray(cut) },
        ],
        [{ opcode: pong, payload: "hi" }, answer],
      ],
      [
        "a fragment for each byte",
        [
          ...Array.from(beat, (byte, n) => ({ opcode: n === 0 ? text : 0, payload: bytes(byte), fin: false })),
          { opcode: 0 },
        ],
        [answer],
      ],
      ["an empty text", [{ opcode: text }], [malformed]],
      ["an empty ping", [{ opcode: ping }], [{ opcode: pong, payload: "" }]],
      [
        "a ping of 125 bytes",
        [{ opcode: ping, payload: "x".repeat(125) }],
        [{ opcode: pong, payload: "x".repeat(125) }],
      ],
      ["a pong that nobody asked for", [{ opcode: pong, payload: "x" }], []],
    ] as const) {
      using socket = await BareSocket.upgraded(`${room.url}/ws/sessions/TEST001`, token);
      for (const frame of sent) socket.write(toBytes(frame));
      socket.write(toBytes(mark));
      const received = Buffer.from(await socket.until(answerTo(8).payload), "latin1");
      const told = fromBytes(received).map(({ opcode, payload }) => ({ opcode, payload: payload.toString() }));
      expect([what, told]).toEqual([what, [...expected, answerTo(8)]]);
    }
  });
});
