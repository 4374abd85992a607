/**
 * `bun scripts/pin-images.ts`: renews the digests of the images in `Dockerfile` and the compose files, each the one of its
 * tag on Docker Hub now. A digest fixes the image for all processors; it does not get security updates.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.ts";

/** Files with images, as `FROM name:tag@digest` or `image: name:tag@digest`. */
export const imageFiles = ["Dockerfile", "deploy/compose.yaml", "deploy/cluster/compose.yaml"];

/** Returns `text` with the digest that `digestOf` returns for each image that has a tag. */
export async function pinImages(
  text: string,
  digestOf: (name: string, tag: string) => Promise<string>,
): Promise<string> {
  const pattern = /^((?:FROM|\s*image:)\s+)([a-z0-9/._-]+):([\w.-]+)(?:@sha256:[0-9a-f]{64})?/gm;
  let pinned = text;
  for (const [whole, start, name = "", tag = ""] of text.matchAll(pattern)) {
    const digest = await digestOf(name, tag);
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${name}:${tag} has no digest: ${digest}`);
    pinned = pinned.replace(whole, `${start}${name}:${tag}@${digest}`);
  }
  return pinned;
}

/** Types of a list of images, one for each processor; the digest of that list is what a Dockerfile names. */
const accept = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json";

/** The digest of an image on Docker Hub. */
async function askDockerHub(name: string, tag: string): Promise<string> {
  const repository = name.includes("/") ? name : `library/${name}`;
  const login = `https://auth.docker.io/token?service=registry.docker.io&scope=repository:${repository}:pull`;
  const { token } = (await (await fetch(login)).json()) as { token: string };
  const response = await fetch(`https://registry-1.docker.io/v2/${repository}/manifests/${tag}`, {
    method: "HEAD",
    headers: { Authorization: `Bearer ${token}`, Accept: accept },
  });
  return response.headers.get("docker-content-digest") ?? `Docker Hub answered ${response.status}`;
}

if (import.meta.main) {
  for (const path of imageFiles) {
    const file = join(root, path);
    const before = readFileSync(file, "utf8");
    const after = await pinImages(before, askDockerHub);
    if (after !== before) writeFileSync(file, after);
    console.log(`${path}: ${after === before ? "up to date" : "renewed"}`);
  }
}
