/** One player of the class, seen and heard large. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import { fromSummary, noPlaying, type Playing, withKnown } from "../../../client/fold/practice.ts";
import type { Participant } from "../../../domain/session.ts";
import { api, type LiveRoom } from "../../live.ts";
import type { Sound } from "../audio/sound.ts";
import { useSounding } from "../audio/use-sounding.ts";
import { choice, inReach } from "../chords/chord-set.ts";
import { Screen } from "../screen/screen.tsx";
import { Elapsed } from "../start-button.tsx";
import { texts } from "./texts.ts";

interface SoloistProps {
  live: LiveRoom;
  room: Room;
  person: Participant;
  sound: Sound;
  onBack: () => void;
}

/** Escape leads back. */
export function ProjectorPlayer({ live, room, person, sound, onBack }: SoloistProps) {
  const words = texts.value;
  const { capo } = choice.value;
  const known = useSignal<Playing | undefined>(undefined);
  const sounding = useSounding(live, person.id, (name) => sound.strum(name, choice.peek().capo));
  const recent = room.practice.players.get(person.id)?.recent ?? [];
  const names = [...new Set([...inReach.value, ...recent].map(({ name }) => name))];
  useEffect(() => sound.prepare(names, capo), [sound, names.join(" "), capo]);
  // The class's own view has no times: what was played before this page came is read for this one.
  useEffect(() => {
    api
      .practice(room.session.code, person.id)
      .then(({ data }) => {
        known.value = fromSummary(data);
      })
      .catch(() => {});
  }, [person.id]);
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && !document.querySelector("dialog[open]")) onBack();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
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
      <Screen player={player} sounding={sounding} set={[]} capo={capo} />
    </main>
  );
}
