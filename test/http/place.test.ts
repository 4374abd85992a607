import { expect, test } from "bun:test";
import { placeOfCall } from "../../src/http/place.ts";
import { openTestServer } from "../support/class.ts";

test("calls of the board belong to the board, accounts and lessons to the accounts, sessions to nobody else", () => {
  expect(placeOfCall("GET", "/api/spc/products/3/chart")).toBe("board");
  for (const path of ["/api/lessons", "/api/auth/login", "/api/users", "/api/tokens", "/api/statuses"]) {
    expect(placeOfCall("GET", path)).toBe("accounts");
  }
  for (const path of [
    "/api/sessions",
    "/api/sessions/ABC/join",
    "/api/v1/sessions/ABC/status",
    "/api/join/ABC",
    "/api/status",
    "/healthz",
    "/s/ABC",
    "/uploads/a.png",
  ]) {
    expect(placeOfCall("GET", path)).toBeUndefined();
  }
});

test("a call that opens a session which its path does not name belongs to that session's home", () => {
  for (const path of ["/api/tokens", "/api/tokens/", "/api/uploads", "/api/invitations/accept"]) {
    expect(placeOfCall("POST", path)).toBeUndefined();
  }
  expect(placeOfCall("DELETE", "/api/tokens/3")).toBe("accounts");
});

test("every call whose path names a session belongs to the home of that session, every call of the board to the board", async () => {
  await using server = await openTestServer();
  const { paths } = (await server.call("GET", "/openapi.json")).body;
  const calls = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
  );
  const wrong = calls.filter(([method, path]) => {
    const isOfSession = path.includes("{session}");
    const place = placeOfCall(method, path.replaceAll(/\{\w+\}/g, "1"));
    return isOfSession ? place !== undefined : path.startsWith("/api/spc/") && place !== "board";
  });
  expect(calls.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
