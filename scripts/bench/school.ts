/** A school: many rooms with a student each, who all send commands. */
import type { Clients } from "./drive.ts";
import { type Child, post, teacherOf } from "./servers.ts";

export const roomCount = Number(process.env.BENCH_ROOMS ?? 2000);
/** Commands of each student in a round. */
export const each = 10;
/** What they send. */
export const command = { type: "feedback.give", data: { feedback_type: "OK" } };

export interface School {
  readonly name: string;
  readonly nodes: readonly Pick<Child, "url">[];
}

/** Fills a school: each room is at home at the node at which its student connects. */
export async function fill({ name, nodes }: School, clients: Clients): Promise<void> {
  const teacher = await teacherOf(nodes[0]?.url ?? "");
  const url: string[] = [];
  const tokens: string[] = [];
  async function open(n: number): Promise<void> {
    const at = nodes[n % nodes.length]?.url ?? "";
    const { code } = await post(at, "/api/sessions", { title: `Room ${n}` }, teacher);
    const { token } = await post(at, `/api/sessions/${code}/join`, { nickname: "Student" });
    url[n] = `${at}/ws/live/${code}`;
    tokens[n] = token;
  }
  for (let n = 0; n < roomCount; n += 50) {
    await Promise.all(Array.from({ length: Math.min(50, roomCount - n) }, (_, k) => open(n + k)));
  }
  // The first client is the driver, who sends no commands.
  await clients.connect({ name, url: [url[0] ?? "", ...url], tokens: [teacher, ...tokens] });
}
