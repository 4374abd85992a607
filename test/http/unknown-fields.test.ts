import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { unknownFields } from "../../src/http/unknown-fields.ts";
import { openBoard } from "../support/board-calls.ts";
import { openClass } from "../support/class.ts";

const paths = (schema: z.ZodType, value: unknown) => unknownFields(schema, value).map(({ path }) => path);

test("a field that the schema does not define is named, at any depth", () => {
  const item = z.object({ a: z.number(), deep: z.object({ b: z.number().nullish() }).optional() });
  const either = z.union([item, z.array(item)]);
  expect(paths(either, { a: 1, deep: { b: 2 } })).toEqual([]);
  expect(paths(either, { a: 1, x: 1, deep: { b: 2, y: 1 } })).toEqual(["x", "deep.y"]);
  expect(paths(either, [{ a: 1 }, { a: 1, z: 2 }])).toEqual(["1.z"]);
  expect(paths(item.transform((it) => it).pipe(z.any()), { a: 1, x: 1 })).toEqual(["x"]);
  expect(paths(z.record(z.string(), z.number()), { any: 1 })).toEqual([]);
  expect(paths(item, { a: 1, constructor: 1 })).toEqual(["constructor"]);
});

test("a long name is shown in part: the answer is not longer than the body", async () => {
  await using room = await openClass({ code: "TEST001" });
  const body = { content: "Hi", ["a".repeat(500_000)]: 1 };
  const { status, body: problem } = await room.call("POST", "/api/sessions/TEST001/messages", room.teacher, body);
  expect([status, JSON.stringify(problem).length < 1000]).toEqual([422, true]);
});

describe("an unknown field is rejected with its name, and nothing changes,", () => {
  test("at the board", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    await board.measure(id, [1, 2, 3]);
    await board.ask("POST", "/alerts", { product: id, title: "Look" });
    const asked: [method: string, path: string, body: object, field: string][] = [
      ["POST", "/products", { code: "N", name: "N", usl: 1, colour: "red" }, "colour"],
      ["PATCH", `/products/${id}`, { limits_version: null }, "limits_version"],
      ["POST", `/products/${id}/limits`, { from: 1 }, "from"],
      ["POST", `/products/${id}/capability`, { from: 1 }, "from"],
      ["POST", "/measurements", { product: id, measurement_value: 1, operator: "Ann" }, "operator"],
      ["POST", "/measurements", [{ product: id, measurement_value: 1, operator: "Ann" }], "0.operator"],
      ["POST", "/alerts", { product: id, title: "Look", comment: "x" }, "comment"],
      ["PATCH", "/alerts/1", { status: "ACKNOWLEDGED", comment: "tool worn" }, "comment"],
      ["PUT", "/preferences", { products: null, min_priority: 1, sound: true }, "sound"],
      ["POST", "/devices", { name: "Gauge", product: id }, "product"],
    ];
    for (const [method, path, body, field] of asked) {
      const { status, body: problem } = await board.ask(method, path, body);
      expect([method, path, status, problem.errors]).toEqual([
        method,
        path,
        422,
        [{ path: field, message: "Unknown field." }],
      ]);
    }
    expect((await board.ask("GET", "/alerts?product=1")).body).toHaveLength(1);
    expect((await board.ask("GET", "/alerts")).body[0].status).toBe("OPEN");
    expect((await board.ask("GET", "/alerts?prodct=1")).body.errors).toEqual([
      { path: "prodct", message: "Unknown field." },
    ]);
    expect(await board.count(id)).toBe(3);
  });

  test("in a class: its settings, and commands with and without a body", async () => {
    await using room = await openClass({ code: "TEST001" });
    const asked: [method: string, path: string, body: object, field: string][] = [
      ["PATCH", "/api/sessions/TEST001", { titel: "New" }, "titel"],
      ["PATCH", "/api/sessions/TEST001", { settings: { guest: false } }, "settings.guest"],
      ["POST", "/api/sessions/TEST001/start", { when: "now" }, "when"],
      ["POST", "/api/sessions/TEST001/messages", { content: "Hi", colour: "red" }, "colour"],
      ["POST", "/api/auth/ticket", { for: "me" }, "for"],
    ];
    for (const [method, path, body, field] of asked) {
      const { status, body: problem } = await room.call(method, path, room.teacher, body);
      expect([path, status, problem.errors]).toEqual([path, 422, [{ path: field, message: "Unknown field." }]]);
    }
    expect((await room.call("GET", "/api/sessions/TEST001", room.teacher)).body.status).toBe("WAITING");
  });
});
