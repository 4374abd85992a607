/** Checks the files of a release: each program's format, processor, loader, size and notices, and the checksums. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { type Target, targets } from "./compile.ts";
import { deployFiles, manifestNames } from "./manifests.ts";

/** What a program's header says. */
export interface Header {
  readonly format: "ELF" | "PE" | "Mach-O";
  readonly processor: "x64" | "arm64";
  /** The dynamic linker of a program for Linux, which is another one for musl. */
  readonly loader?: string;
  /** Whether a program for macOS has a signature, without which no Mac with Apple's processor runs it. */
  readonly signed?: boolean;
}

const expected: Record<Target, Header> = {
  "windows-x64": { format: "PE", processor: "x64" },
  "macos-arm64": { format: "Mach-O", processor: "arm64", signed: true },
  "macos-x64": { format: "Mach-O", processor: "x64", signed: true },
  "linux-x64": { format: "ELF", processor: "x64", loader: "/lib64/ld-linux-x86-64.so.2" },
  "linux-x64-baseline": { format: "ELF", processor: "x64", loader: "/lib64/ld-linux-x86-64.so.2" },
  "linux-arm64": { format: "ELF", processor: "arm64", loader: "/lib/ld-linux-aarch64.so.1" },
  "linux-x64-musl": { format: "ELF", processor: "x64", loader: "/lib/ld-musl-x86_64.so.1" },
  "linux-arm64-musl": { format: "ELF", processor: "arm64", loader: "/lib/ld-musl-aarch64.so.1" },
};

/** The sizes between which every program is, in MiB: Bun is 85 to 110, our part 12. docs/INSTALL.md has the parts. */
export const sizeLimits = { min: 85, max: 130 };

/** Texts of licences that must be in every program. */
const licences = ["GNU LESSER GENERAL PUBLIC LICENSE", "Permission is hereby granted", "Apache License", "CycloneDX"];

const machoLoadCommands = { header: 32, codeSignature: 0x1d };

/** Reads the header of a program. Throws if it is none of the three formats. */
export function readHeader(bytes: Buffer): Header {
  if (bytes.readUInt32BE(0) === 0x7f454c46) {
    const processor = bytes.readUInt16LE(18) === 0xb7 ? "arm64" : "x64";
    const [start, size, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
    const headers = Array.from({ length: count }, (_, n) => start + n * size);
    const interpreter = headers.find((at) => bytes.readUInt32LE(at) === 3);
    if (interpreter === undefined) return { format: "ELF", processor };
    const [from, length] = [8, 32].map((offset) => Number(bytes.readBigUInt64LE(interpreter + offset))) as [
      number,
      number,
    ];
    return { format: "ELF", processor, loader: bytes.toString("latin1", from, from + length - 1) };
  }
  if (bytes.toString("latin1", 0, 2) === "MZ") {
    const at = bytes.readUInt32LE(0x3c);
    if (bytes.toString("latin1", at, at + 4) === "PE\0\0") {
      return { format: "PE", processor: bytes.readUInt16LE(at + 4) === 0xaa64 ? "arm64" : "x64" };
    }
  }
  if (bytes.readUInt32LE(0) !== 0xfeedfacf) throw new Error("This is not a program for Windows, macOS or Linux.");
  let signed = false;
  for (let n = 0, at = machoLoadCommands.header; n < bytes.readUInt32LE(16); n++) {
    if (bytes.readUInt32LE(at) === machoLoadCommands.codeSignature) signed = true;
    at += bytes.readUInt32LE(at + 4);
  }
  return { format: "Mach-O", processor: bytes.readUInt32LE(4) === 0x0100000c ? "arm64" : "x64", signed };
}

/** Returns what is wrong with a program for a target. */
export function problemsOfProgram(bytes: Buffer, target: Target): string[] {
  const header = readHeader(bytes);
  const mebibytes = bytes.length / 1024 / 1024;
  return [
    ...(Bun.deepEquals(header, expected[target], true) ? [] : [`is ${JSON.stringify(header)}`]),
    ...(mebibytes < sizeLimits.min || mebibytes > sizeLimits.max ? [`has ${mebibytes.toFixed(1)} MiB`] : []),
    ...licences.filter((text) => !bytes.includes(text)).map((text) => `has no ${JSON.stringify(text)}`),
  ];
}

/** The files of a release besides its programs. */
const others = [...["LICENSE", "THIRD_PARTY_NOTICES.txt", "sbom.cdx.json", "lectern.1"], ...deployFiles];

/** Returns what is wrong with the folder of a release that has all targets, as lines that begin with the file's name. */
export function problemsOfRelease(folder: string): string[] {
  const all = Object.keys(targets) as Target[];
  const programs = all.map(
    (name) => [name, `lectern-${version}-${name}${name.startsWith("windows") ? ".exe" : ""}`] as const,
  );
  const manifests = manifestNames.filter((name) => existsSync(join(folder, name)));
  const files = [...manifests, ...programs.map(([, file]) => file), ...others].sort();
  const found = readdirSync(folder)
    .filter((name) => name !== "SHA256SUMS")
    .sort();
  const sums = new Map(
    readFileSync(join(folder, "SHA256SUMS"), "utf8")
      .split("\n")
      .flatMap((line) => (line ? [line.split("  ").reverse() as [string, string]] : [])),
  );
  const sumOf = (name: string) => new Bun.CryptoHasher("sha256").update(readFileSync(join(folder, name))).digest("hex");
  return [
    ...files.filter((name) => !found.includes(name)).map((name) => `${name} is missing`),
    ...found.filter((name) => !files.includes(name)).map((name) => `${name} is not a file of a release`),
    ...found.filter((name) => sums.get(name) !== sumOf(name)).map((name) => `${name} has another checksum`),
    ...programs
      .filter(([, file]) => found.includes(file))
      .flatMap(([target, file]) =>
        problemsOfProgram(readFileSync(join(folder, file)), target).map((problem) => `${file} ${problem}`),
      ),
  ];
}

if (import.meta.main) {
  const [folder = "dist/release"] = process.argv.slice(2);
  const problems = problemsOfRelease(folder);
  for (const problem of problems) console.error(problem);
  process.exit(problems.length > 0 ? 1 : 0);
}
