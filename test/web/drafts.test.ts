/** What is typed into a form stays in the browser until it is sent or discarded; what is stored is bounded. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { forgetDraft, forgetDrafts, openDraft } from "../../src/web/drafts.ts";
import { recall, remember, rememberNewest } from "../../src/web/memory.ts";
import { fakeStorage } from "../support/fake-storage.ts";

let storage: Disposable;
beforeEach(() => {
  storage = fakeStorage();
});
afterEach(() => storage[Symbol.dispose]());

/** Opens a draft as a page does after a reload. */
const reloaded = <T>(name: string, initial: T): T => {
  using draft = openDraft(name, initial);
  return draft.value.value;
};

describe("a draft", () => {
  test("survives a reload until it is forgotten", () => {
    using draft = openDraft("note", "");
    draft.value.value = "Break at ten";
    expect(reloaded("note", "")).toBe("Break at ten");
    expect(reloaded("other note", "")).toBe("");
    draft.forget();
    expect(draft.value.value).toBe("");
    expect(reloaded("note", "")).toBe("");
    draft.value.value = "Break at eleven";
    forgetDraft("note");
    expect(reloaded("note", "")).toBe("");
  });

  test("is restored if what was sent is rejected, unless something else was typed meanwhile", async () => {
    using draft = openDraft("message", "");
    draft.value.value = "Hello";
    const rejected = Promise.reject(new Error("not now"));
    draft.sent(rejected);
    expect(reloaded("message", "")).toBe("");
    await rejected.catch(() => {});
    expect([draft.value.value, reloaded("message", "")]).toEqual(["Hello", "Hello"]);

    draft.sent(rejected);
    draft.value.value = "Next";
    await rejected.catch(() => {});
    expect([draft.value.value, reloaded("message", "")]).toEqual(["Next", "Next"]);
    draft.sent(Promise.resolve());
    await Promise.resolve();
    expect(reloaded("message", "")).toBe("");
  });

  test("is restored by a form that was closed while it was sent", async () => {
    const rejected = Promise.reject(new Error("offline"));
    const draft = openDraft("answer", "");
    draft.value.value = "Because of pressure";
    draft.sent(rejected);
    draft[Symbol.dispose]();
    await rejected.catch(() => {});
    expect(reloaded("answer", "")).toBe("Because of pressure");
  });

  test("is not stored while it equals the saved value, also if that changes", () => {
    using draft = openDraft("title", "Plants");
    draft.value.value = "Roots";
    draft.value.value = "Plants";
    expect(recall("typed.title")).toBeUndefined();
    draft.value.value = "Roots";
    draft.compareWith("Roots");
    expect(recall("typed.title")).toBeUndefined();
  });

  test("of another shape is ignored", () => {
    const initial = { title: "", code: "", features: ["chat"] };
    for (const stored of ["{", "7", "null", '"text"', '{"title":1}', '{"title":"a","code":"","features":{}}']) {
      remember("typed.class", stored);
      expect(reloaded("class", initial)).toEqual(initial);
    }
    remember("typed.class", '{"title":"a","code":"","features":[]}');
    expect(reloaded("class", initial)).toEqual({ title: "a", code: "", features: [] });
  });

  test("is removed with all others on signing out, and nothing else is", () => {
    for (const name of ["a", "b"]) openDraft(name, "").value.value = "typed";
    remember("language", "ko");
    forgetDrafts();
    expect([reloaded("a", ""), reloaded("b", ""), recall("language")]).toEqual(["", "", "ko"]);
  });

  test("that is very long is not stored", () => {
    using draft = openDraft("import", "");
    draft.value.value = "1\n".repeat(200_000);
    expect(recall("typed.import")).toBeUndefined();
  });
});

describe("values of which there is one per class or form", () => {
  test("are bounded: the oldest are removed, what earlier versions stored first", () => {
    for (let n = 0; n < 60; n++) remember(`seat.OLD${n}`, "Mina");
    for (let n = 0; n < 49; n++) rememberNewest("seat", `NEW${n}`, "Jun");
    rememberNewest("seat", "NEW0", "Jun");
    rememberNewest("seat", "LAST", "Hana");
    const names = Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n) ?? "");
    expect(names.filter((name) => name.startsWith("lectern.seat.")).length).toBe(50);
    expect(recall("seat.NEW0")).toBe("Jun");
    rememberNewest("seat", "ONE MORE", "Leo");
    rememberNewest("seat", "AND ANOTHER", "Leo");
    expect([recall("seat.NEW0"), recall("seat.NEW1"), recall("seat.LAST")]).toEqual(["Jun", undefined, "Hana"]);
  });

  test("are bounded in length together", () => {
    for (let n = 0; n < 10; n++) rememberNewest("typed", String(n), "x".repeat(200_000));
    expect(Array.from({ length: 10 }, (_, n) => recall(`typed.${n}`) !== undefined)).toEqual([
      ...Array.from({ length: 5 }, () => false),
      ...Array.from({ length: 5 }, () => true),
    ]);
  });

  test("leave other groups alone", () => {
    rememberNewest("seen.chat", "session", "2026");
    rememberNewest("seen.questions", "session", "2027");
    rememberNewest("seen.chat", "session", undefined);
    expect([recall("seen.chat.session"), recall("seen.questions.session")]).toEqual([undefined, "2027"]);
  });
});
