import { expect, test } from "bun:test";
import { openClass, openTestServer } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

test("an invalid cookie creates a guest, because a browser cannot remove it; a wrong token or ticket is rejected", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  await room.call("POST", "/api/auth/logout", token);
  const url = `${room.url}/ws/session/TEST001/student/`;
  await using guest = await TestSocket.open(url, undefined, { Cookie: `lectern_session=${token}` });
  expect(await guest.next()).toMatchObject({ event: "connected", role: "student" });
  const nicknames = async () =>
    (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body.map(
      ({ nickname }: any) => nickname,
    );
  expect(await nicknames()).toEqual(["Teacher", "Ann", "Guest"]);
  expect((await knock(url, token)).status).toBe(403);
  expect(await nicknames()).toEqual(["Teacher", "Ann", "Guest"]);
});

/** The session cookies of the 101 response; the browser's id cookie is tested in http/removed.test.ts. */
async function connectAs(url: string, cookie?: string) {
  const { headers, status } = await knock(url, undefined, cookie === undefined ? {} : { Cookie: cookie });
  return { status, cookies: headers.getSetCookie().filter((set) => set.startsWith("lectern_session=")) };
}

test("a student without a credential gets a cookie with the 101 response, and is the same participant with it", async () => {
  await using room = await openClass({ code: "TEST001" });
  const url = `${room.url}/ws/session/TEST001/student/`;
  await using teacher = await TestSocket.open(`${room.url}/ws/session/TEST001/teacher/`, room.teacher);
  await teacher.until("connected");
  const { status, cookies } = await connectAs(url);
  expect(status).toBe(101);
  expect(cookies).toEqual([
    expect.stringMatching(/^lectern_session=\S+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
  const cookie = cookies[0]?.split(";")[0] ?? "";
  const people = async () => (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body;
  const [, guest] = await people();

  for (let visit = 0; visit < 3; visit++) expect((await connectAs(url, cookie)).cookies).toEqual([]);
  expect((await people()).map(({ id }: any) => id)).toEqual([expect.any(String), guest.id]);

  const asked = await fetch(`${room.url}/api/sessions/TEST001/feedback`, {
    method: "POST",
    headers: { Cookie: cookie, "Content-Type": "application/json" },
    body: JSON.stringify({ feedback_type: "HARD" }),
  });
  expect(asked.status).toBe(200);
  expect(await teacher.until("feedback")).toMatchObject({ feedback_type: "HARD" });

  const signedOut = await TestSocket.open(url, undefined, { Cookie: cookie });
  await signedOut.until("connected");
  await fetch(`${room.url}/api/auth/logout`, { method: "POST", headers: { Cookie: cookie } });
  expect((await signedOut.closed).code).toBe(4401);
});

test("a client with a credential gets no cookie, and an invalid cookie is replaced", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const url = `${room.url}/ws/session/TEST001/student/`;
  expect((await knock(url, token)).headers.getSetCookie()).toEqual([]);
  expect((await connectAs(url, `lectern_session=${token}`)).cookies).toEqual([]);
  await room.call("POST", "/api/auth/logout", token);
  const { cookies } = await connectAs(url, `lectern_session=${token}`);
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).not.toContain(token);
});

test("under TLS the guest's cookie is Secure", async () => {
  await using server = await openTestServer({ publicUrl: "https://class.example.org" });
  await using room = await openClass({ server, code: "TEST001" });
  const { cookies } = await connectAs(`${room.url}/ws/session/TEST001/student/`);
  expect(cookies).toEqual([expect.stringMatching(/; HttpOnly; Secure; SameSite=Lax$/)]);
});
