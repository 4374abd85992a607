import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { Fault, parseInput } from "../../src/domain/faults.ts";
import { catalogue, type FaultCode } from "../../src/features/index.ts";

const codes = Object.keys(catalogue) as FaultCode[];

const refusal = (work: () => unknown): Fault => {
  try {
    work();
  } catch (cause) {
    if (cause instanceof Fault) return cause;
    throw cause;
  }
  throw new Error("it was not refused");
};

describe("the catalogue of faults", () => {
  test.each(codes)("%s has a valid HTTP status and a text", (code) => {
    const { status, text } = catalogue[code];
    expect([400, 401, 403, 404, 409, 413, 415, 422, 426, 429, 500, 503, 504, 507]).toContain(status);
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(text).toMatch(/^[A-Z].{5,100}$/);
    const fault = new Fault(catalogue[code]);
    expect([fault.code, fault.status, fault.message, fault.errors]).toEqual([code, status, text, undefined]);
    expect(fault).toBeInstanceOf(Error);
  });

  test("texts are unique", () => {
    expect(new Set(codes.map((code) => catalogue[code].text)).size).toBe(codes.length);
  });

  test("a fault can have a more specific message", () => {
    const fault = new Fault("wrong_status", "A session that is ENDED cannot start.");
    expect([fault.status, fault.message]).toEqual([409, "A session that is ENDED cannot start."]);
  });
});

describe("validating a value", () => {
  const Schema = z.object({ name: z.string(), steps: z.array(z.object({ id: z.number() })) });

  test("returns a valid value", () => {
    expect(parseInput(Schema, { name: "a", steps: [{ id: 1 }], more: 1 })).toEqual({ name: "a", steps: [{ id: 1 }] });
  });

  test("lists the path of every error, and the first one in the message", () => {
    const fault = refusal(() => parseInput(Schema, { steps: [{ id: 1 }, { id: "2" }] }));
    expect(fault.code).toBe("does_not_fit");
    expect(fault.errors?.map(({ path }) => path)).toEqual(["name", "steps.1.id"]);
    expect(fault.message).toBe(`name: ${fault.errors?.[0]?.message}`);
  });

  test("has no path if the value is not an object", () => {
    const fault = refusal(() => parseInput(Schema, 5));
    expect(fault.errors?.map(({ path }) => path)).toEqual([""]);
    expect(fault.message).toBe(fault.errors?.[0]?.message ?? "");
  });

  test("lists at most 20 errors", () => {
    const steps = Array.from({ length: 1000 }, () => ({}));
    expect(refusal(() => parseInput(Schema, { name: "a", steps })).errors?.length).toBe(20);
  });
});
