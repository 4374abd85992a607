/** Nodes of one cluster for tests: the store and what is below it, without a server. */
import { join } from "node:path";
import { type Cluster, openCluster } from "../../src/cluster/cluster.ts";
import { replicaFile } from "../../src/cluster/replica.ts";
import { temporaryFolder } from "./class.ts";

export interface TestNode extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly lost: string[];
  readonly taken: string[];
  /** Its copy of the data. */
  readonly file: string;
  /** How many rows it copied when it was opened. */
  readonly copied: number;
}

/** Opens a node that has not joined the cluster at `url`, by default with an address that no other node has. */
export async function openStarting(url: string, address = `http://${crypto.randomUUID()}.test`): Promise<TestNode> {
  const folder = temporaryFolder();
  const lost: string[] = [];
  const taken: string[] = [];
  let copied = 0;
  const cluster = await openCluster({
    url,
    data: folder.path,
    now: Date.now,
    nodeUrl: () => address,
    renewMs: 200,
    onRows(rows) {
      copied += rows;
    },
    onLost: (places) => lost.push(...places),
    onTaken: (place) => taken.push(place),
  });
  return {
    cluster,
    lost,
    taken,
    copied,
    file: join(folder.path, replicaFile),
    async [Symbol.asyncDispose]() {
      await cluster[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

/** Opens a node of a cluster, as `openStarting` does. */
export async function openNode(...options: Parameters<typeof openStarting>): Promise<TestNode> {
  await using opening = new AsyncDisposableStack();
  const node = opening.use(await openStarting(...options));
  await node.cluster.join();
  opening.move();
  return node;
}
