/** The files of a release besides the programs, and those with which package managers install it: Homebrew's formula and Scoop's manifest. */
import { description, license, name, version } from "../package.json";

/** The files of `deploy/` that are part of a release. */
export const deployFiles: readonly string[] = [
  "lectern.service",
  "prometheus.yml",
  "lectern-alerts.yml",
  "grafana-dashboard.json",
];

/** The SHA-256 of each file of the release, by its name. */
export type Sums = ReadonlyMap<string, string>;

/** What writes each file for a package manager. */
const manifests = { "lectern.rb": homebrewFormula, "lectern.json": scoopManifest };
/** The names of the files for package managers. */
export const manifestNames: readonly string[] = Object.keys(manifests);

/** The files for package managers, by name: none without the URL of the release's folder, where they find the programs. */
export const packageManifests = (url: string | undefined, sums: Sums): ReadonlyMap<string, string> =>
  new Map(url ? Object.entries(manifests).map(([name, write]) => [name, write(url, sums)]) : []);

function sumOf(sums: Sums, file: string): string {
  const sum = sums.get(file);
  if (sum === undefined) throw new Error(`the release has no ${file}`);
  return sum;
}

/** Returns Homebrew's formula. `folder` is the URL of the release's folder. */
export function homebrewFormula(folder: string, sums: Sums): string {
  const download = (target: string) => {
    const file = `${name}-${version}-${target}`;
    return `url "${folder}/${file}"\n      sha256 "${sumOf(sums, file)}"`;
  };
  const system = (os: string, x64: string, arm64: string) => `  on_${os} do
    on_arm do
      ${download(arm64)}
    end
    on_intel do
      ${download(x64)}
    end
  end
`;
  return `class Lectern < Formula
  desc "Classroom server in one program"
  version "${version}"
  license "${license}"

${system("macos", "macos-x64", "macos-arm64")}
${system("linux", "linux-x64", "linux-arm64")}
  def install
    bin.install Dir["lectern-*"].first => "lectern"
    generate_completions_from_executable(bin/"lectern", "completion")
    (man1/"lectern.1").write Utils.safe_popen_read(bin/"lectern", "manual")
  end

  service do
    run [opt_bin/"lectern", "serve", "--no-open", "--data", var/"lectern"]
    keep_alive true
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/lectern --version")
  end
end
`;
}

/** Returns Scoop's manifest. `folder` is the URL of the release's folder. */
export function scoopManifest(folder: string, sums: Sums): string {
  const file = `${name}-${version}-windows-x64.exe`;
  const manifest = {
    version,
    description,
    license,
    // Scoop renames what it downloads to the name after the number sign.
    architecture: { "64bit": { url: `${folder}/${file}#/lectern.exe`, hash: sumOf(sums, file) } },
    bin: "lectern.exe",
    shortcuts: [["lectern.exe", "Lectern"]],
    // A program started by its shortcut has its data here; an update keeps it.
    persist: "lectern-data",
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
