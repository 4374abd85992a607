/**
 * Writes `dist/notices`: the licences of everything in the program (`THIRD_PARTY_NOTICES.txt`), and a list of its parts
 * for tools (`sbom.cdx.json`, CycloneDX 1.6). The same packages give the same bytes.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { license, name, version } from "../package.json";
import { root } from "./prepare.ts";

/** The folder of the two files, which the program contains. */
export const noticesFolder = join(root, "dist/notices");

/** A part of the program. */
interface Part {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly licence: string;
  readonly text: string;
}
interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Record<string, string>;
}

const packages = join(root, "node_modules");
const readPackage = (folder: string): Package => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Development packages whose code is in the pages' style sheet. */
const inStyles = ["tailwindcss", "daisyui"];
/** Packages that come without a licence file: the package with the text of the same licence by the same authors. */
const textOf: Record<string, string> = { "drizzle-orm": "prom-client", "@hono/zod-validator": "hono" };

/** Returns the packages in the program, by name. Throws if one has no licence file. */
export function parts(): Part[] {
  const found = new Map<string, Part>();
  const waiting = [...Object.keys(readPackage(root).dependencies ?? {}), ...inStyles].map((each) =>
    join(packages, each),
  );
  for (const folder of waiting) {
    if (found.has(folder)) continue;
    const { name, version, license, dependencies = {} } = readPackage(folder);
    found.set(folder, { name, version, licence: license, text: licenceText(join(packages, textOf[name] ?? name)) });
    for (const each of Object.keys(dependencies)) {
      const own = join(folder, "node_modules", each);
      waiting.push(existsSync(own) ? own : join(packages, each));
    }
  }
  return Array.from(found.values());
}
const byName = (a: Part, b: Part) => (a.name < b.name ? -1 : Number(a.name > b.name));

function licenceText(folder: string): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0) throw new Error(`${folder} has no licence file: name one with the same text in textOf`);
  return files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
}

/** Parts that are not npm packages, or whose licence is not in theirs. */
function otherParts(): Part[] {
  const text = (path: string) => readFileSync(join(root, path), "utf8").trim();
  const bun = text("node_modules/bun-types/docs/project/license.mdx")
    .replace(/^---\n.*?\n---\n/s, "")
    .trim();
  return [
    {
      name: "bun",
      version: Bun.version,
      licence: "MIT AND LGPL-2.1-or-later",
      text: `${bun}\n\nThe licence of JavaScriptCore, WebCore and tinycc:\n\n${text("scripts/notices/LGPL-2.1.txt")}`,
    },
    {
      name: "@tombatossals/chords-db",
      version: "0.5.1",
      licence: "MIT",
      text: text("src/domain/guitar/LICENCE-chords-db.txt"),
    },
  ];
}

/** The notices as one text: a list of the parts, then the licence of each. Parts with the same text share it. */
export function notices(all: readonly Part[]): string {
  const groups = Map.groupBy(all, ({ text }) => text);
  const line = "=".repeat(80);
  return [
    `Lectern ${version} contains these works of others. Lectern itself: MIT, see LICENSE.`,
    "",
    ...all.map(({ name, version, licence }) => `${name} ${version} (${licence})`),
    ...Array.from(groups, ([text, of]) => ["", line, of.map(({ name }) => name).join(", "), line, "", text].join("\n")),
    "",
  ].join("\n");
}

/** The list of parts as CycloneDX; the hashes are those of the lock file, in hexadecimal. */
function bom(all: readonly Part[]): object {
  const lock = readFileSync(join(root, "bun.lock"), "utf8");
  const component = (type: string, { name, version, licence }: Omit<Part, "text">) => {
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    const entry = lock.split("\n").find((each) => each.includes(`["${name}@${version}"`));
    const [, integrity] = /"sha512-([^"]+)"\]/.exec(entry ?? "") ?? [];
    return {
      type,
      "bom-ref": purl,
      name,
      version,
      purl,
      licenses: [/ (AND|OR) /.test(licence) ? { expression: licence } : { license: { id: licence } }],
      ...(integrity && { hashes: [{ alg: "SHA-512", content: Buffer.from(integrity, "base64").toString("hex") }] }),
    };
  };
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: component("application", { name, version, licence: license }) },
    components: all.map((part) => component(part.name === "bun" ? "platform" : "library", part)),
  };
}

/** Writes both files. */
export function writeNotices(): void {
  const all = [...otherParts(), ...parts()].sort(byName);
  mkdirSync(noticesFolder, { recursive: true });
  writeFileSync(join(noticesFolder, "THIRD_PARTY_NOTICES.txt"), notices(all));
  writeFileSync(join(noticesFolder, "sbom.cdx.json"), `${JSON.stringify(bom(all), null, 2)}\n`);
}

if (import.meta.main) writeNotices();
