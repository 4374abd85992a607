/** How the teacher's own browser becomes a projector. */
import { expect, test } from "bun:test";
import { Refusal } from "../../../src/client/refusal.ts";
import { claim } from "../../../src/web/screen/claim.ts";

/** What happens while the server answers with `answers`, one after the other. */
async function claimWith(answers: (Refusal | undefined)[]) {
  const seen: string[] = [];
  const left = [...answers];
  const end = Promise.withResolvers<void>();
  const ends = (how: string) => {
    seen.push(how);
    end.resolve();
  };
  const open = async () => {
    const answer = left.shift();
    if (answer) throw answer;
  };
  const stop = claim(open, {
    onClaimed: () => ends("claimed"),
    onAway: (isAway) => seen.push(isAway ? "away" : "here"),
    onRefused: () => ends("refused"),
    againMs: 5,
  });
  await end.promise;
  // Nothing comes after it.
  await Bun.sleep(10);
  stop();
  return seen;
}

const unreachable = new Refusal("unreachable", "No network.");

test("a network that fails does not end the attempt to become a projector", async () => {
  expect(await claimWith([unreachable, unreachable, undefined])).toEqual(["away", "away", "here", "claimed"]);
});

test("a refusal of the server ends it", async () => {
  expect(await claimWith([new Refusal("not_allowed", "No.")])).toEqual(["here", "refused"]);
});
