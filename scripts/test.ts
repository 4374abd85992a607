/** `bun run test`: makes a fresh clone ready and runs all tests. All arguments go to `bun test`. */
import {
  buildProgram,
  buildWeb,
  bun,
  fail,
  findChromium,
  findPostgres,
  findPython,
  installPackages,
  installTestTools,
  run,
} from "./prepare.ts";

await installPackages();
await buildWeb();
await installTestTools();
const chromium = findChromium();
if (!chromium && process.env.CI) fail("The browser tests need Chromium, and it could not be installed.");
if (!findPython() && process.env.CI)
  fail("The tests with Python's clients need websockets, and it could not be installed.");
if (!findPostgres() && process.env.CI)
  fail("The tests of several nodes need PostgreSQL, and it could not be installed.");
if (!chromium) {
  console.error(
    "No Chromium was found: the browser tests are left out. Install it (Debian: apt-get install chromium fonts-noto-cjk)" +
      " or set LECTERN_CHROMIUM to its path.",
  );
}
if (!findPython()) {
  console.error(
    "No Python with `websockets` was found: the tests with Python's clients are left out. Install it" +
      " (Debian: apt-get install python3-websockets) or name a Python that has it with LECTERN_TEST_PYTHON.",
  );
}
if (!findPostgres()) {
  console.error(
    "No PostgreSQL was found: the tests of several nodes are left out. Install it (Debian: apt-get install postgresql).",
  );
}
const given = process.argv.slice(2);
// All files in two processes, because the browser's tests mostly wait for the browser. Files share no port and no folder.
const how = given.length === 0 ? ["--parallel=2", "--no-isolate"] : given;
const environment = {
  ...(chromium && { LECTERN_CHROMIUM: chromium }),
  // The compiled program starts quickest: the tests of the command line run it often.
  ...(given.length === 0 && { LECTERN_TEST_PROGRAM: await buildProgram() }),
};
process.exit(await run([bun, "test", "--timeout", "20000", ...how], environment));
