/**
 * The phones and PCs of the practice rooms, in a separate process: in each room a phone plays and a PC listens. Measures
 * the time from the press on the phone to the frame in the PC's handler.
 */
import { RawSocket } from "../../test/support/raw-socket.ts";

/** Connects a phone and a PC to each room. */
export interface Enter {
  readonly do: "enter";
  readonly name: string;
  readonly rooms: readonly { readonly url: string; readonly token: string }[];
  /** A frame that each phone sends once. */
  readonly hello?: unknown;
}

/** Plays `a_second` chords per second in total, evenly and by each phone in turn. */
export interface Play {
  readonly do: "play";
  readonly name: string;
  readonly chords: number;
  readonly a_second: number;
}

/** The latency of each chord in ms, in ascending order. */
export type Latencies = { readonly took: readonly number[] };

const begins = Buffer.from('{"type":"chord_change"');
const chords = ["C", "G"].map((chord) => ({ type: "chord_change", data: { chord } }));

interface Room {
  readonly phone: RawSocket;
  /** When each chord in flight was pressed. */
  readonly pressed: number[];
}

const crowds = new Map<string, { rooms: Room[]; onChord: (took: number) => void }>();

async function enter({ name, rooms, hello }: Enter): Promise<void> {
  const crowd = { rooms: [] as Room[], onChord: (_: number) => {} };
  crowds.set(name, crowd);
  for (const { url, token } of rooms) {
    const pressed: number[] = [];
    await RawSocket.open(url, {
      token,
      onFrame(_, bytes, start) {
        for (let at = 0; at < begins.length; at++) if (bytes[start + at] !== begins[at]) return;
        crowd.onChord(performance.now() - (pressed.shift() ?? Number.NaN));
      },
    });
    const phone = await RawSocket.open(url, { token, onFrame: () => {} });
    if (hello !== undefined) phone.send(hello);
    crowd.rooms.push({ phone, pressed });
  }
}

async function play({ name, chords: count, a_second }: Play): Promise<number[]> {
  const crowd = crowds.get(name);
  if (!crowd) throw new Error(`nobody is in ${name}`);
  const took: number[] = [];
  const done = Promise.withResolvers<void>();
  crowd.onChord = (time) => {
    if (took.push(time) === count) done.resolve();
  };
  const start = performance.now();
  for (let n = 0; n < count; ) {
    const due = Math.min(count, ((performance.now() - start) * a_second) / 1000);
    for (; n < due; n++) {
      const room = crowd.rooms[n % crowd.rooms.length];
      const round = Math.floor(n / crowd.rooms.length);
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
  process.send?.({ took } satisfies Latencies);
});
