/** Links and code in guide text. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { textParts } from "../../src/web/ui/text-parts.ts";

const links = (text: string) => textParts(text).flatMap(({ kind, text }) => (kind === "link" ? [text] : []));

test("addresses are links, without the punctuation around them", () => {
  expect(links("Open https://example.org/a?b=c#d. Then (http://127.0.0.1:8888/lab), then go on!")).toEqual([
    "https://example.org/a?b=c#d",
    "http://127.0.0.1:8888/lab",
  ]);
});

test("only http and https addresses are links", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.org",
    "www.example.org",
    "https://",
    "http://[",
  ]) {
    expect(links(text)).toEqual([]);
  }
});

test("text between backticks is code, also if it is an address", () => {
  expect(textParts("Type `print(1)`, see `https://x.example`.")).toEqual([
    { kind: "text", text: "Type " },
    { kind: "code", text: "print(1)" },
    { kind: "text", text: ", see " },
    { kind: "code", text: "https://x.example" },
    { kind: "text", text: "." },
  ]);
  expect(textParts("a ` b\nc ` d")).toEqual([{ kind: "text", text: "a ` b\nc ` d" }]);
});

test("no character is lost", () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom("`", "https://", "x.example/a", "\n", ".", ")"));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const back = textParts(text).map(({ kind, text }) => (kind === "code" ? `\`${text}\`` : text));
      expect(back.join("")).toBe(text);
    }),
  );
});
