/** A node enters the list of nodes, with a lease and an address that no other living node has. */
import { getLogger } from "@logtape/logtape";
import { DataError } from "../store/data-error.ts";
import { generationFact, replaced } from "./commit-function.ts";
import { type Postgres, statementMs } from "./postgres.ts";
import { maxAwayHours, unknownNode } from "./pruning.ts";
import { generationOf, lockSchema } from "./shared-schema.ts";

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

/** Placeholder address of a command, and of a node that starts. */
const noUrl = "http://command-line.invalid";

const beginStatement = `
UPDATE lectern.nodes SET lease_until = now() + interval '${leaseMs} milliseconds', url = $2
WHERE id = $1 AND lease_until > now() - interval '${maxAwayHours} hours'
AND EXISTS (SELECT 1 FROM lectern.facts WHERE key = '${generationFact}' AND value = $3)
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
 * is of another generation, or if its last lease ended too long ago.
 */
function tryJoin({ writeTogether }: Postgres, { node, url, generation }: JoiningNode, ms?: number): Promise<Other[]> {
  return writeTogether(async (query) => {
    // Of two nodes that join at the same moment, the second one finds the first one.
    await lockSchema(query);
    const others = url === undefined ? [] : await query<Other>(sameUrlStatement, [url, node]);
    if (others.length > 0) return others;
    const begun = await query(beginStatement, [node, url ?? noUrl, generation]);
    if (begun.length === 0) throw new DataError((await generationOf(query)) === generation ? unknownNode : replaced);
    return [];
  }, ms);
}

/**
 * Enters a node that starts, before its first commit, with a lease that has ended: it is not alive yet. An id is never
 * entered again, so a node whose row was deleted cannot continue.
 */
export async function enterNode({ query }: Postgres, node: string): Promise<void> {
  await query("INSERT INTO lectern.nodes (id, url, lease_until) VALUES ($1, $2, now())", [node, noUrl]);
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

/**
 * Gives this node a lease again, after one has ended. Throws a `DataError` if another living node has its address, or if
 * that was too long ago.
 */
export async function joinAgain(postgres: Postgres, joining: JoiningNode): Promise<void> {
  const others = await tryJoin(postgres, joining, statementMs);
  if (others.length > 0) throw urlTaken(joining.url);
}

const urlTaken = (url: string | undefined) =>
  new DataError(
    `Another running server of this database has the address ${url}: give each server a unique --node-url ` +
      "(env: LECTERN_NODE_URL), at which the others reach it.",
  );
