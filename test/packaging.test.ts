import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { targets } from "../scripts/compile.ts";
import { homebrewFormula, scoopManifest } from "../scripts/manifests.ts";
import { root } from "../scripts/prepare.ts";
import { aboutFlag, flagNames } from "../src/flags.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const variables = flagNames.flatMap((name) => aboutFlag(name).env);

describe("package managers", () => {
  const files = Object.keys(targets).map((name) => `lectern-${version}-${name}${/^win/.test(name) ? ".exe" : ""}`);
  const sums = new Map(files.map((file) => [file, new Bun.CryptoHasher("sha256").update(file).digest("hex")]));

  test("Homebrew installs the file of each system, with its checksum", () => {
    const formula = homebrewFormula("https://class.example/releases", sums);
    for (const target of ["macos-arm64", "macos-x64", "linux-x64", "linux-arm64"]) {
      const file = `lectern-${version}-${target}`;
      expect(formula).toContain(`url "https://class.example/releases/${file}"\n      sha256 "${sums.get(file)}"`);
    }
  });

  test("Scoop installs the program for Windows under its own name", () => {
    const { version: named, architecture } = JSON.parse(scoopManifest("https://class.example/releases", sums));
    const file = `lectern-${version}-windows-x64.exe`;
    expect(named).toBe(version);
    expect(architecture["64bit"]).toEqual({
      url: `https://class.example/releases/${file}#/lectern.exe`,
      hash: sums.get(file),
    });
  });
});

describe("deploy/", () => {
  test("sets variables that the program reads", () => {
    for (const path of ["deploy/lectern.service", "deploy/compose.yaml", "docs/INSTALL.md"]) {
      const set = read(path).match(/LECTERN_[A-Z_]*[A-Z]/g) ?? [];
      expect(set.length).toBeGreaterThan(0);
      expect([path, set.filter((variable) => !variables.includes(variable))]).toEqual([path, []]);
    }
  });

  test("the proxy of the compose file is one that the program trusts", () => {
    const { services, networks } = Bun.YAML.parse(read("deploy/compose.yaml")) as {
      services: { lectern: { environment: Record<string, string> } };
      networks: { inside: { ipam: { config: { subnet: string }[] } } };
    };
    expect(services.lectern.environment.LECTERN_TRUSTED_PROXIES).toBe(networks.inside.ipam.config[0]?.subnet ?? "");
  });

  const analyze = Bun.which("systemd-analyze");
  test.skipIf(analyze === null)("systemd accepts the unit", async () => {
    const unit = join(Bun.env.TMPDIR ?? "/tmp", `lectern-test-${process.pid}.service`);
    // The program need not be installed on the machine that tests.
    await Bun.write(unit, read("deploy/lectern.service").replace("/usr/local/bin/lectern", process.execPath));
    const { stderr } = Bun.spawnSync([analyze ?? "", "verify", "--man=no", unit]);
    await Bun.file(unit).delete();
    // It also complains about other units of the machine.
    const complaints = stderr.toString().split("\n");
    expect(complaints.filter((line) => line.includes("lectern"))).toEqual([]);
  });
});
