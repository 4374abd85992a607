/** The function in PostgreSQL that commits changes, and the errors with which it rejects them. */
import type { Query } from "./postgres.ts";
import { maxAwayHours, unknownNode } from "./pruning.ts";

/** The key of the generation among the facts. */
export const generationFact = "generation";

/**
 * Commits the `n`th commit of a node: does nothing if that is there already, so that a node can repeat it after a lost
 * connection. Fails with
 *
 * - LE001 unless the node is the home of each of the places, at the epoch that it knows. A claim of a place waits for
 *   commits in progress, because both lock its row.
 * - LE002 if the node's copy is of another generation: it was suspended while a restore or an update replaced the tables.
 *   Checked after the first insertion, whose lock keeps anybody from replacing them meanwhile.
 * - LE003 if the node's last commit is not there: a standby that did not have it has taken over.
 * - LE004 if the node's lease ended so long ago that its last commit may be deleted: this may be a repetition of it.
 */
const definition = `(
  by_node text, of_generation text, number bigint, of_places text, of_changes text
) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  place record;
  lost jsonb := '[]';
  part record;
  columns text;
  key text;
BEGIN
  INSERT INTO lectern.commits (node, n, changes) VALUES (by_node, number, of_changes) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN; END IF;
  IF NOT EXISTS (SELECT 1 FROM lectern.facts f WHERE f.key = '${generationFact}' AND f.value = of_generation) THEN
    RAISE EXCEPTION 'the tables were replaced' USING ERRCODE = 'LE002';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM lectern.nodes x WHERE x.id = by_node AND x.lease_until > now() - interval '${maxAwayHours} hours'
  ) THEN
    RAISE EXCEPTION 'the node is unknown' USING ERRCODE = 'LE004';
  END IF;
  IF number > 1 AND NOT EXISTS (SELECT 1 FROM lectern.commits c WHERE c.node = by_node AND c.n = number - 1) THEN
    RAISE EXCEPTION 'commit % of this node is missing', number - 1 USING ERRCODE = 'LE003';
  END IF;
  IF current_setting('synchronous_commit') IN ('off', 'local') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  FOR place IN SELECT p.key AS name, p.value::bigint AS epoch FROM json_each_text(of_places::json) p ORDER BY p.key LOOP
    PERFORM 1 FROM lectern.homes h WHERE h.place = place.name AND h.node = by_node AND h.epoch = place.epoch FOR SHARE;
    IF NOT FOUND THEN lost := lost || to_jsonb(place.name); END IF;
  END LOOP;
  IF lost <> '[]' THEN RAISE EXCEPTION 'not the home' USING ERRCODE = 'LE001', DETAIL = lost::text; END IF;
  FOR part IN SELECT * FROM json_to_recordset(of_changes::json) AS g("table" text, kind text, columns json, rows json) LOOP
    SELECT string_agg(format('t.%1$I = d.%1$I', a.attname), ' AND ') INTO key
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = format('lectern.%I', part."table")::regclass AND i.indisprimary;
    IF part.kind = 'add' THEN
      SELECT string_agg(format('%I', c), ', ') INTO columns FROM json_array_elements_text(part.columns) c;
      EXECUTE format('INSERT INTO lectern.%1$I (%2$s) SELECT %2$s FROM json_populate_recordset(NULL::lectern.%1$I, $1)',
        part."table", columns) USING part.rows;
    ELSIF part.kind = 'set' THEN
      SELECT string_agg(format('%1$I = d.%1$I', c), ', ') INTO columns FROM json_array_elements_text(part.columns) c;
      EXECUTE format('UPDATE lectern.%1$I t SET %2$s FROM json_populate_recordset(NULL::lectern.%1$I, $1) d WHERE %3$s',
        part."table", columns, key) USING part.rows;
    ELSE
      EXECUTE format('DELETE FROM lectern.%1$I t USING json_populate_recordset(NULL::lectern.%1$I, $1) d WHERE %2$s',
        part."table", key) USING part.rows;
    END IF;
  END LOOP;
END
$body$;
`;

/** Its name. A hash of the definition is part of it, so that nodes of two versions can commit during a rolling restart. */
export const commitFunction = `lectern.commit_changes_${Bun.hash(definition).toString(36)}`;

/** Creates the function unless it exists. The caller holds the lock. */
export async function createCommitFunction(query: Query): Promise<void> {
  const [found] = await query<{ name: string | null }>("SELECT to_regproc($1)::text AS name", [commitFunction]);
  if (!found?.name) await query(`CREATE FUNCTION ${commitFunction}${definition}`);
}

/** Drops the functions of all versions. */
export async function dropCommitFunctions(query: Query): Promise<void> {
  const found = await query<{ name: string }>(
    "SELECT oid::regprocedure::text AS name FROM pg_proc WHERE pronamespace = 'lectern'::regnamespace",
  );
  for (const { name } of found) await query(`DROP FUNCTION ${name}`);
}

/** Why a node whose copy is of another generation must be started again. */
export const replaced =
  "The data in PostgreSQL was restored, or updated by a newer version of Lectern, since this program copied it.";
/** The state of the error of a commit by a node that is not the home of a place; its detail has the places as JSON. */
export const notHome = "LE001";
/** The states of the errors of commits after which a node must be started again, with the reason. */
export const fatalStates: ReadonlyMap<string, string> = new Map([
  ["LE002", replaced],
  ["LE003", "PostgreSQL lacks this node's last commits: a standby that did not have them has taken over."],
  ["LE004", unknownNode],
]);
