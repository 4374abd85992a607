/** A node enters the list of nodes, with a lease and an address that no other living node has. */
import { getLogger } from "@logtape/logtape";
import { DataError } from "../store/data-error.ts";
import { generationFact, replaced } from "./commit-function.ts";
import { type Postgres, statementMs } from "./postgres.ts";
import { lockSchema } from "./shared-schema.ts";

const logger = getLogger(["lectern", "cluster"]);

/** How long a lease is valid, in milliseconds. */
export const leaseMs = 10_000;
/** How often a node looks whether another one with its address is alive, in milliseconds. */
const lookMs = 200;

export interface JoiningNode {
  /** The id of this node, new at each start. */
  readonly node: string;
  /** The address at which the other nodes reach this one; undefined for a command, which nobody reaches. */
  readonly url: string | undefined;
  /** The generation of this node's copy. */
  readonly generation: string;
}

/** Placeholder address of a command. */
const noUrl = "http://command-line.invalid";

const beginStatement = `
INSERT INTO lectern.nodes (id, url, lease_until) SELECT $1, $2, now() + interval '${leaseMs} milliseconds'
WHERE EXISTS (SELECT 1 FROM lectern.facts WHERE key = '${generationFact}' AND value = $3)
ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, url = excluded.url
RETURNING id`;

const sameUrlStatement = `
SELECT id, lease_until::text AS lease FROM lectern.nodes WHERE url = $1 AND id <> $2 AND lease_until > now()`;

/** Another node with the same address. */
interface Other {
  readonly id: string;
  readonly lease: string;
}

/**
 * Gives this node a lease unless other living nodes have its address, and returns these. Throws a `DataError` if its copy
 * is of another generation.
 */
function tryJoin({ writeTogether }: Postgres, { node, url, generation }: JoiningNode, ms?: number): Promise<Other[]> {
  return writeTogether(async (query) => {
    // Of two nodes that join at the same moment, the second one finds the first one.
    await lockSchema(query);
    const others = url === undefined ? [] : await query<Other>(sameUrlStatement, [url, node]);
    if (others.length > 0) return others;
    const begun = await query(beginStatement, [node, url ?? noUrl, generation]);
    if (begun.length === 0) throw new DataError(replaced);
    return [];
  }, ms);
}

/**
 * Gives this node its first lease. If another node has the same address, waits until its lease ends: it may have been
 * killed a moment ago. Throws a `DataError` if that one renews its lease instead, because the others could not tell the
 * two apart.
 */
export async function joinNodes(postgres: Postgres, joining: JoiningNode): Promise<void> {
  const { url } = joining;
  const leases = new Map<string, string>();
  for (;;) {
    const others = await tryJoin(postgres, joining);
    if (others.length === 0) return;
    if (leases.size === 0) logger.info("another server had the address {url}: waiting until its lease ends", { url });
    for (const { id, lease } of others) {
      if ((leases.get(id) ?? lease) !== lease) throw urlTaken(url);
      leases.set(id, lease);
    }
    await Bun.sleep(lookMs);
  }
}

/** Gives this node a lease again, after one has ended. Throws a `DataError` if another living node has its address. */
export async function joinAgain(postgres: Postgres, joining: JoiningNode): Promise<void> {
  const others = await tryJoin(postgres, joining, statementMs);
  if (others.length > 0) throw urlTaken(joining.url);
}

const urlTaken = (url: string | undefined) =>
  new DataError(
    `Another running server of this database has the address ${url}: give each server a unique --node-url ` +
      "(env: LECTERN_NODE_URL), at which the others reach it.",
  );
