/** Confirms the deletion of a database's data. */
import { countData, hasData, requireNoNodes } from "../cluster/whole.ts";
import { Refusal } from "./command.ts";
import { withPostgres } from "./database-copy.ts";

/** The flag of commands that can replace the data of a database. */
export const yesOption = [
  "--yes",
  "With --replace and a database: delete the data in it; without it, only say what that is",
] as const;

export interface ReplaceChoice {
  /** Whether to replace existing data. */
  readonly replace: boolean;
  /** Whether the user has confirmed that it is deleted. */
  readonly yes: boolean;
  readonly say: (line: string) => void;
}

/** Throws a `Refusal` if a server runs on the database, or it has data that the user does not want to lose. */
export async function requireReplaceable(database: string, { replace, yes, say }: ReplaceChoice): Promise<void> {
  await withPostgres(database, async ({ query }) => {
    await requireNoNodes(query);
    if (!(await hasData(query))) return;
    if (!replace) throw new Refusal("There is data in this database: use --replace.");
    const counts = await countData(query);
    const things = counts.map(([n, name]) => `${name}: ${n.toLocaleString("en")}`).join(", ");
    const what = `everything in ${nameOf(database)} (${things})`;
    if (!yes) {
      throw new Refusal(`This would delete ${what}, and keep no copy. Make one with lectern backup, then add --yes.`);
    }
    say(`Deleting ${what}`);
  });
}

/** The address without the user and the password. */
function nameOf(database: string): string {
  const { host, pathname } = new URL(database);
  return host + pathname;
}
