/** What generators of clients need of both documents: a name for every operation, message and schema. */
import { beforeAll, expect, test } from "bun:test";
import { openTestServer } from "../support/class.ts";

/** The places of the objects and enums that are described where they are used, and so have no name. */
function anonymousIn(part: unknown, path = ""): string[] {
  if (Array.isArray(part)) return part.flatMap((each, n) => anonymousIn(each, `${path}/${n}`));
  if (typeof part !== "object" || part === null) return [];
  const isType = ("type" in part && part.type === "object" && "properties" in part) || "enum" in part;
  const isComponent = /^\/components\/schemas\/\w+$/.test(path);
  // An example is a value, and parameters in an address are not part of a type.
  const others = ["example", "examples", "bindings", "parameters"];
  const rest = Object.entries(part).filter(([key]) => !others.includes(key));
  return [
    ...(isType && !isComponent ? [path] : []),
    ...rest.flatMap(([key, each]) => anonymousIn(each, `${path}/${key}`)),
  ];
}

/** The references that lead nowhere. */
function brokenIn(document: unknown): string[] {
  const refs = new Set(Array.from(JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g), ([, path = ""]) => path));
  const find = (path: string) => path.split("/").reduce((at: any, key) => at?.[key], document);
  return [...refs].filter((path) => find(path) === undefined);
}

let http: any;
let frames: any;
beforeAll(async () => {
  await using server = await openTestServer({ publicUrl: "https://class.school.example" });
  http = (await server.call("GET", "/openapi.json")).body;
  frames = (await server.call("GET", "/asyncapi.json")).body;
});

test("every operation has an id, a tag, a summary and an example of each body and answer", () => {
  const operations = Object.values<any>(http.paths).flatMap((methods) => Object.values<any>(methods));
  const lacking = operations.filter(({ operationId, tags, summary, requestBody, responses }) => {
    const bodies = [
      requestBody,
      ...Object.entries<any>(responses).flatMap(([status, one]) => (status === "default" ? [] : one)),
    ];
    const contents = bodies.flatMap((body) => body?.content?.["application/json"] ?? []);
    const named = /^[a-z]\w+$/.test(operationId) && tags.length === 1 && summary.length > 5;
    return !named || contents.some(({ schema, example }) => schema === undefined || example === undefined);
  });
  expect([operations.length > 150, lacking]).toEqual([true, []]);
});

test("every object has a name, and every reference leads to one", () => {
  expect([anonymousIn(http), anonymousIn(frames)]).toEqual([[], []]);
  expect([brokenIn(http), brokenIn(frames)]).toEqual([[], []]);
  for (const { components } of [http, frames]) {
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(["Session", "Participant", "Subtask"]));
  }
});

test("channels refer to messages by name, messages to their payload, and the server has its real address", () => {
  const refer = /^#\/components\/messages\/\w+$/;
  for (const { messages } of Object.values<any>(frames.channels)) {
    for (const message of Object.values(messages)) expect(message).toEqual({ $ref: expect.stringMatching(refer) });
  }
  for (const [title, { name, payload }] of Object.entries<any>(frames.components.messages)) {
    expect([title, typeof name, payload]).toEqual([title, "string", { $ref: `#/components/schemas/${title}` }]);
  }
  expect(frames.components.messages.LecternToServerPollVote.name).toBe("poll.vote");
  expect(frames.components.schemas.LecternPollVoteAnswer.required).toContain("data");
  expect(frames.servers.lectern).toEqual({ host: "class.school.example", protocol: "wss" });
});
