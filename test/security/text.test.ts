/** Text from any client comes back as the text it is, in every dialect, every read and the report: data, and no more. */
import { expect, test } from "bun:test";
import { featureNames } from "../../src/features/whole-session.ts";
import { voices } from "../dialects/voices/index.ts";
import type { Voice } from "../dialects/voices/voice.ts";
import { openClass } from "../support/class.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";

const path = "/api/sessions/TEST001";

/** What is typed, and how it is shown where a text may be worded better. */
const texts: [what: string, typed: string, cleaned?: string][] = [
  ["a script", "<script>alert(1)</script>"],
  ["a picture that fails", '<img src=x onerror="alert(1)">'],
  ["an end of whatever is around it", "</textarea></title></script><svg/onload=alert(1)>"],
  ["entities", "&lt;b&gt; &amp; &#x3c;"],
  ["quotes of all kinds", `'"\`\u2018\u201c\u00ab`],
  ["JSON in JSON", '{"type":"session_ended","event":"session_ended"}'],
  ["escapes", "\\u003cscript\\u003e \\n %3Cb%3E"],
  ["a key of every object", "__proto__"],
  ["right to left", "שלום مرحبا"],
  ["marks that turn what follows", "abc\u202Egnp.exe\u202C \u2067x\u2069 \u200F", "abcgnp.exe x"],
  ["marks that nobody sees", "a\u200Bb\u200Cc\u200Dd\uFEFFe", "abcde"],
  ["emoji", "👍🏽 🇰🇷 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
  ["many marks on one letter", `Z${"\u0301".repeat(3998)}!`],
  ["the longest there is", "가".repeat(4000)],
  ["a letter outside the basic plane, as often as fits", "𝕏".repeat(2000)],
  ["people who are one emoji", "👩‍👩‍👧 👩🏽‍🚀 ❤️‍🔥 🏳️‍🌈"],
  ["a joiner that Persian is spelt with", "می\u200cخواهم"],
  ["joiners that join nothing", "A\u200Cn\u200Dn \u200D👍\u200D", "Ann 👍"],
  ["a line of lines", "a\u2028b\u2029c", "abc"],
];

test("text typed in any app arrives unchanged in all of them, and is read back unchanged", async () => {
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const { token, participant } = await room.join("Ann");
  const lines = await Promise.all(
    Object.entries(voices).map(async ([app, voice]: [string, Voice]) => ({
      app,
      voice,
      socket: await TestSocket.open(room.url + voice.path("TEST001", participant), token),
    })),
  );
  let signs = 0;
  const heard = async () => {
    const found: Record<string, any[]> = {};
    for await (const _ of rounds(room)) {
      for (const { app, voice, socket } of lines) {
        const { send, answer } = voice.alive(++signs);
        const isLast = (frame: any) => Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) });
        const frames = (await socket.all(send, isLast)).filter((frame) => !voice.aside(frame) && frame.type !== "ok");
        found[app] = [...(found[app] ?? []), ...frames];
      }
    }
    return found;
  };
  const native = lines.find(({ app }) => app === "lectern")?.socket;
  const chatroom = lines.find(({ app }) => app === "chatroom")?.socket;
  await heard();

  for (const [what, typed, cleaned = typed] of texts) {
    const says: (() => unknown)[] = [
      () => room.call("POST", `${path}/messages`, token, { content: typed }),
      () => native?.send({ type: "chat.send", data: { content: typed } }),
      () => chatroom?.send({ type: "chat_message", content: typed }),
    ];
    for (const say of says) {
      await say();
      const { lectern, mobilegpt, inthon, chatroom } = await heard();
      expect([what, lectern?.map(({ data }) => data.content)]).toEqual([what, [typed]]);
      expect([what, chatroom?.map(({ content }) => content)]).toEqual([what, [typed]]);
      expect([mobilegpt, inthon]).toEqual([[], []]);
    }
    const asks: (() => unknown)[] = [
      () => room.call("POST", `${path}/questions`, token, { text: typed }),
      () => native?.send({ type: "question.ask", data: { text: typed } }),
      () => chatroom?.send({ type: "question", content: typed }),
    ];
    for (const ask of asks) {
      await ask();
      const { lectern, inthon, chatroom } = await heard();
      expect([what, lectern?.map(({ data }) => [data.text, data.cleaned_text])]).toEqual([what, [[typed, cleaned]]]);
      expect([what, inthon?.map(({ cleaned_text }) => cleaned_text)]).toEqual([what, [cleaned]]);
      expect([what, chatroom?.map(({ content }) => content)]).toEqual([what, [typed]]);
    }
    // Open questions are limited for each person; answered ones are not.
    for (const { question_id } of (await room.call("GET", `${path}/questions?limit=3`, token)).body) {
      await room.call("POST", `${path}/questions/${question_id}/answer`, room.teacher);
    }
    await heard();
    if (typed.length > 1000) continue;
    await room.call("POST", `${path}/important`, room.teacher, { note: typed });
    await room.call("POST", `${path}/help`, token, { message: typed });
    const { lectern, inthon } = await heard();
    expect([what, lectern?.map(({ data }) => data.note ?? data.message)]).toEqual([what, [typed, typed]]);
    expect([what, inthon?.map(({ note }) => note)]).toEqual([what, [typed]]);
  }

  const thrice = texts.flatMap(([, typed]) => [typed, typed, typed]);
  const read = async (what: string) => (await room.call("GET", path + what, room.teacher)).body;
  expect((await read("/messages?limit=200")).map(({ content }: any) => content)).toEqual(thrice.toReversed());
  expect((await read("/questions?limit=200")).map(({ text }: any) => text)).toEqual(thrice.toReversed());
  const report = await read("/report");
  expect(report.messages.map(({ content }: any) => content)).toEqual(thrice);
  expect(report.questions.map(({ text }: any) => text)).toEqual(thrice);
});

test("10,000 combining marks on one letter are too long for a text, and are drawn no higher than a name", async () => {
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const { token, participant } = await room.join(`X${"\u0301".repeat(100)}oe`);
  expect(participant.nickname).toBe("X\u0301\u0301\u0301\u0301oe");
  const marks = `Z${"\u0301".repeat(10_000)}`;
  expect((await room.call("POST", `${path}/join`, undefined, { nickname: marks })).status).toBe(422);
  for (const [what, body] of [
    ["/messages", { content: marks }],
    ["/questions", { text: marks }],
  ] as const) {
    expect((await room.call("POST", path + what, token, body)).status).toBe(422);
  }
  await using phone = await TestSocket.open(`${room.url}/ws/TEST001/${participant.id}`, token);
  phone.send({ type: "chat_message", content: marks });
  expect(await phone.next()).toEqual({
    type: "error",
    message: "Failed to send message: content has more than 4000 characters",
  });
});

test("lone surrogates are replaced and control characters removed, in chat as in questions", async () => {
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const { token, participant } = await room.join("Ann");
  await using phone = await TestSocket.open(`${room.url}/ws/TEST001/${participant.id}`, token);
  for (const type of ["chat_message", "question"]) {
    phone.send(`{"type": "${type}", "content": " a\\u0000b\\u001b[31mc\\ud83d\\u009f \\n d "}`);
    expect(await phone.next()).toMatchObject({ type, content: "ab[31mc\ufffd \n d" });
  }
  expect((await room.call("GET", `${path}/questions`, token)).body[0].cleaned_text).toBe("ab[31mc\ufffd d");
});
