import { expect, setDefaultTimeout, test } from "bun:test";
import { caller, openTestServer, temporaryFolder } from "../support/class.ts";
import { inParallel, LiveClient } from "../support/load.ts";
import { noise } from "../support/picture.ts";
import { makeClass, openProgram } from "../support/program.ts";
import { figure, openFiles, percentile, residentMiB, scaled } from "../support/proof.ts";

setDefaultTimeout(120_000);

/** Makes a class in folder `data`, whose first and third step show one picture of about 300 kB. */
async function preparePictures(data: string, students: number) {
  await using server = await openTestServer({ data });
  const teacher = await server.teacher();
  const form = new FormData();
  form.append("file", new File([noise(300_000)], "noise.png"));
  const headers = { Authorization: `Bearer ${teacher}` };
  const uploaded = await fetch(`${server.url}/api/uploads?for=lesson`, { method: "POST", headers, body: form });
  const path = new URL(((await uploaded.json()) as { url: string }).url).pathname;
  const content = `Look:\n\n![Noise](${path})`;
  const subtasks = [{ title: "One", content }, { title: "Two" }, { title: "Three", content }];
  const lesson = (await server.call("POST", "/api/lessons", teacher, { title: "Lesson", subtasks })).body;
  return { path, room: await makeClass(server.url, { students, teacher, lesson_id: lesson.id }) };
}

/** A browser's cache of one phone: asks the server for what it does not have or may not keep. */
function openPhone(origin: string) {
  const kept = new Map<string, { etag: string | null; fresh: boolean; bytes: number }>();
  const answers: { status: number; bytes: number }[] = [];
  async function load(path: string): Promise<number> {
    const known = kept.get(path);
    if (known?.fresh) return known.bytes;
    const response = await fetch(origin + path, { headers: known?.etag ? { "If-None-Match": known.etag } : {} });
    const { byteLength } = await response.arrayBuffer();
    answers.push({ status: response.status, bytes: byteLength });
    const fresh = /\bimmutable\b/.test(response.headers.get("Cache-Control") ?? "");
    const bytes = response.status === 304 ? (known?.bytes ?? 0) : byteLength;
    kept.set(path, { etag: response.headers.get("ETag"), fresh, bytes });
    return bytes;
  }
  return {
    /** The answers of the server, in order. */
    answers,
    load,
    /** Loads it as a browser does that asks again although it may keep it. */
    reload(path: string): Promise<number> {
      const known = kept.get(path);
      if (known) kept.set(path, { ...known, fresh: false });
      return load(path);
    },
  };
}

/** The picture that a frame shows. */
const pictureIn = (frame: unknown): string | undefined => /\/uploads\/[\w.-]+/.exec(JSON.stringify(frame))?.[0];

const count = scaled(20, 1000);

test(`E7 a picture of 300 kB reaches ${count} phones and the projector, once each`, async () => {
  using folder = temporaryFolder();
  const { room, path } = await preparePictures(folder.path, count);
  await using server = await openProgram({ data: folder.path });
  const url = `${server.url}/ws/live/${room.session.code}`;
  const times: number[] = [];
  const loads: Promise<number>[] = [];
  let published = 0;
  /** What a phone does with a step: it shows its picture. */
  const show = (phone: ReturnType<typeof openPhone>, frame: unknown) => {
    const picture = pictureIn(frame);
    if (picture === undefined) return;
    expect(picture).toBe(path);
    const loaded = phone.load(picture).finally(() => times.push(performance.now() - published));
    loads.push(loaded);
  };
  const phones = Array.from({ length: count }, () => openPhone(server.url));
  const students = await inParallel(room.students, 50, async ({ token }, n) => {
    const student = new LiveClient(url, token, async ({ type, data }) => {
      const phone = phones[n];
      if (!phone || type !== "step.changed") return;
      // A phone has the steps' content from its own welcome.
      const { subtasks } = (await student.welcome.promise).session.lesson;
      show(
        phone,
        subtasks.find(({ id }: { id: number }) => id === data.subtask.id),
      );
    });
    await student.welcome.promise;
    return student;
  });
  const call = caller(server.url);
  const { body: screen } = await call("POST", `/api/sessions/${room.session.code}/screens`, room.teacher);
  const wall = openPhone(server.url);
  const shown = Promise.withResolvers<void>();
  using _projector = await LiveClient.open(
    `${server.url}/ws/live/screen/${room.session.code}`,
    screen.token,
    ({ type, data }) => {
      if (type !== "changed" || pictureIn(data) === undefined) return;
      show(wall, data);
      shown.resolve();
    },
  );
  using teacher = await LiveClient.open(url, room.teacher);
  const memory = residentMiB(server.pid);
  const files = openFiles(server.pid);
  const go = async (subtask_id: number) => {
    published = performance.now();
    await teacher.time("step.start", { subtask_id });
    await Promise.all(students.map((student) => student.ask("ping")));
  };

  await go(1);
  await shown.promise;
  const [size = 0] = await Promise.all(loads);
  expect(Math.round(size / 20_000) * 20).toBe(300);
  const first = times.slice();
  // The next step without it, and another one with the same picture.
  await go(2);
  await go(3);
  expect(await Promise.all(loads)).toEqual(Array.from({ length: loads.length }, () => size));
  expect(loads.length).toBeGreaterThanOrEqual(2 * count + 1);
  const everyone = [...phones, wall];
  expect(everyone.map(({ answers }) => answers)).toEqual(everyone.map(() => [{ status: 200, bytes: size }]));

  // A page that is loaded again gets an answer without the picture.
  await inParallel(everyone, 50, (phone) => phone.reload(path));
  expect(everyone.map(({ answers }) => answers.slice(1))).toEqual(everyone.map(() => [{ status: 304, bytes: 0 }]));

  for (const student of students) student[Symbol.dispose]();
  const sent = (phone: (typeof everyone)[number]) => phone.answers.filter(({ bytes }) => bytes > 0).length;
  figure("E7", { what: "times that a phone got it", value: Math.max(...everyone.map(sent)), unit: "times", atMost: 1 });
  figure("E7", { what: "p99 of its arrival after the step", value: percentile(first, 99), unit: "ms", atMost: 2000 });
  figure("E7", { what: "memory more than before", value: residentMiB(server.pid) - memory, unit: "MiB", atMost: 60 });
  figure("E7", {
    what: "files open, more than before",
    value: openFiles(server.pid) - files,
    unit: "files",
    atMost: 300,
  });
});
