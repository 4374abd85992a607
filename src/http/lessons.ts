/** Lessons, for the teacher whose they are. */
import { Hono } from "hono";
import { Fault } from "../domain/faults.ts";
import { LessonInput } from "../domain/session.ts";
import { body, jsonOnly } from "./body.ts";
import type { Call, Carried, Desk } from "./context.ts";
import { teacher, teachersOnly } from "./who.ts";

export function lessons({ store }: Desk): Hono<Carried> {
  return new Hono<Carried>()
    .get("/lessons", (call) => call.json(store.lessons.list(teacher(call).id)))
    .post("/lessons", teachersOnly, jsonOnly, body(LessonInput), (call) =>
      call.json(store.lessons.create(teacher(call).id, call.req.valid("json")), 201),
    )
    .get("/lessons/:id", (call) => call.json(store.lessons.get(teacher(call).id, idOf(call))))
    .put("/lessons/:id", teachersOnly, jsonOnly, body(LessonInput), (call) =>
      call.json(store.lessons.replace(teacher(call).id, idOf(call), call.req.valid("json"))),
    )
    .delete("/lessons/:id", (call) => {
      store.lessons.remove(teacher(call).id, idOf(call));
      return call.body(null, 204);
    });
}

function idOf(call: Call): number {
  const id = call.req.param("id") ?? "";
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new Fault("lesson_not_found");
  return Number(id);
}
