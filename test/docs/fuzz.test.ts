/** Calls every operation of the OpenAPI document with valid and invalid input. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { Ajv2020 } from "ajv/dist/2020";
import type { JsonSchema } from "../../src/docs/schema.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { type Chance, openChance, seed } from "../support/chance.ts";
import { openTestServer, type TestServer } from "../support/class.ts";
import { png } from "../support/picture.ts";
import { makeClass } from "../support/program.ts";
import { metric } from "../support/prometheus.ts";
import { scaled } from "../support/proof.ts";
import { inlined, type Known, sampleOf } from "../support/schema-values.ts";
import { spoiled } from "../support/spoil.ts";

setDefaultTimeout(600_000);

/** The number of calls of each operation in each role. */
const rounds = scaled(4, 40);

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: { name: string; in: "path" | "query"; required: boolean; schema: JsonSchema }[];
  readonly requestBody?: { content: Record<string, { schema?: JsonSchema }> };
  readonly responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
}

/** Existing items that calls refer to, and the callers. */
interface World {
  readonly tokens: Readonly<Record<string, string | undefined>>;
  known(operation: Operation, name: string): unknown;
}

/** Opens a class in which every command was executed once, and a product with measurements. */
async function makeWorld(server: TestServer, teacher: string, n: number): Promise<World> {
  const { call, session, lesson, students } = await makeClass(server.url, {
    teacher,
    students: 2,
    features: [...featureNames],
  });
  const [ann, ben] = students;
  const base = `/api/sessions/${session.code}`;
  const as = (method: string, path: string, body?: unknown) => call(method, path, ann?.token, body);
  await as("POST", `${base}/questions`, { text: "Why?" });
  await as("POST", `${base}/help`, { message: "?" });
  // So that gates can be closed, and an invitation can be accepted.
  await call("PATCH", base, teacher, { settings: { pace: "student" } });
  const invited = (await call("POST", `${base}/co-teachers`, teacher, { name: "Kim" })).body;
  const { message_id } = (await as("POST", `${base}/messages`, { content: "Hello" })).body;
  const product = (await call("POST", "/api/spc/products", teacher, { code: `P${n}`, name: "P", lsl: 9, usl: 11 }))
    .body;
  const values = [10, 10.1, 9.9, 10, 12].map((measurement_value) => ({ product: product.id, measurement_value }));
  const measured = (await call("POST", "/api/spc/measurements", teacher, values)).body;
  const alerts = (await call("GET", "/api/spc/alerts", teacher)).body;
  const device = (await call("POST", "/api/spc/devices", teacher, { name: `Gauge ${n}` })).body;
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(png(8, 8, () => [1, 2, 3]))]), "x.png");
  const headers = { Authorization: `Bearer ${teacher}` };
  const upload = await fetch(`${server.url}/api/uploads`, { method: "POST", headers, body: form });
  const { url = "" } = (await upload.json()) as { url?: string };

  const names: Record<string, unknown> = {
    session: session.code,
    invitation: new URL(invited.url).hash.replace("#invitation=", ""),
    lesson_id: lesson.id,
    subtask_id: lesson.subtasks[0]?.id,
    help_id: 1,
    question_id: 1,
    message_id,
    participant_id: ben?.participant.id,
    capture_url: "https://example.com/1.png",
    product: product.id,
    name: url.split("/").at(-1),
  };
  const ids: [string, unknown][] = [
    ["/api/lessons", lesson.id],
    ["/api/spc/products", product.id],
    ["/api/spc/measurements", measured.at?.(-1)?.id],
    ["/api/spc/alerts", alerts.at?.(0)?.id],
    ["/api/spc/devices", device.id],
  ];
  return {
    tokens: { nobody: undefined, student: ann?.token, teacher },
    known: ({ path }, name) => {
      if (name === "id") return ids.find(([start]) => path.startsWith(start))?.[1];
      return name === "name" && !path.startsWith("/uploads") ? undefined : names[name];
    },
  };
}

/** A body for this operation: valid, with errors, or of a different type; `undefined` for none. */
function bodyOf({ requestBody, method }: Operation, known: Known, chance: Chance): RequestInit {
  const [media, { schema = {} } = {}] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (media === undefined) {
    if (method === "GET" || chance() < 0.7) return {};
    return { body: chance.of(["{}", "[]", "null", "x"]), headers: { "Content-Type": "application/json" } };
  }
  if (media === "multipart/form-data") {
    const form = new FormData();
    const bytes = png(1 + chance.below(20), 1 + chance.below(20), () => [1, 2, 3]);
    const cut = chance() < 0.5 ? bytes : bytes.subarray(0, chance.below(bytes.length));
    form.set(
      chance.of(["file", "file", "other"]),
      new Blob([new Uint8Array(cut)]),
      chance.of(["x.png", "../../x", "가.svg"]),
    );
    return { body: form };
  }
  if (media === "text/csv") {
    const table = "measurement_value,note\n10.1,x\n10.2,y\n";
    return { body: chance() < 0.5 ? table : spoiled([table], chance), headers: { "Content-Type": media } };
  }
  const body = JSON.stringify(sampleOf(schema, chance, known));
  const kind = chance();
  return {
    body: kind < 0.45 ? body : spoiled([body], chance),
    headers: { "Content-Type": kind < 0.95 ? media : chance.of(["text/plain", "multipart/form-data", "x"]) },
  };
}

