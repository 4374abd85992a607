// Asks the questions of a file in a class, one after the other, and prints who leads.
// LECTERN_TOKEN=… node quiz-bot.mjs http://localhost:8000 CLASS1 quiz.json
import { readFile } from "node:fs/promises";
import { connect } from "@lectern/client";

const [url, code, file = "quiz.json"] = process.argv.slice(2);
const questions = JSON.parse(await readFile(file, "utf8"));
const room = await connect({ url, code, token: process.env.LECTERN_TOKEN });

for (const question of questions) {
  const people = await room.viewAll("participants");
  const present = people.filter(({ role, is_online }) => role === "STUDENT" && is_online).length;
  const poll = { kind: "choice", results: "closed", points: 100, speed_bonus: true, seconds: 30, ...question };
  const { poll_id } = await room.send("poll.create", { ...poll, open: true });
  console.log(question.question);

  // Until everybody has voted, or the time is over.
  const over = new AbortController();
  const { signal } = over;
  const hasVoted = (counted) => counted.poll_id === poll_id && counted.votes >= present;
  const everybody = room.once("poll.counted", hasVoted, { signal });
  const timeOver = room.once("poll.closed", (closed) => closed.poll_id === poll_id, { signal });
  await Promise.race([everybody, timeOver]);
  over.abort();

  const shown = room.once("poll.revealed");
  await room.send("poll.reveal", { poll_id });
  const { results, correct } = await shown;
  const right = results.counts.filter(({ of }) => correct.includes(of)).reduce((sum, { count }) => sum + count, 0);
  console.log(`  ${results.votes} votes, ${right} of them right`);
}

for (const { place, nickname, points } of await room.viewAll("polls/standings")) {
  console.log(`${place}. ${nickname}: ${points}`);
}
room.close();
