/** The built pages use nothing that Safari 15.4 or Chrome 100 lack, unless with a fallback. */
import { beforeAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import bcd from "@mdn/browser-compat-data" with { type: "json" };
import { transform } from "esbuild";
import { parseSync, Visitor } from "oxc-parser";
import postcss, { type Container, type Document } from "postcss";
import { oldest } from "../../scripts/old-browsers.ts";
import { buildWeb, root } from "../../scripts/prepare.ts";

const folder = join(root, "dist/web");
const built = (extension: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
const targets = {
  safari: oldest.safari,
  safari_ios: oldest.safari,
  chrome: oldest.chrome,
  chrome_android: oldest.chrome,
};

interface Statement {
  readonly support: Readonly<Record<string, unknown>>;
}
/** Whether each of the oldest browsers supports it. */
function isSupported({ support }: Statement): boolean {
  return Object.entries(targets).every(([browser, oldest]) =>
    [support[browser] ?? []].flat().some((entry: any) => {
      const since = Number.parseFloat(String(entry.version_added).replace("≤", ""));
      return !entry.flags && !entry.version_removed && since <= oldest;
    }),
  );
}

/** Functions and classes by name (`Map.groupBy`, `CompressionStream`), and methods whose name is that of no other. */
function namesOf(): { globals: Map<string, boolean>; methods: Map<string, boolean> } {
  const globals = new Map<string, boolean>();
  const methods = new Map<string, boolean>();
  for (const [owner, tree] of Object.entries<any>({ ...bcd.api, ...bcd.javascript.builtins })) {
    if (tree.__compat) globals.set(owner, isSupported(tree.__compat));
    for (const [key, { __compat }] of Object.entries<any>(tree)) {
      if (key === "__compat" || !__compat) continue;
      const name = key.replace(/_static$/, "");
      globals.set(`${owner}.${name}`, isSupported(__compat));
      if (key === name) methods.set(name, methods.get(name) || isSupported(__compat));
    }
  }
  return { globals, methods };
}

/** Called only if the browser has them. */
const guarded = ["Error.captureStackTrace", "getDisplayMedia", "moveBefore", "roundRect", "vibrate"];
/** Methods of objects of our own or of a library, which have a new method's name. */
const own = (
  "clamp configure destroy drop escape format grow image latency level limits lost messages move preferences range removed revoke " +
  "screens session space subscribe tag take use"
).split(" ");
/** `src/web/old-browsers.ts` adds them. */
const added = ["toReversed", "toSorted", "toSpliced", "Map.groupBy", "URL.canParse"];

beforeAll(buildWeb);

describe("the built JavaScript", () => {
  test("has no syntax that they lack", async () => {
    const target = [`safari${oldest.safari}`, `chrome${oldest.chrome}`];
    // Both know the properties that are used (Chrome 64, Safari 11.1); esbuild asks for those of the latest Unicode.
    const supported = { "regexp-unicode-property-escapes": true };
    for (const { name, text } of built(".js")) {
      const [lowered, plain] = await Promise.all(
        [target, "esnext"].map((target) => transform(text, { target, minify: true, format: "esm", supported })),
      );
      // What they lack is compiled away for them: then the two differ.
      expect({ name, isEqual: lowered?.code === plain?.code, warnings: lowered?.warnings }).toEqual({
        name,
        isEqual: true,
        warnings: [],
      });
    }
  });

  test("calls no function and no method that they lack", () => {
    const { globals, methods } = namesOf();
    const found = new Map<string, string>();
    for (const { name, text } of built(".js")) {
      const take = ({ callee }: { callee: any }) => {
        const method = callee.type === "MemberExpression" && !callee.computed ? callee.property.name : undefined;
        const whole = method === undefined ? callee.name : `${callee.object.name}.${method}`;
        if (globals.get(whole) === false) found.set(whole, name);
        else if (method && !globals.has(whole) && methods.get(method) === false) found.set(method, name);
      };
      new Visitor({ CallExpression: take, NewExpression: take }).visit(parseSync(name, text).program);
    }
    for (const call of [...added, ...guarded, ...own]) found.delete(call);
    expect(Object.fromEntries(found)).toEqual({});
  });
});

/** Values that one of them does not know. */
const modern = /\b(oklch|oklab|lab|lch|color|color-mix|light-dark)\(|\d[dsl]v(h|w|i|b|min|max)\b/;
/** Without these the page looks plainer, and nothing is lost: shadows and the shine of a button. */
const ornament = /^(box-shadow|text-shadow|background-image|--btn-inset)$/;

const isConditional = (node: Container | Document | undefined): boolean =>
  node !== undefined && ((node.type === "atrule" && (node as any).name === "supports") || isConditional(node.parent));

describe("the built style sheet", () => {
  test("has a fallback for every colour and length that they do not know", () => {
    const lacking: string[] = [];
    for (const { text } of built(".css")) {
      postcss.parse(text).walkDecls((declaration) => {
        const { prop, value, parent } = declaration;
        if (!modern.test(value) || ornament.test(prop) || isConditional(parent)) return;
        const before = parent?.nodes.slice(0, parent.index(declaration)) ?? [];
        const isSafe = before.some((one) => one.type === "decl" && one.prop === prop && !modern.test(one.value));
        if (!isSafe) lacking.push(`${(parent as any)?.selector} { ${prop}: ${value} }`);
      });
    }
    expect(lacking).toEqual([]);
  });

  test("is flat, and asks for widths as they understand it", () => {
    for (const { text } of built(".css")) {
      postcss.parse(text).walkAtRules("media", ({ params }) => expect(params).not.toMatch(/[<>]/));
      postcss.parse(text).walkRules(({ selector, parent }) => {
        expect(selector).not.toContain("&");
        expect(parent?.type).not.toBe("rule");
      });
    }
  });
});
