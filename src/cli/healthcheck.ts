/** `lectern healthcheck`: exits with 0 if the server on a data folder is alive; for containers without curl. */
import { readData } from "../config.ts";
import { command, dataOption, Refusal } from "./command.ts";
import { askRunning } from "./running.ts";

export const healthcheck = command("healthcheck", "Exit with 0 if the server is alive")
  .addOption(dataOption)
  .action(async (flags) => {
    const answer = await askRunning(readData(flags, process.env), "/healthz");
    if (!answer.ok) throw new Refusal(`the server answered ${answer.status}`);
  });
