import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { compile, targets } from "../scripts/compile.ts";
import { homebrewFormula, packageManifests, scoopManifest } from "../scripts/manifests.ts";
import { imageFiles, pinImages } from "../scripts/pin-images.ts";
import { buildProgram, root } from "../scripts/prepare.ts";
import { problemsOfProgram, readHeader } from "../scripts/release-check.ts";
import { openProgram } from "../src/cli/lectern.ts";
import { readConfig, requireShareable } from "../src/config.ts";
import { aboutFlag, flagNames } from "../src/flags.ts";
import { serving } from "./cli/program.ts";
import { temporaryFolder } from "./support/class.ts";

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

  test("are served if the address of the release is known; no path of the builder's machine is released", () => {
    expect([...packageManifests(undefined, sums).keys()]).toEqual([]);
    const manifests = packageManifests("https://class.example/releases", sums);
    expect([...manifests.keys()]).toEqual(["lectern.rb", "lectern.json"]);
    expect([...manifests.values()].join("")).not.toContain("file:");
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

describe.skipIf(process.platform !== "linux" || process.arch !== "x64")("the program for this machine", () => {
  test("has the format, the size and the notices of its target", async () => {
    const bytes = readFileSync(await buildProgram());
    expect(problemsOfProgram(bytes, "linux-x64")).toEqual([]);
    expect(problemsOfProgram(bytes, "linux-x64-musl")).toEqual([expect.stringContaining("ld-linux-x86-64")]);
    expect(problemsOfProgram(readFileSync(process.execPath), "linux-x64").join()).toContain("has no");
    expect(() => readHeader(Buffer.alloc(64))).toThrow("not a program");
  });

  test("has the same bytes when it is compiled again, elsewhere", async () => {
    using one = temporaryFolder();
    using two = temporaryFolder();
    const sums = [];
    for (const { path } of [one, two]) {
      const file = await compile(join(path, "lectern"), "linux-x64");
      sums.push(new Bun.CryptoHasher("sha256").update(readFileSync(file)).digest("hex"));
    }
    expect(sums[0]).toBe(sums[1] ?? "");
  });
});

describe("images", () => {
  test("every base image is pinned by its digest", () => {
    for (const path of imageFiles) {
      const images = read(path).match(/^(FROM|\s*image:)\s.*$/gm) ?? [];
      expect(images.length).toBeGreaterThan(0);
      for (const image of images) expect(image).toMatch(/:[\w.-]+@sha256:[0-9a-f]{64}( AS \w+)?$/);
    }
  });

  test("the script renews the digests, and nothing else", async () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const text = "FROM node:22-slim AS build\nFROM debian:12@sha256:0123\n    image: caddy:2.1\n    build: ..\n";
    const old = text.replace("sha256:0123", `sha256:${"b".repeat(64)}`);
    const asked: string[] = [];
    const pinned = await pinImages(old, async (name, tag) => {
      asked.push(`${name} ${tag}`);
      return digest;
    });
    expect(asked).toEqual(["node 22-slim", "debian 12", "caddy 2.1"]);
    expect(pinned).toBe(
      `FROM node:22-slim@${digest} AS build\nFROM debian:12@${digest}\n    image: caddy:2.1@${digest}\n    build: ..\n`,
    );
    await expect(pinImages("FROM debian:12", async () => "Docker Hub answered 429")).rejects.toThrow(
      "debian:12 has no digest",
    );
  });

  test("the image has labels, the licence, the notices and the list of parts", () => {
    const [, last = ""] = read("Dockerfile").split(/^FROM debian.*$/m);
    for (const label of ["title", "description", "version", "licenses"]) {
      expect(last).toContain(`org.opencontainers.image.${label}=`);
    }
    for (const file of ["LICENSE", "THIRD_PARTY_NOTICES.txt", "sbom.cdx.json"]) expect(last).toContain(`/${file} `);
    expect(last).toContain("USER 10001:10001");
  });
});

describe("deploy/sign-macos.sh", () => {
  test("signs and notarizes each program for macOS, and corrects the checksums", async () => {
    using folder = temporaryFolder();
    const [bin, release] = [join(folder.path, "bin"), join(folder.path, "release")];
    for (const path of [bin, release]) mkdirSync(path);
    // The tools of a Mac: what they were called with, and a signature that changes the file.
    const log = join(folder.path, "log");
    for (const tool of ["codesign", "ditto", "xcrun"]) {
      const sign = tool === "codesign" ? 'case "$*" in *--sign*) for f; do :; done; echo signed >> "$f" ;; esac' : "";
      const zip = tool === "ditto" ? 'for f; do :; done; : > "$f"' : "";
      writeFileSync(join(bin, tool), `#!/bin/sh\necho ${tool} "$@" >> ${log}\n${sign}\n${zip}\n`);
      chmodSync(join(bin, tool), 0o755);
    }
    const sha = (name: string) =>
      new Bun.CryptoHasher("sha256").update(readFileSync(join(release, name))).digest("hex");
    const programs = ["lectern-1.0.0-macos-arm64", "lectern-1.0.0-macos-x64"];
    for (const name of [...programs, "lectern-1.0.0-linux-x64"]) writeFileSync(join(release, name), name);
    writeFileSync(join(release, "lectern.rb"), programs.map((name) => `sha256 "${sha(name)}"\n`).join(""));
    const all = [...programs, "lectern-1.0.0-linux-x64", "lectern.rb"];
    writeFileSync(join(release, "SHA256SUMS"), all.map((name) => `${sha(name)}  ${name}\n`).join(""));
    const script = join(root, "deploy/sign-macos.sh");
    const run = (...args: string[]) =>
      Bun.spawnSync(["sh", script, ...args], { env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });

    expect(run(release).exitCode).not.toBe(0);
    const { exitCode, stderr } = run(release, "Developer ID Application: Kim (AB12)", "school");
    expect([exitCode, stderr.toString()]).toEqual([0, ""]);
    expect(read("deploy/entitlements.plist")).toContain("com.apple.security.cs.allow-jit");
    const calls = readFileSync(log, "utf8").trim().split("\n");
    expect(calls.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(
      programs.flatMap(() => ["codesign --force", "codesign --verify", "ditto -c", "xcrun notarytool"]),
    );
    expect(calls[0]).toContain("--options runtime --entitlements");
    const sums = Bun.spawnSync(["sha256sum", "--check", "--quiet", "SHA256SUMS"], { cwd: release });
    expect([sums.exitCode, sums.stdout.toString()]).toEqual([0, ""]);
    for (const name of programs) expect(readFileSync(join(release, "lectern.rb"), "utf8")).toContain(sha(name));
  });
});

describe("deploy/", () => {
  test("each command for Docker names the compose file, and calls the program as the image does", async () => {
    const program = await openProgram({ onlyServe: false });
    const names = program.commands.map((command) => command.name());
    const lines = read("docs/INSTALL.md").match(/docker compose .*/g) ?? [];
    expect(lines.filter((line) => !line.startsWith("docker compose --file deploy/compose.yaml "))).toEqual([]);
    // `run` calls the image's entry point, `exec` a program.
    expect(read("Dockerfile")).toContain('ENTRYPOINT ["lectern"]');
    const calls = lines.flatMap((line) => / (?:run --rm lectern|exec lectern lectern) (\S+)/.exec(line)?.[1] ?? []);
    expect([calls, calls.filter((name) => !names.includes(name))]).toEqual([["backup", "restore"], []]);
  });

  test("the compose file's settings give a teacher's link that works behind its proxy", async () => {
    const { services } = Bun.YAML.parse(read("deploy/compose.yaml")) as {
      services: { lectern: { environment: Record<string, string> }; proxy: { command: string } };
    };
    const domain = "class.school.example";
    const set = (text: string) => text.replace(/\$\{DOMAIN[^}]*\}/, domain);
    const env = Object.fromEntries(
      Object.entries(services.lectern.environment).map(([name, value]) => [name, set(value)]),
    );
    using folder = temporaryFolder();
    // The proxy of the test is on this machine.
    await using server = await serving(folder.path, { env: { ...env, LECTERN_TRUSTED_PROXIES: "loopback" } });
    const link = new URL(readFileSync(join(folder.path, "teacher-link"), "utf8").trim());
    expect([link.origin, link.pathname]).toEqual([`https://${domain}`, "/teach"]);
    expect(set(services.proxy.command)).toContain(`--from ${domain}`);
    const answer = await fetch(`${server.url}/api/auth/key`, {
      method: "POST",
      headers: {
        Host: domain,
        Origin: link.origin,
        "Content-Type": "application/json",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.9",
      },
      body: JSON.stringify({ key: decodeURIComponent(link.hash.slice("#key=".length)) }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toContain("Secure");
  });

  test("sets variables that the program reads", () => {
    for (const path of [
      "deploy/lectern.service",
      "deploy/compose.yaml",
      "deploy/cluster/compose.yaml",
      "docs/INSTALL.md",
      "docs/KUBERNETES.md",
      "docs/OPERATIONS.md",
    ]) {
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

  test("the nodes of the cluster are those that the proxy and Prometheus know, at their own names", () => {
    type Node = { hostname?: string; environment: Record<string, string> };
    const { services, networks } = Bun.YAML.parse(read("deploy/cluster/compose.yaml")) as {
      services: Record<string, Node>;
      networks: { inside: { ipam: { config: { subnet: string }[] } } };
    };
    const nodes = Object.entries(services).filter(([name]) => name.startsWith("lectern-"));
    const targets = nodes.map(([name]) => `${name}:8000`);
    expect(targets).toEqual(["lectern-1:8000", "lectern-2:8000"]);
    for (const [name, { hostname, environment }] of nodes) {
      expect([hostname, environment.LECTERN_NODE_URL]).toEqual([name, `http://${name}:8000`]);
      expect(environment.LECTERN_TRUSTED_PROXIES).toBe(networks.inside.ipam.config[0]?.subnet ?? "");
      const set = (text = "") =>
        text.replace(/\$\{(\w+)[^}]*\}/g, (_, name) => `${name.toLowerCase().replace("_", "-")}-of-the-test`);
      const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, set(value)]));
      const config = readConfig({}, env);
      requireShareable(config);
      expect(new URL(config.database ?? "").hostname in services).toBe(true);
    }
    expect(read("deploy/cluster/Caddyfile")).toContain(`reverse_proxy ${targets.join(" ")} {`);
    expect(read("deploy/cluster/Caddyfile")).toContain("health_uri /readyz");
    const { scrape_configs } = Bun.YAML.parse(read("deploy/cluster/prometheus.yml")) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    expect(scrape_configs[0]?.static_configs[0]?.targets).toEqual(targets);
  });

  test("the Kubernetes example is YAML whose ports and secrets fit together", () => {
    const text = read("docs/KUBERNETES.md");
    const [, yaml = ""] = /```yaml\n(.*?)```/s.exec(text) ?? [];
    const [deployment, service, ingress] = yaml.split("\n---\n").map((part) => Bun.YAML.parse(part) as any);
    expect([deployment.kind, service.kind, ingress.kind]).toEqual(["Deployment", "Service", "Ingress"]);
    expect(service.spec.selector).toEqual(deployment.spec.template.metadata.labels);
    const [container] = deployment.spec.template.spec.containers;
    for (const { valueFrom } of container.env) {
      const key = valueFrom?.secretKeyRef?.key;
      if (key) expect(text).toContain(`--from-literal=${key}=`);
    }
    for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
      expect(["/healthz", "/readyz"]).toContain(probe.httpGet.path);
    }
  });

  test("the commands of the operator's page exist", async () => {
    const program = await openProgram({ onlyServe: false });
    const text = read("docs/OPERATIONS.md");
    const used = new Set(Array.from(text.matchAll(/\blectern ([a-z]+)\b(?! \(|\.)/g), ([, name]) => name));
    const names = program.commands.map((command) => command.name());
    expect(Array.from(used).filter((name) => !names.includes(name ?? ""))).toEqual([]);
    expect(used.size).toBeGreaterThan(4);
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
