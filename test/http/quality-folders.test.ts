import { expect, test } from "bun:test";
import { type Answer, openBoard, type TestBoard } from "../support/board-calls.ts";

const codeOf = ({ status, body }: Answer) => [status, body?.code];
const namesOf = ({ body }: Answer) => body.map(({ name }: { name: string }) => name);

/** Calls the rest of the server's API. */
async function post(board: TestBoard, path: string, body: object, token?: string): Promise<any> {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  return (await fetch(board.url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

/** A class of the teacher, a student in it, and another teacher. */
async function openCourse() {
  const board = await openBoard();
  const session = await post(board, "/api/sessions", { title: "Control" }, board.teacher);
  const joined = await post(board, `/api/sessions/${session.code}/join`, { nickname: "Mina" });
  const folder = (await board.ask("POST", "/folders", { name: "Monday", session_code: session.code })).body;
  return { board, session, student: joined.token as string, folder };
}

test("a folder belongs to a class, shows its products and their alerts, and stays if it is empty", async () => {
  const { board, session, folder } = await openCourse();
  await using _ = board;
  expect(folder).toEqual({
    id: 1,
    name: "Monday",
    session_code: session.code,
    products: 0,
    open_alerts: 0,
    archived: false,
    owner: { id: 1, name: "Teacher" },
    permission: "own",
    created_at: expect.any(String),
  });
  const { id } = await board.product({ name: "Shaft" });
  await board.product({ name: "Bolt" });
  const moved = await board.ask("PATCH", `/products/${id}`, { folder_id: folder.id });
  expect([moved.status, moved.body.folder_id, moved.body.name]).toEqual([200, folder.id, "Shaft"]);
  await board.measure(id, [50, 101]);
  const { products, open_alerts } = (await board.ask("GET", `/folders/${folder.id}`)).body;
  expect({ products, open_alerts }).toEqual({ products: 1, open_alerts: 1 });
  expect(namesOf(await board.ask("GET", `/products?folder=${folder.id}`))).toEqual(["Shaft"]);
  expect(namesOf(await board.ask("GET", "/products?folder=none"))).toEqual(["Bolt"]);
  expect(namesOf(await board.ask("GET", "/products"))).toEqual(["Bolt", "Shaft"]);
  expect(codeOf(await board.ask("PATCH", `/products/${id}`, { folder_id: 99 }))).toEqual([404, "folder_not_found"]);
  expect((await board.ask("PATCH", `/products/${id}`, { folder_id: null })).body.folder_id).toBe(null);
});

test("one call makes a product per team from a template, and one a link for each team's phone", async () => {
  const { board, folder } = await openCourse();
  await using _ = board;
  const template = await board.product({ code: "CATAPULT", unit: "cm", usl: 250, target: 200, rules: [1, 2] });
  const asked = [{ name: "operator", values: ["Kim"] }];
  await board.ask("PUT", `/products/${template.id}/tags`, asked);
  await board.ask("PUT", `/products/${template.id}/causes`, ["tool"]);
  // The first code is in use already.
  await board.product({ code: "catapult-1" });
  const names = ["Team 1", "Team 2", "Team 3"];
  const { status, body } = await board.ask("POST", `/folders/${folder.id}/teams`, { template: template.id, names });
  const settings = ({ name, code, unit, usl, target, rules, folder_id }: any) => [
    name,
    code,
    unit,
    usl,
    target,
    rules,
    folder_id,
  ];
  expect([status, body.map(settings)]).toEqual([
    201,
    names.map((name, n) => [name, `CATAPULT-${n + 2}`, "cm", 250, 200, [1, 2], folder.id]),
  ]);
  const ofTeam = async (of: string) => (await board.ask("GET", `/products/${body[0].id}/${of}`)).body;
  const ofTemplate = async (of: string) => (await board.ask("GET", `/products/${template.id}/${of}`)).body;
  expect(JSON.stringify(await ofTeam("tags"))).toContain("Kim");
  expect(await ofTeam("causes")).toEqual(await ofTemplate("causes"));
  const issued = (await board.ask("POST", `/folders/${folder.id}/devices`, { name: "Team phone" })).body;
  expect(issued.map(({ product, url }: any) => [product.name, url])).toEqual(
    issued.map(({ product, token }: any, n: number) => [
      names[n],
      expect.stringMatching(new RegExp(`/spc/${product.id}/enter#device=${token}$`)),
    ]),
  );
  const [first, second] = issued;
  const measure = (product: number) => ({ product, measurement_value: 200 });
  const own = await board.ask("POST", "/measurements", measure(first.product.id), first.token);
  const others = await board.ask("POST", "/measurements", measure(second.product.id), first.token);
  expect([own.status, others.status]).toEqual([201, 403]);
});

test("new links replace earlier ones: those never used, or all", async () => {
  const { board, folder } = await openCourse();
  await using _ = board;
  const template = await board.product();
  const names = ["Team 1", "Team 2"];
  await board.ask("POST", `/folders/${folder.id}/teams`, { template: template.id, names });
  const issue = async (body: object) => (await board.ask("POST", `/folders/${folder.id}/devices`, body)).body;
  const idsOf = (issued: { device_id: number }[]) => issued.map(({ device_id }) => device_id);
  const known = async () => new Set((await board.ask("GET", "/devices")).body.map(({ id }: { id: number }) => id));
  const [used] = await issue({ name: "Team phone" });
  const measure = () =>
    board.ask("POST", "/measurements", { product: used.product.id, measurement_value: 50 }, used.token);
  expect((await measure()).status).toBe(201);
  const other = await issue({ name: "Gauge" });
  const second = await issue({ name: "Team phone" });
  expect(await known()).toEqual(new Set([used.device_id, ...idsOf(other), ...idsOf(second)]));
  expect((await measure()).status).toBe(201);
  const third = await issue({ name: "Team phone", replace: true });
  expect(await known()).toEqual(new Set([...idsOf(other), ...idsOf(third)]));
  expect((await measure()).status).toBe(401);
});

test("the wall has the capability and the last alert of each team", async () => {
  const { board, folder } = await openCourse();
  await using _ = board;
  const template = await board.product({ lsl: 40, usl: 60 });
  const names = ["Team 1", "Team 2"];
  const teams = (await board.ask("POST", `/folders/${folder.id}/teams`, { template: template.id, names })).body;
  await board.measure(teams[0].id, [50, 51, 49, 61, 50, 51, 49]);
  const wall = (await board.ask("GET", `/folders/${folder.id}/wall`)).body;
  const { cpk, ppk } = (await board.ask("GET", `/products/${teams[0].id}/capability`)).body;
  expect(cpk).toBeGreaterThan(0);
  expect(wall).toEqual([
    {
      product_id: teams[0].id,
      cpk,
      ppk,
      is_sufficient: false,
      is_stable: expect.any(Boolean),
      last_alert_at: expect.any(String),
    },
    { product_id: teams[1].id, cpk: null, ppk: null, is_sufficient: false, is_stable: false, last_alert_at: null },
  ]);
});

test("a product is made in a folder, or not at all", async () => {
  const { board, folder } = await openCourse();
  await using _ = board;
  const make = (folder_id: number | null) =>
    board.ask("POST", "/products", { code: "SHAFT", name: "Shaft", lsl: 0, folder_id });
  expect(codeOf(await make(99))).toEqual([404, "folder_not_found"]);
  expect(namesOf(await board.ask("GET", "/products"))).toEqual([]);
  const made = await make(folder.id);
  expect([made.status, made.body.folder_id, made.body.chart]).toEqual([201, folder.id, "i-mr"]);
  const wrong = { code: "BOLT", name: "Bolt", lsl: 2, usl: 1, folder_id: folder.id };
  expect((await board.ask("POST", "/products", wrong)).status).toBe(422);
});

test("the alerts of a folder are not displaced by newer ones of other products", async () => {
  const { board, folder } = await openCourse();
  await using _ = board;
  const { id: inside } = await board.product({ folder_id: folder.id, code: "IN" });
  const { id: outside } = await board.product({ code: "OUT" });
  await board.measure(inside, [150]);
  await board.measure(outside, Array(9).fill(150));
  const of = async (query: string) =>
    (await board.ask("GET", `/alerts?limit=5&${query}`)).body.map(({ product_id }: any) => product_id);
  expect(await of("unresolved=true")).not.toContain(inside);
  expect(await of(`unresolved=true&folder=${folder.id}`)).toEqual([inside]);
  expect(await of("folder=99")).toEqual([]);
});

test("an archived product leaves the list, stays readable, takes no values, and comes back", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ name: "Shaft" });
  await board.product({ name: "Bolt" });
  const [first] = (await board.measure(id, [50, 51])).body;
  expect((await board.ask("PATCH", `/products/${id}`, { archived: true })).body.archived).toBe(true);
  for (const answer of [
    await board.ask("PATCH", `/measurements/${first.id}`, { measurement_value: 52 }),
    await board.ask("DELETE", `/measurements/${first.id}`),
  ]) {
    expect(codeOf(answer)).toEqual([409, "product_archived"]);
  }
  expect(namesOf(await board.ask("GET", "/products"))).toEqual(["Bolt"]);
  expect(namesOf(await board.ask("GET", "/products?archived=true"))).toEqual(["Shaft"]);
  expect((await board.ask("GET", `/products/${id}/chart`)).body.points).toHaveLength(2);
  expect(codeOf(await board.measure(id, [52]))).toEqual([409, "product_archived"]);
  expect(
    codeOf(
      await board.send(`/products/${id}/measurements.csv`, "measurement_value\n52\n", { "Content-Type": "text/csv" }),
    ),
  ).toEqual([409, "product_archived"]);
  await board.ask("PATCH", `/products/${id}`, { archived: false });
  expect(namesOf(await board.ask("GET", "/products"))).toEqual(["Bolt", "Shaft"]);
  expect((await board.measure(id, [52])).status).toBe(201);
});

