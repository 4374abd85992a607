/** Takes the pictures of the README: `bun test/browser/pictures.ts`. The class in them is made, its pages are real. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openClassroom } from "./classroom.ts";
import { laptop, openStage, phone } from "./stage.ts";

const folder = join(import.meta.dir, "../../docs/pictures");
mkdirSync(folder, { recursive: true });

/** The server's clock, which is put forward while the class is made: so that people wait for minutes. */
let ahead = 0;
await using stage = await openStage({ now: () => Date.now() + ahead });
await using room = await openClassroom(stage.at, 14, {
  pass(minutes) {
    ahead += minutes * 60_000;
  },
});
const { code } = room.session;

const teacher = await stage.teacher(laptop);
await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
await teacher.page.goto(`${stage.origin}/teach/${code}`);
await teacher.page.getByText("3 ask").waitFor();
await teacher.page.screenshot({ path: join(folder, "teacher.png") });

const student = await stage.seat(phone);
const token = room.students[0]?.token ?? "";
await student.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
await student.page.goto(`${stage.origin}/s/${code}`);
await student.page.getByRole("button", { name: "I'm stuck" }).waitFor();
await student.page.screenshot({ path: join(folder, "student.png") });
