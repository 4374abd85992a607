/** The texts of alerts: made from the figures of automatic alerts, and stored only if a person wrote them. */

import { Database } from "bun:sqlite";
import { expect } from "bun:test";
import { join } from "node:path";
import { testAlone } from "../support/alone.ts";
import { openBoard } from "../support/board-sockets.ts";
import { temporaryFolder } from "../support/class.ts";

const inFolder = testAlone("it changes the database in the data folder");

inFolder("the text of an automatic alert is not stored; a text that is stored is served unchanged", async () => {
  using folder = temporaryFolder();
  const options = { data: folder.path };
  const texts = (alerts: any[]) => alerts.map(({ title, message }) => [title, message]);
  const written = ["Look", "At the third machine"];
  const automatic = ["규격 이탈", "측정값 12이(가) 상한 규격 11을(를) 벗어났습니다 (시료 1, 부분군 1)"];
  {
    await using board = await openBoard(options);
    const bolt = await board.product("BOLT");
    await board.measure(bolt, 12);
    await board.measure(bolt, 8);
    await board.ask("POST", "/api/spc/alerts", { product: bolt.id, title: written[0], message: written[1] });
  }
  // Earlier versions stored the text, and not everything that it is made from.
  const earlier = ["규격 이탈", "측정값 8이(가) 하한 규격 9을(를) 벗어났습니다 (시료 2, 부분군 2)"];
  {
    using database = new Database(join(folder.path, "lectern.db"));
    const stored = database.query("SELECT title, message FROM alerts ORDER BY id DESC").values();
    expect(stored).toEqual([written, ["", ""], ["", ""]]);
    const detail = JSON.stringify({ subgroup_number: 2, value: 8, limit: 9 });
    database.run("UPDATE alerts SET title = ?, message = ?, detail = ? WHERE id = 2", [...earlier, detail] as string[]);
  }
  await using board = await openBoard(options);
  const alerts = await board.ask("GET", "/api/spc/alerts");
  expect(texts(alerts)).toEqual([written, earlier, automatic]);
  expect(alerts.map(({ detail }: any) => detail)).toEqual([
    null,
    { subgroup_number: 2, value: 8, limit: 9 },
    { subgroup_number: 1, value: 12, limit: 11 },
  ]);
  expect((await board.ask("PATCH", "/api/spc/alerts/1", { status: "ACKNOWLEDGED" })).message).toBe(automatic[1]);
});