test("a folder is archived with its products; one that comes back brings its folder back", async () => {
  const { board, folder } = await openCourse();
  await using _ = board;
  const shaft = await board.product({ name: "Shaft" });
  const bolt = await board.product({ name: "Bolt" });
  for (const { id } of [shaft, bolt]) await board.ask("PATCH", `/products/${id}`, { folder_id: folder.id });
  const archived = await board.ask("PATCH", `/folders/${folder.id}`, { archived: true });
  expect([archived.body.archived, archived.body.products]).toEqual([true, 2]);
  expect(namesOf(await board.ask("GET", "/products"))).toEqual([]);
  expect(namesOf(await board.ask("GET", "/folders"))).toEqual([]);
  expect(namesOf(await board.ask("GET", "/folders?archived=true"))).toEqual(["Monday"]);
  await board.ask("PATCH", `/products/${shaft.id}`, { archived: false });
  expect(namesOf(await board.ask("GET", "/folders"))).toEqual(["Monday"]);
  expect(namesOf(await board.ask("GET", `/products?folder=${folder.id}`))).toEqual(["Shaft"]);
});

test("products are found by words of their name and code, in any case, page by page", async () => {
  await using board = await openBoard();
  for (const name of ["Team 1 shaft", "Team 2 shaft", "축 지름"]) await board.product({ name });
  await board.product({ name: "Bolt", code: "SHAFT-9" });
  expect(namesOf(await board.ask("GET", "/products?search=SHAFT"))).toEqual(["Bolt", "Team 2 shaft", "Team 1 shaft"]);
  expect(namesOf(await board.ask("GET", "/products?search=shaft%20team"))).toEqual(["Team 2 shaft", "Team 1 shaft"]);
  expect(namesOf(await board.ask("GET", `/products?search=${encodeURIComponent("지름")}`))).toEqual(["축 지름"]);
  expect(namesOf(await board.ask("GET", "/products?search=shaft&limit=1"))).toEqual(["Bolt"]);
});

