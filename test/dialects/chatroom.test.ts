import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

test("the path accepts a UUID in every form that Python's uuid.UUID() accepts", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Ann");
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await teacher.until("welcome");
  const { id } = participant;
  const hex = id.replaceAll("-", "");
  for (const form of [id, id.toUpperCase(), hex, hex.toUpperCase(), `{${id}}`, `{${hex}}`, `urn:uuid:${id}`]) {
    await using ann = await TestSocket.open(`${room.url}/ws/TEST001/${encodeURIComponent(form)}`, token);
    expect((await teacher.until("participant.arrived")).data.id).toBe(id);
    ann.send({ type: "chat_message", content: form });
    expect(await ann.until("chat_message")).toMatchObject({ content: form, participant_id: id });
  }
  for (const form of [hex.slice(1), `${hex}0`, `${hex.slice(1)}g`, `(${id})`, "{}"]) {
    const socket = await TestSocket.open(`${room.url}/ws/TEST001/${encodeURIComponent(form)}`, token);
    expect(await socket.closed).toEqual({ code: 1008, reason: "Invalid participant ID" });
  }
});
