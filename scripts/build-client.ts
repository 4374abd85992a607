/** `bun run build:client`: the npm package `@lectern/client` in `dist/client`. Nothing is published. */
import { buildClient, installPackages } from "./prepare.ts";

await installPackages();
console.log(await buildClient());
