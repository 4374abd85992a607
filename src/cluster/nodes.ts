/** Lists the nodes that run on a database. */
import type { Postgres } from "./postgres.ts";
import { versionOf } from "./shared-schema.ts";

export interface NodeRecord {
  /** The address at which the other nodes reach it. */
  readonly url: string;
  /** The number of places that it is the home of. */
  readonly places: number;
  /** How long its lease is still valid, in seconds. */
  readonly lease_s: number;
}

export async function listNodes(postgres: Postgres): Promise<NodeRecord[]> {
  if ((await versionOf(postgres.query)) === undefined) return [];
  return await postgres.query<NodeRecord>(`
    SELECT url, (SELECT count(*)::int FROM lectern.homes h WHERE h.node = n.id) AS places,
    extract(epoch FROM lease_until - now())::float AS lease_s
    FROM lectern.nodes n WHERE lease_until > now() ORDER BY url`);
}
