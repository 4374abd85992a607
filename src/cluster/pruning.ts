/**
 * Deletes what nodes have left in PostgreSQL and nobody needs any more. All times are PostgreSQL's.
 *
 * Each start of a server and each command is a new node. The last commit of a node stays for days, because the node may
 * repeat it for as long as it does not know the result. What happens so many hours after the end of a node's lease:
 *
 * - `maxAwayHours`: it can neither commit nor get a lease (`commit-function.ts`, `joining.ts`). A node that has read nothing
 *   for so long must be started again, too (`feed.ts`). So after twice this time every running node has read all its commits.
 * - `readHours`: its commits are not read any more.
 * - `knownHours`: the others forget which of its commits they have.
 * - `keptHours`: it is deleted with its last commit. Nobody misses that commit, because all have forgotten it.
 *
 * The day between two of these limits allows for long transactions, suspended nodes, and a standby that is behind.
 */
import type { Postgres } from "./postgres.ts";

/** How long commits are kept for the other nodes, in minutes, except the last one of each node. */
export const keptMinutes = 15;

export const maxAwayHours = 24;
export const readHours = 72;
export const knownHours = 96;
const keptHours = 120;

/** Why a node must be started again that has no lease of the last `maxAwayHours`. */
export const unknownNode =
  `PostgreSQL does not know this server any more: it was away for more than ${maxAwayHours} hours, or a standby that ` +
  "does not have its lease has taken over.";

export async function prune({ query }: Postgres): Promise<void> {
  await query(
    `DELETE FROM lectern.commits c WHERE at < now() - interval '${keptMinutes} minutes'
    AND n < (SELECT max(n) FROM lectern.commits x WHERE x.node = c.node)`,
  );
  await query(`DELETE FROM lectern.nodes WHERE lease_until < now() - interval '${keptHours} hours'`);
  // A node without a row cannot commit.
  await query(
    `DELETE FROM lectern.commits WHERE at < now() - interval '${maxAwayHours} hours'
    AND node NOT IN (SELECT id FROM lectern.nodes)`,
  );
}
