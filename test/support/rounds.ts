/** Exact points in time for tests that must not miss a frame, however slow a commit is. */
import type { TestServer } from "./class.ts";

/** Resolves once everything that the server has accepted so far is committed and published. */
export async function settled({ nodes }: Pick<TestServer, "nodes">): Promise<void> {
  const asked = nodes.flatMap(({ live }) => Array.from(live.rooms.all(), (room) => live.kernel.ask({ room })));
  await Promise.all(asked);
}

/**
 * Two rounds of pings: once those of the first are answered, the server has accepted what was sent before them; once
 * those of the second are answered, everybody has received the results.
 */
export async function* rounds(server: Pick<TestServer, "nodes">): AsyncGenerator<void> {
  yield;
  await settled(server);
  yield;
}
