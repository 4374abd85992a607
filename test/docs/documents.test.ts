import { expect, test } from "bun:test";
import { Parser } from "@asyncapi/parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020";
import { boardDialects, dialects } from "../../src/dialects/index.ts";
import { projector } from "../../src/dialects/projector.ts";
import { commands } from "../../src/features/index.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { createApp } from "../../src/http/app.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { documented } from "../support/payloads.ts";
import { openTestRoom } from "../support/room.ts";
import { openServices } from "../support/services.ts";

test("/openapi.json is valid by the official validator, and /asyncapi.json by the official parser", async () => {
  await using server = await openTestServer();
  const openapi = await server.call("GET", "/openapi.json");
  expect(openapi.headers.get("Content-Type")).toStartWith("application/json");
  const validator = new Validator();
  expect(await validator.validate(openapi.body)).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");

  const asyncapi = await server.call("GET", "/asyncapi.json");
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncapi.body));
  expect(diagnostics.filter(({ severity }) => severity <= 1).map(({ path, message }) => [path, message])).toEqual([]);
  expect(document?.version()).toBe("3.0.0");
});

test("the OpenAPI document has exactly the routes of the app", async () => {
  await using room = await openTestRoom();
  let described: readonly Endpoint[] = [];
  const app = await createApp(openServices(room), {
    web: { page: () => new Response(), asset: () => undefined, built: () => undefined },
    allowedOrigins: [],
    async describe(calls) {
      described = calls;
      return () => [];
    },
  });
  const routes = app.routes.filter(({ method, path }) => method !== "ALL" && !path.endsWith("*"));
  const answered = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  expect(Array.from(answered).sort()).toEqual(described.map(({ route }) => route as string).sort());

  await using server = await openTestServer();
  const { paths } = (await server.call("GET", "/openapi.json")).body;
  const operations = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(operations.sort()).toEqual([...answered, "GET /openapi.json", "GET /asyncapi.json"].sort());
  const ids = Object.values(paths as Record<string, Record<string, { operationId: string }>>).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("tools find a tag, a named schema and an example that fits it at every operation", async () => {
  await using server = await openTestServer();
  const { paths, components } = (await server.call("GET", "/openapi.json")).body;
  // Zod emits a pattern next to each format, so formats need no validation.
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false, allowUnionTypes: true, strict: false });
  ajv.addSchema({ $id: "openapi", components });
  const misfits: string[] = [];
  const refs = /^#\/components\/schemas\/\w+$/;
  for (const [path, methods] of Object.entries<Record<string, any>>(paths)) {
    for (const [method, { tags, requestBody, responses }] of Object.entries(methods)) {
      expect([path, tags]).toEqual([path, [expect.stringMatching(/^[a-z-]+$/)]]);
      const contents = [
        requestBody,
        ...Object.entries<any>(responses).flatMap(([status, of]) => (status === "default" ? [] : of)),
      ];
      for (const { schema, example } of contents.flatMap((one) => one?.content?.["application/json"] ?? [])) {
        const of = schema.type === "array" ? schema.items : schema;
        if (of.type === "object")
          expect([method, path, of]).toEqual([method, path, { $ref: expect.stringMatching(refs) }]);
        const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
        if (ajv.validate(absolute, example)) continue;
        misfits.push(...(ajv.errors ?? []).map((error) => `${method} ${path} ${error.instancePath} ${error.message}`));
      }
    }
  }
  expect(misfits).toEqual([]);
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(["Session", "Participant", "Product", "Problem"]),
  );
});

test("the OpenAPI document describes every command that has an HTTP call", async () => {
  await using server = await openTestServer();
  const { paths } = (await server.call("GET", "/openapi.json")).body;
  for (const { http, about } of commands.values()) {
    if (http === undefined) continue;
    const [method = "", path = ""] = http.split(" ", 2);
    const operation = paths[`/api/sessions/{session}${path.replace(/:(\w+)/g, "{$1}")}`]?.[method.toLowerCase()];
    expect([http, operation?.summary]).toEqual([http, about]);
  }
});