test("a deleted folder leaves its products; a student sees only folders of products that they may see", async () => {
  const { board, student, folder } = await openCourse();
  await using _ = board;
  expect(namesOf(await board.ask("GET", "/folders", undefined, student))).toEqual([]);
  const { id } = await board.product({ name: "Shaft" });
  await board.ask("PATCH", `/products/${id}`, { folder_id: folder.id });
  const [seen] = (await board.ask("GET", "/folders", undefined, student)).body;
  expect([seen.name, seen.products, seen.permission, seen.session_code]).toEqual(["Monday", 1, "read", null]);
  for (const [method, path, body] of [
    ["POST", "/folders", { name: "Mine" }],
    ["PATCH", `/folders/${folder.id}`, { name: "Mine" }],
    ["DELETE", `/folders/${folder.id}`, undefined],
    ["POST", `/folders/${folder.id}/teams`, { template: id, names: ["Mine"] }],
    ["POST", `/folders/${folder.id}/devices`, { name: "Mine" }],
  ] as const) {
    expect([path, ...codeOf(await board.ask(method, path, body, student))]).toEqual([path, 403, "not_allowed"]);
  }
  expect((await board.ask("DELETE", `/folders/${folder.id}`)).status).toBe(204);
  expect((await board.ask("GET", `/products/${id}`)).body.folder_id).toBe(null);
  expect(codeOf(await board.ask("GET", `/folders/${folder.id}`))).toEqual([404, "folder_not_found"]);
});

test("a folder cannot be given the class of another teacher, and holds at most 200 products", async () => {
  const { board, folder } = await openCourse();
  await using _ = board;
  expect(codeOf(await board.ask("PATCH", `/folders/${folder.id}`, { session_code: "NOSUCH" }))).toEqual([
    404,
    "session_not_found",
  ]);
  const template = await board.product();
  const make = (count: number) =>
    board.ask("POST", `/folders/${folder.id}/teams`, {
      template: template.id,
      names: Array.from({ length: count }, (_, n) => `Team ${n + 1}`),
    });
  for (const count of [60, 60, 60, 20]) expect((await make(count)).status).toBe(201);
  expect(codeOf(await make(1))).toEqual([409, "folder_full"]);
  expect((await make(61)).status).toBe(422);
  expect(codeOf(await board.ask("PATCH", `/products/${template.id}`, { folder_id: folder.id }))).toEqual([
    409,
    "folder_full",
  ]);
});