/** The address of a call, mostly with ids of existing items. */
function addressOf({ path, parameters }: Operation, known: Known, chance: Chance): string {
  let address = path;
  const query = new URLSearchParams();
  const odd = ["0", "-1", "1e9", "999999999999999999999", "%00", "가", "null", "x".repeat(300), "__proto__"];
  for (const { name, in: place, required, schema } of parameters) {
    const real = chance() < 0.85 ? known(name) : undefined;
    const value = `${real ?? (chance() < 0.5 ? sampleOf(schema, chance) : chance.of(odd))}`.toWellFormed();
    if (place === "path") address = address.replace(`{${name}}`, encodeURIComponent(value || "x"));
    else if (required || chance() < 0.5) query.append(name, value);
  }
  return query.size > 0 ? `${address}?${query}` : address;
}

/** Whether a call may have deleted items that the world refers to. */
const consumes = ({ method, path }: Operation, ok: boolean) =>
  ok && (method === "DELETE" || /(logout|\/end|\/remove|\/pause)$/.test(path) || ["PATCH", "PUT"].includes(method));

test(`A6 no operation answers with a server error or with anything that its schema does not allow (seed ${seed})`, async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const document = (await server.call("GET", "/openapi.json")).body;
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false, strict: false });
  ajv.addSchema({ $id: "openapi", components: document.components });
  const chance = openChance(seed);
  const operations: Operation[] = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, of]) => {
      const requestBody = inlined(of.requestBody, document.components.schemas);
      return { ...of, requestBody, path, method: method.toUpperCase() };
    }),
  );
  const wrong: unknown[] = [];
  const reached = new Set<string>();
  let [worlds, calls] = [0, 0];
  let world = await makeWorld(server, teacher, ++worlds);
  const validators = new Map<unknown, ReturnType<typeof ajv.compile>>();
  const validatorOf = (schema: JsonSchema) => {
    const created =
      validators.get(schema) ?? ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')));
    validators.set(schema, created);
    return created;
  };

  for (const operation of operations) {
    for (const role of ["nobody", "student", "teacher"]) {
      // Wrong keys are limited to ten a minute, so the teacher stays signed in.
      if (role === "teacher" && operation.path === "/api/auth/logout") continue;
      for (let round = 0; round < rounds; round++) {
        const known: Known = (name) => world.known(operation, name);
        const address = addressOf(operation, known, chance);
        const init = bodyOf(operation, known, chance);
        const token = world.tokens[role];
        const response = await fetch(server.url + address, {
          ...init,
          method: operation.method,
          redirect: "manual",
          headers: { ...init.headers, ...(token && { Authorization: `Bearer ${token}` }) },
        });
        calls += 1;
        const { status } = response;
        const text = await response.text();
        const media = response.headers.get("Content-Type")?.split(";")[0] ?? "";
        const documented = operation.responses[status] ?? (status >= 400 ? operation.responses.default : undefined);
        const complain = (what: string, detail: unknown = text.slice(0, 300)) =>
          wrong.push({ what, call: `${operation.method} ${address}`, role, status, sent: String(init.body), detail });
        if (response.ok) reached.add(`${operation.method} ${operation.path}`);
        if (status >= 500 && !["/readyz"].includes(operation.path)) complain("a server error");
        else if (!documented) complain("a status that is not documented");
        else if (documented.content) {
          const holds = documented.content[media] ?? documented.content[media.replace(/\/.*/, "/*")];
          if (!holds) complain(`a media type that is not documented: ${media}`);
          else if (holds.schema) {
            const validate = validatorOf(holds.schema);
            if (!validate(JSON.parse(text))) complain("a body that its schema does not allow", validate.errors);
          }
        } else if (text !== "") complain("a body that is not documented");
        if (consumes(operation, response.ok)) world = await makeWorld(server, teacher, ++worlds);
      }
    }
  }
  if (server.nodes.length > 1) {
    // A commit of a node that is not the home of what it changes is undone.
    for (const { url } of server.nodes) expect(await metric(url, teacher, "lectern_node_undone_commits_total")).toBe(0);
  }
  expect({ seed, wrong: wrong.slice(0, 10), count: wrong.length }).toEqual({ seed, wrong: [], count: 0 });
  expect(calls).toBeGreaterThan(operations.length * 3 * rounds * 0.9);
  // Most operations must succeed at least once, by chance.
  expect(reached.size).toBeGreaterThan(operations.length * 0.5);
});

test("every schema in /openapi.json is a valid JSON Schema 2020-12", async () => {
  await using server = await openTestServer();
  const document = (await server.call("GET", "/openapi.json")).body;
  const ajv = new Ajv2020({ strict: false });
  const wrong: unknown[] = [];
  const search = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const where = `${at}/${key}`;
      if (key === "schema" && !ajv.validateSchema(child)) wrong.push({ where, errors: ajv.errors });
      search(child, where);
    }
  };
  search(document, "");
  expect(wrong).toEqual([]);
});
