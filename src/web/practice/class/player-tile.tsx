/** A player of the class: name, chord, diagram and tempo; the status (practising, resting, away) as shape and word. */
import { type Playing, tempoAt } from "../../../client/fold/practice.ts";
import type { Participant } from "../../../domain/session.ts";
import { now } from "../../now.ts";
import { memo } from "../../ui/memo.ts";
import { Shape } from "../../ui/shape.tsx";
import { Diagram } from "../chords/diagram.tsx";
import { lengthClass } from "../screen/chord-screen.tsx";
import { texts as practiceTexts } from "../texts.ts";
import { texts } from "./texts.ts";

interface TileProps {
  person: Participant;
  player: Playing;
  capo: number;
  onChoose: (id: string) => void;
}

function PlainTile({ person, player, capo, onChoose }: TileProps) {
  const words = texts.value;
  const { chord, running } = player;
  const status = running ? "practising" : person.is_online ? "idle" : "away";
  const look = {
    practising: "bg-base-100 ring-2 ring-primary",
    idle: "bg-base-100 ring-1 ring-base-300",
    away: "text-quiet border-2 border-dashed border-base-300",
  }[status];
  return (
    <li class="contents">
      <button type="button" class={`tile min-h-52 ${look}`} onClick={() => onChoose(person.id)}>
        <span class="sr-only">{words.look(person.nickname)}. </span>
        <span class="line-clamp-1 text-2xl leading-tight font-bold">{person.nickname}</span>
        <span class="flex min-h-24 items-center justify-between gap-2">
          <span class="player-chord" data-long={lengthClass(chord?.name ?? "")}>
            {chord?.name ?? "–"}
          </span>
          {chord && <Diagram name={chord.name} capo={capo} class="h-24 w-auto shrink-0" />}
        </span>
        <span class="flex items-center gap-1.5 text-base font-semibold whitespace-nowrap">
          <Shape status={status === "practising" ? "working" : status === "idle" ? "waiting" : "away"} size="1.25rem" />
          {words.state[status]}
          {running && <Tempo player={player} />}
        </span>
      </button>
    </li>
  );
}

/** A component of its own, so that each second only this text renders again. */
function Tempo({ player }: { player: Playing }) {
  return (
    <span class="ml-auto font-bold tabular-nums">{practiceTexts.value.perMinute(tempoAt(player, now.value))}</span>
  );
}

/** Renders again only if something of this player changed. */
export const PlayerTile = memo(
  PlainTile,
  (a, b) =>
    a.player === b.player &&
    a.capo === b.capo &&
    a.person.is_online === b.person.is_online &&
    a.person.nickname === b.person.nickname,
);
