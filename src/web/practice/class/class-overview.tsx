/** The class's overview for its teacher: a tile for each player. Pressing a tile shows the player large, with sound. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import { noPlaying } from "../../../client/fold/practice.ts";
import type { Participant } from "../../../domain/session.ts";
import type { LiveRoom } from "../../live.ts";
import { Icon } from "../../ui/icon.tsx";
import { Qr } from "../../ui/qr.tsx";
import { SoundControls } from "../audio/sound-controls.tsx";
import { screenSoundId, useSound } from "../audio/use-sound.ts";
import { chordChoice } from "../chords/chord-set.ts";
import { Head } from "../head.tsx";
import { PairingDialog } from "../screen/pairing.tsx";
import { usePairing } from "../screen/use-pairing.ts";
import { PlayerTile } from "./player-tile.tsx";
import { ProjectorPlayer } from "./projector-player.tsx";
import { texts } from "./texts.ts";

/** The teacher's page. */
export function ClassOverview({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const sound = useSound(screenSoundId);
  const chosen = useSignal<string | undefined>(undefined);
  const pairing = useSignal(false);
  const people = Array.from(room.people.values()).filter(
    ({ id, role }) => role === "STUDENT" || room.practice.players.get(id)?.chord !== undefined,
  );
  const url = usePairing(room.session.code, { wanted: pairing.value, now: live.now, used: people.length });
  const person = people.find(({ id }) => id === chosen.value);
  const practising = people.filter(({ id }) => room.practice.players.get(id)?.running).length;
  const showAll = () => {
    chosen.value = undefined;
  };

  return (
    <div class="flex min-h-dvh flex-col lg:h-dvh">
      <Head live={live} room={room}>
        <SoundControls sound={sound} small />
        {person ? (
          <button type="button" class="btn" onClick={showAll}>
            <Icon name="left" />
            {words.backToClass}
          </button>
        ) : (
          <p class="text-lg font-bold tabular-nums" role="status">
            {words.playing(practising, people.length)}
          </p>
        )}
      </Head>
      {person ? (
        <ProjectorPlayer key={person.id} live={live} room={room} person={person} sound={sound} onBack={showAll} />
      ) : (
        <main class="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-page pb-page lg:flex-row">
          <Players room={room} people={people} onChoose={chosen} />
          {people.length > 0 && (
            <aside class="flex shrink-0 flex-col items-center gap-4 lg:w-72">
              <PracticeCode room={room} />
              <OwnPhone pairing={pairing} />
            </aside>
          )}
          {people.length === 0 && (
            <div class="m-auto flex flex-col items-center gap-4 py-8 text-center">
              <PracticeCode room={room} large />
              <p class="text-2xl font-bold">{words.noPlayers}</p>
              <p class="text-balance text-quiet">{words.noPlayersHint}</p>
              <OwnPhone pairing={pairing} />
            </div>
          )}
        </main>
      )}
      {pairing.value && (
        <PairingDialog
          url={url}
          title={words.ownPhone}
          hint={words.ownPhoneHint}
          onClose={() => {
            pairing.value = false;
          }}
        />
      )}
    </div>
  );
}

interface PlayersProps {
  room: Room;
  people: readonly Participant[];
  onChoose: { value: string | undefined };
}

function Players({ room, people, onChoose }: PlayersProps) {
  const { capo } = chordChoice.value;
  if (people.length === 0) return null;
  return (
    <ul class="players h-fit min-w-0 flex-1 p-1" aria-label={texts.value.players}>
      {people.map((person) => (
        <PlayerTile
          key={person.id}
          person={person}
          player={room.practice.players.get(person.id) ?? noPlaying}
          capo={capo}
          onChoose={(id) => {
            onChoose.value = id;
          }}
        />
      ))}
    </ul>
  );
}

/** The QR code, class code and address that lead students to the practice page. */
function PracticeCode({ room, large = false }: { room: Room; large?: boolean }) {
  const { code, join_url } = room.session;
  const url = join_url.replace(`/j/${code}`, `/practice/${code}`);
  return (
    <div class={`flex flex-col items-center gap-2 ${large ? "" : "card-plain w-full"}`}>
      <Qr
        value={url}
        label={texts.value.joinQr}
        class={`rounded-box ${large ? "size-80 max-w-full" : "size-52 max-w-full"}`}
      />
      <p class={`font-code font-bold tracking-wider ${large ? "text-code" : "text-3xl"}`}>{code}</p>
      <p class={`break-all text-quiet ${large ? "text-xl" : "text-sm"}`}>{url.replace(/^https?:\/\//, "")}</p>
    </div>
  );
}

function OwnPhone({ pairing }: { pairing: { value: boolean } }) {
  return (
    <button
      type="button"
      class="btn btn-lg"
      onClick={() => {
        pairing.value = true;
      }}
    >
      {texts.value.ownPhone}
    </button>
  );
}