test("the AsyncAPI document has every frame of a dialect at each of its doors", async () => {
  const frames = [...dialects, ...boardDialects].flatMap(({ name, greet, hears, answers, says, fault }) => [
    ...greet.map((message) => `${name} out ${message.name}`),
    ...Object.entries<{ confirm?: { name: string } }>(hears).flatMap(([type, { confirm }]) => [
      `${name} in ${type}`,
      ...(confirm ? [`${name} out ${confirm.name}`] : []),
    ]),
    ...Object.entries(answers).flatMap(([type, answer]) => [`${name} in ${type}`, `${name} out ${answer.name}`]),
    ...Object.values(says).map((said) => `${name} out ${said.name}`),
    `${name} out ${fault.name}`,
  ]);
  const { name, welcome, changed, answers, fault } = projector;
  const replies = Object.entries(answers).flatMap(([type, reply]) => [`in ${type}`, `out ${reply.name}`]);
  for (const frame of [`out ${welcome.name}`, `out ${changed.name}`, `out ${fault.name}`, ...replies])
    frames.push(`${name} ${frame}`);
  expect([...documented].sort()).toEqual(Array.from(new Set(frames)).sort());

  await using server = await openTestServer();
  const { channels } = (await server.call("GET", "/asyncapi.json")).body;
  const addresses = Object.values(channels as Record<string, { address: string }>).map(({ address }) => address);
  const paths = [...dialects, ...boardDialects].flatMap(({ doors }) => Object.keys(doors));
  const doors = [...paths, projector.door].map((path) => path.replace(/:(\w+)/g, "{$1}"));
  expect(addresses.sort()).toEqual(doors.sort());
  const resumes = Object.values(channels as Record<string, any>).flatMap(({ address, bindings }) =>
    bindings ? [address, Object.keys(bindings.ws.query.properties)] : [],
  );
  expect(resumes).toEqual(["/ws/live/{session}", ["since", "epoch", "views", "refusals"]]);
});

test("responses match the OpenAPI document", async () => {
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const { paths, components } = (await room.call("GET", "/openapi.json")).body;
  const ann = await room.join("Ann");
  const base = "/api/sessions/TEST001";
  const step = room.lesson.subtasks[0]?.id;
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false, allowUnionTypes: true, strict: false });
  const tried: [string, string, string, object?][] = [
    ["POST", "/start", room.teacher],
    ["POST", `/steps/${step}/start`, room.teacher],
    ["POST", `/steps/${step}/progress`, ann.token, { status: "started" }],
    ["POST", `/steps/${step}/complete`, ann.token],
    ["POST", "/help", ann.token, { message: "?" }],
    ["POST", "/help/1/resolve", room.teacher],
    ["POST", "/feedback", ann.token, { feedback_type: "HARD" }],
    ["POST", "/question-intents", ann.token],
    ["POST", "/questions", ann.token, { text: "Why?", question_id: 1 }],
    ["POST", "/questions/1/capture", room.teacher, { capture_url: "https://example.com/1.png" }],
    ["PUT", "/questions/1/like", ann.token],
    ["DELETE", "/questions/1/like", ann.token],
    ["POST", "/questions/1/answer", room.teacher, { text: "So." }],
    ["POST", "/questions/1/hide", room.teacher],
    ["POST", "/important", room.teacher, { note: "This" }],
    ["POST", "/hard-alerts", room.teacher],
    ["POST", "/messages", ann.token, { content: "Hello" }],
    ["POST", "/practice/start", ann.token, { exercise: { pair: ["C", "G"] } }],
    ["POST", "/practice/chords", ann.token, { chord: "C" }],
    ["POST", "/practice/chords", ann.token, { chord: "H" }],
    ["GET", "/practice/summary", ann.token],
    ["GET", "/practice/players", room.teacher],
    ["POST", "/practice/end", ann.token],
    ["POST", "/practice/end", ann.token],
    ["GET", "/practice/summary", ann.token],
    ["POST", "/pairing", ann.token],
    ["GET", "", ann.token],
    ["GET", "/participants", ann.token],
    ["GET", "/status", ann.token],
    ["GET", "/questions", room.teacher],
    ["GET", "/messages", ann.token],
    ["GET", "/help", room.teacher],
    ["GET", "/progress", room.teacher],
    ["GET", "/feedback/summary", room.teacher],
    ["GET", "/step-controls", room.teacher],
    ["GET", "/report", room.teacher],
    ["GET", "/messages?limit=0", ann.token],
    ["POST", "/feedback", ann.token, {}],
    ["POST", "/pause", room.teacher, { message: "Tea" }],
    ["POST", "/resume", room.teacher],
    ["POST", "/end", room.teacher],
    ["POST", "/end", room.teacher],
  ];
  for (const [method, path, token, body] of tried) {
    const { status, body: answer } = await room.call(method, base + path, token, body);
    const named = path
      .replace(/\?.*/, "")
      .replace(/\/steps\/\d+/, "/steps/{subtask_id}")
      .replace(/\/help\/\d+/, "/help/{help_id}")
      .replace(/\/questions\/\d+/, "/questions/{question_id}");
    const { responses } = paths[`/api/sessions/{session}${named}`][method.toLowerCase()];
    const known = responses[status]?.content["application/json"].schema;
    const schema = known ?? components.schemas.Problem;
    expect([method, path, status, known !== undefined]).toEqual([method, path, status, status < 400]);
    const validate = ajv.compile({ ...schema, components });
    validate(answer);
    expect([method, path, validate.errors]).toEqual([method, path, null]);
  }
});

test("both documents name the address that students use", async () => {
  await using server = await openTestServer({ publicUrl: "https://class.school.example" });
  const get = async (path: string) => (await server.call("GET", path)).body;
  expect((await get("/openapi.json")).servers).toEqual([{ url: "https://class.school.example" }]);
  expect((await get("/asyncapi.json")).servers.lectern).toEqual({ host: "class.school.example", protocol: "wss" });
});
