/** `lectern healthcheck`: whether the server on a data folder is alive, as an exit code; for containers without curl. */
import { readData } from "../config.ts";
import { command, dataFlag, flagsOf, Refusal } from "./command.ts";
import { askRunning } from "./running.ts";

export const healthcheck = command({
  meta: { name: "healthcheck", description: "Exit with 0 while the server is alive", hidden: true },
  args: dataFlag,
  async run(context) {
    const answer = await askRunning(readData(flagsOf(context), process.env), "/healthz");
    if (!answer.ok) throw new Refusal(`the server answered ${answer.status}`);
  },
});
