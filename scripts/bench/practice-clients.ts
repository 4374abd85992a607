/**
 * The phones and PCs of the practice rooms, in a process of their own: in each room a phone plays and a PC hears. What is
 * measured is the time from the press on the phone to the frame in the PC's handler.
 */
import { RawSocket } from "../../test/support/raw-socket.ts";

/** Connect a phone and a PC to each of these. */
export interface Enter {
  readonly do: "enter";
  readonly name: string;
  readonly rooms: readonly { readonly url: string; readonly token: string }[];
  /** Sent once by each phone. */
  readonly hello?: unknown;
}

/** Have the phones play so many chords a second, all together, in turn and evenly. */
export interface Play {
  readonly do: "play";
  readonly name: string;
  readonly chords: number;
  readonly a_second: number;
}

/** How long each chord took, in ms, shortest first. */
export type Heard = { readonly took: readonly number[] };

const begins = Buffer.from('{"type":"chord_change"');
const chords = ["C", "G"].map((chord) => ({ type: "chord_change", data: { chord } }));

interface Room {
  readonly phone: RawSocket;
  /** When each chord that is on its way was pressed. */
  readonly pressed: number[];
}

const schools = new Map<string, { rooms: Room[]; heard: (took: number) => void }>();

async function enter({ name, rooms, hello }: Enter): Promise<void> {
  const school = { rooms: [] as Room[], heard: (_: number) => {} };
  schools.set(name, school);
  for (const { url, token } of rooms) {
    const pressed: number[] = [];
    await RawSocket.open(url, {
      token,
      onFrame(_, bytes, start) {
        for (let at = 0; at < begins.length; at++) if (bytes[start + at] !== begins[at]) return;
        school.heard(performance.now() - (pressed.shift() ?? Number.NaN));
      },
    });
    const phone = await RawSocket.open(url, { token, onFrame: () => {} });
    if (hello !== undefined) phone.send(hello);
    school.rooms.push({ phone, pressed });
  }
}

async function play({ name, chords: count, a_second }: Play): Promise<number[]> {
  const school = schools.get(name);
  if (!school) throw new Error(`nobody is in ${name}`);
  const took: number[] = [];
  const done = Promise.withResolvers<void>();
  school.heard = (time) => {
    if (took.push(time) === count) done.resolve();
  };
  const start = performance.now();
  for (let n = 0; n < count; ) {
    const due = Math.min(count, ((performance.now() - start) * a_second) / 1000);
    for (; n < due; n++) {
      const room = school.rooms[n % school.rooms.length];
      const round = Math.floor(n / school.rooms.length);
      room?.pressed.push(performance.now());
      room?.phone.send(chords[round % chords.length]);
    }
    await Bun.sleep(1);
  }
  await done.promise;
  return took.sort((a, b) => a - b);
}

process.on("message", async (order: Enter | Play) => {
  let took: number[] = [];
  if (order.do === "play") took = await play(order);
  else await enter(order);
  process.send?.({ took } satisfies Heard);
});
