/** Reads what child processes write. */

/** Waits for the end of a process: its exit code, and what it wrote. */
export async function outcomeOf(
  child: Bun.Subprocess<any, "pipe", "pipe">,
): Promise<{ exit: number; out: string; err: string }> {
  const [exit, out, err] = await Promise.all([
    child.exited,
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { exit, out, err };
}

/** The lines of a stream that are not blank, each as soon as it has ended. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.trim() !== "");
  }
  if (rest.trim() !== "") yield rest;
}
