import { describe, expect, test } from "bun:test";
import { Fault } from "../../src/domain/faults.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";
import { deleteSession } from "../support/delete-session.ts";

describe("the list of sessions", () => {
  test("finds a session by id or code, ignoring case", () => {
    using folder = temporaryFolder();
    using store = openStore(folder.path);
    const { id: instructor_id } = store.users.ownerAccount();
    const row = { id: Bun.randomUUIDv7(), code: "TEST001", instructor_id, created_at: 5 };
    store.sessions.add(row);
    for (const name of [row.id, row.id.toUpperCase(), "TEST001", "test001", "Test001"]) {
      expect(store.sessions.find(name)).toEqual(row);
    }
    for (const name of ["", "TEST00", "TEST0012", "%", "' OR 1=1 --"])
      expect(store.sessions.find(name)).toBeUndefined();
  });

  test("rejects a code that another session has", () => {
    using folder = temporaryFolder();
    using store = openStore(folder.path);
    const { id: instructor_id } = store.users.ownerAccount();
    const add = () => store.sessions.add({ id: Bun.randomUUIDv7(), code: "SAME", instructor_id, created_at: 0 });
    add();
    expect(add).toThrow(new Fault("code_taken"));
    deleteSession(store, store.sessions.find("same")?.id ?? "");
    expect(add).not.toThrow();
  });

  test("lists a teacher's sessions or all, newest first, page by page", () => {
    using folder = temporaryFolder();
    using store = openStore(folder.path);
    const teacher = store.users.ownerAccount();
    const guest = store.users.addGuest("Other");
    const ids = Array.from({ length: 7 }, (_, n) => Bun.randomUUIDv7("hex", 1_700_000_000_000 + n));
    for (const [n, id] of ids.entries()) {
      const instructor_id = n === 3 ? guest.id : teacher.id;
      store.sessions.add({ id, code: `CODE${n}`, instructor_id, created_at: n });
    }
    const codes = (rows: { code: string }[]) => rows.map(({ code }) => code);
    expect(codes(store.sessions.list(teacher.id, { limit: 3 }))).toEqual(["CODE6", "CODE5", "CODE4"]);
    expect(codes(store.sessions.list(teacher.id, { limit: 3, before: ids[4] }))).toEqual(["CODE2", "CODE1", "CODE0"]);
    expect(codes(store.sessions.list(teacher.id, { limit: 3, before: ids[0] }))).toEqual([]);
    expect(codes(store.sessions.list(undefined, { limit: 4 }))).toEqual(["CODE6", "CODE5", "CODE4", "CODE3"]);
  });
});
