/** `bun run test`: makes a fresh clone ready and runs all tests. All arguments go to `bun test`. */
import { buildWeb, bun, fail, installChromium, installPackages, run } from "./prepare.ts";

await installPackages();
await buildWeb();
const chromium = await installChromium();
if (!chromium && process.env.CI) fail("The browser tests need Chromium, and it could not be installed.");
if (!chromium) {
  console.error(
    "No Chromium was found: the browser tests are left out. Install it (Debian: apt-get install chromium fonts-noto-cjk)" +
      " or say where one is with LECTERN_CHROMIUM.",
  );
}
process.exit(
  await run(
    [bun, "test", "--timeout", "20000", ...process.argv.slice(2)],
    chromium ? { LECTERN_CHROMIUM: chromium } : {},
  ),
);
