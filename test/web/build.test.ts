/** When the web client is built again. */
import { expect, test } from "bun:test";
import { webSources } from "../../scripts/prepare.ts";

test.each([
  ["the style sheet of the guide", "src/guide/guide.css"],
  ["the routes, which are in the package @lectern/client", "src/http/app.ts"],
  ["the version", "package.json"],
  ["a part of the build", "scripts/build-client.ts"],
])("a change of %s builds it again", async (_, path) => {
  expect(await Bun.file(path).exists()).toBe(true);
  expect(webSources.some((source) => path === source || path.startsWith(`${source}/`))).toBe(true);
});
