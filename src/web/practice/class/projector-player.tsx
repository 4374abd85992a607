/** One player of the class on the projector: large, and with sound. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import { fromSummary, noPlaying, type Playing, withKnown } from "../../../client/fold/practice.ts";
import type { Participant } from "../../../domain/session.ts";
import { api } from "../../api.ts";
import type { LiveRoom } from "../../live.ts";
import type { Sound } from "../audio/sound.ts";
import { useSounding } from "../audio/use-sounding.ts";
import { availableChords, chordChoice } from "../chords/chord-set.ts";
import { ChordScreen } from "../screen/chord-screen.tsx";
import { Elapsed } from "../start-button.tsx";
import { texts } from "./texts.ts";

interface ProjectorPlayerProps {
  live: LiveRoom;
  room: Room;
  person: Participant;
  sound: Sound;
  onBack: () => void;
}

/** Shows the player. Escape goes back to the class. */
export function ProjectorPlayer({ live, room, person, sound, onBack }: ProjectorPlayerProps) {
  const words = texts.value;
  const { capo } = chordChoice.value;
  const known = useSignal<Playing | undefined>(undefined);
  const sounding = useSounding(live, person.id, (name) => sound.strum(name, chordChoice.peek().capo));
  const recent = room.practice.players.get(person.id)?.recent ?? [];
  const names = [...new Set([...availableChords.value, ...recent].map(({ name }) => name))];
  useEffect(() => sound.prepare(names, capo), [sound, names.join(" "), capo]);
  // The class's view has no times, so what this player played before the page opened is read here.
  useEffect(() => {
    api
      .practice(room.session.code, person.id)
      .then(({ data }) => {
        known.value = fromSummary(data);
      })
      .catch(() => {});
  }, [person.id]);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && !document.querySelector("dialog[open]")) onBack();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const player = withKnown(room.practice.players.get(person.id) ?? noPlaying, known.value);
  return (
    <main class="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <p class="flex flex-wrap items-baseline gap-x-6 px-page text-3xl font-bold">
        {person.nickname}
        <span class="text-xl font-semibold text-quiet">
          {player.running && player.running.started > 0 ? (
            <Elapsed since={player.running.started} />
          ) : person.is_online ? (
            words.state.idle
          ) : (
            words.state.away
          )}
        </span>
      </p>
      <ChordScreen player={player} sounding={sounding} set={[]} capo={capo} />
    </main>
  );
}
