/**
 * A client in a separate process, so that it measures the server and not the test's other clients:
 * `bun observer.ts <url> <token>` pings until its input ends, then prints the times in ms as JSON.
 */
import { LiveClient } from "./load.ts";
import { watch } from "./proof.ts";

/** Starts one; `stop` gives its times. */
export async function observe(url: string, token: string): Promise<{ stop(): Promise<number[]> }> {
  const child = Bun.spawn([process.execPath, import.meta.path, url, token], { stdio: ["pipe", "pipe", "inherit"] });
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  // It says when it has been greeted.
  await reader.read();
  return {
    async stop() {
      child.stdin.end();
      let text = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
      return JSON.parse(text);
    },
  };
}

if (import.meta.main) {
  const [, , url = "", token = ""] = process.argv;
  const client = await LiveClient.open(url, token);
  for (let n = 0; n < 50; n++) await client.ask("ping");
  console.log("ready");
  const times = watch(() => client.ask("ping"), 25);
  for await (const _ of Bun.stdin.stream()) void _;
  console.log(JSON.stringify(await times.stop()));
  process.exit(0);
}
