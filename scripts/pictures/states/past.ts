/** The pages about past classes and the versions of lessons. */

import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** A class of one lesson with help, feedback and questions that has ended; `minutes` is how long each step took. */
async function taught(world: World, minutes: number, lesson_id?: number) {
  const room = await world.ownClass({ steps: 3, ...(lesson_id !== undefined && { lesson_id }) });
  const { teacher, session } = room;
  const call = (path: string, body = {}, token = teacher) =>
    world.call("POST", `/api/sessions/${session.code}${path}`, token, body);
  const people = [await room.join(world.text("Mina", "민아")), await room.join(world.text("Jun", "준"))];
  for (const [n, step] of (session.lesson?.subtasks ?? []).entries()) {
    await call(`/steps/${step.id}/start`);
    world.pass(minutes + n);
    for (const { token } of people) await call(`/steps/${step.id}/complete`, {}, token);
    await call("/feedback", { feedback_type: n === 1 ? "HARD" : "OK" }, people[0]?.token);
  }
  const { help_id } = await call("/help", { message: world.text("Which side?", "어느 쪽이에요?") }, people[0]?.token);
  world.pass(1);
  await call(`/help/${help_id}/resolve`);
  const { question_id } = await call("/questions", { text: world.text("Why?", "왜요?") }, people[0]?.token);
  await call(`/questions/${question_id}/answer`, { text: world.text("Because of pressure.", "압력 때문이에요.") });
  await call("/end");
  return { session, teacher, people };
}

export const pastStates: readonly PageState[] = [
  {
    name: "classes-filters",
    async go(world) {
      const token = await world.teacher();
      const room = await world.ownClass();
      await world.call("PUT", `/api/lessons/${room.lesson.id}/tags`, token, { tags: [world.text("plants", "식물")] });
      await world.call("POST", `/api/lessons/${room.lesson.id}/copy`, token, {});
      for (let n = 0; n < 6; n++) {
        const { session } = await world.ownClass({ lesson_id: null });
        await world.call("POST", `/api/sessions/${session.code}/end`, token);
      }
      const page = await world.visit("/teach", { token });
      await page.getByText("Date, lesson, tag").click();
      await page.getByLabel("Tag").last().waitFor();
      await page.locator("summary.menu-button").first().click();
      await page.getByRole("button", { name: "Copy", exact: true }).waitFor();
      return page;
    },
  },
  {
    name: "classes-tags-dialog",
    async go(world) {
      const token = await world.teacher();
      const room = await world.ownClass();
      await world.call("PUT", `/api/lessons/${room.lesson.id}/tags`, token, { tags: [world.text("plants", "식물")] });
      const page = await world.visit("/teach", { token });
      await page.locator("summary.menu-button").first().click();
      return opens(page, "Edit tags");
    },
  },
  {
    name: "lesson-versions",
    async go(world) {
      const { lesson, teacher } = await world.ownClass({ steps: 3 });
      const [first, second] = lesson.subtasks;
      const changed = [
        { id: first?.id, title: world.text("Fill the glass", "컵에 물 채우기") },
        { id: second?.id, title: second?.title },
      ];
      await world.call("PUT", `/api/lessons/${lesson.id}`, teacher, { title: lesson.title, subtasks: changed });
      const page = await world.visit(`/teach/lessons/${lesson.id}`, { token: teacher });
      await opens(page, "Versions");
      await press(page, /Version 1/);
      await sees(page, "Restore this version");
      return page;
    },
  },
  {
    name: "room-expected",
    async go(world) {
      const { session, teacher, people } = await taught(world, 2);
      const again = await world.call("POST", `/api/sessions/${session.code}/again`, teacher);
      await world.call("POST", `/api/sessions/${again.code}/join`, people[0]?.token, { nickname: "Mina" });
      const changed = { title: "Lesson", subtasks: [{ title: world.text("Only this", "이것만") }] };
      await world.call("PUT", `/api/lessons/${again.lesson.id}`, teacher, changed);
      const page = await world.visit(`/teach/${again.code}`, { token: teacher });
      await sees(page, "Expected and not here yet: 1");
      await sees(page, "The lesson was changed after this class took it.");
      return page;
    },
  },
  {
    name: "join-known",
    async go(world) {
      const { session, teacher, people } = await taught(world, 2);
      const again = await world.call("POST", `/api/sessions/${session.code}/again`, teacher);
      const page = await world.visit(`/j/${again.code}`, { token: people[0]?.token });
      await sees(page, /^Welcome back/);
      return page;
    },
  },
  {
    name: "join-kept",
    async go(world) {
      const { session, people } = await taught(world, 2);
      const page = await world.visit(`/j/${session.code}`, { token: people[0]?.token });
      await page.getByRole("link", { name: "Open my notes" }).waitFor();
      return page;
    },
  },
  {
    name: "student-copy",
    async go(world) {
      const { session, people } = await taught(world, 2);
      const page = await world.visit(`/s/${session.code}`, { token: people[0]?.token });
      await sees(page, "Because of pressure.");
      return page;
    },
  },
  {
    name: "replay",
    async go(world) {
      const { session, teacher } = await taught(world, 2);
      const page = await world.visit(`/teach/${session.code}/replay`, { token: teacher });
      await heading(page, /^Replay/);
      for (let n = 0; n < 4; n++) await press(page, "Next");
      await heading(page, "The board at this moment");
      return page;
    },
  },
  {
    name: "compare-choose",
    async go(world) {
      const first = await taught(world, 2);
      await taught(world, 4, first.session.lesson?.id);
      const page = await world.visit(`/teach/${first.session.code}/compare`, { token: first.teacher });
      await heading(page, "Compare with which class?");
      return page;
    },
  },
  {
    name: "compare",
    async go(world) {
      const first = await taught(world, 2);
      const second = await taught(world, 4, first.session.lesson?.id);
      const path = `/teach/${first.session.code}/compare?with=${second.session.code}`;
      const page = await world.visit(path, { token: first.teacher });
      await heading(page, "Step by step");
      return page;
    },
  },
];
