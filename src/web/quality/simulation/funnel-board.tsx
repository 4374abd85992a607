/** The board of the funnel from above: the target, where the marbles came to rest, and where the funnel aims. */
import { useMemo } from "preact/hooks";
import { dropsOf } from "../../../domain/simulation/funnel.ts";
import type { FunnelRule } from "../../../domain/simulation/kinds.ts";
import { texts } from "./texts.ts";

/** How many of the last marbles are drawn. */
const maxDrawn = 300;
/** The picture's width and height, and the smallest distance from the target to its edge, in sigmas. */
const size = 300;
const minReach = 5;

interface BoardProps {
  rule: FunnelRule;
  seed: number;
  drops: number;
  /** Whether what the rule leads to is shown. */
  explained: boolean;
}

export function FunnelBoard({ rule, seed, drops, explained }: BoardProps) {
  const words = texts.value;
  // One more: its aim is where the funnel points now.
  const all = useMemo(() => dropsOf(rule, seed, drops + 1), [rule, seed, drops]);
  const drawn = all.slice(0, -1).slice(-maxDrawn);
  const aim = all.at(-1)?.aim ?? { x: 0, y: 0 };
  const far = [...drawn.map(({ rest }) => rest), aim].flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]);
  const reach = Math.max(minReach, ...far) * 1.1;
  const at = (value: number) => size / 2 + (value / reach) * (size / 2);
  return (
    <figure class="flex flex-col gap-2">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        class="aspect-square w-full max-w-80 self-center rounded-box bg-base-200"
        role="img"
        aria-label={words.board(drops)}
      >
        {[1, 2, 3].map((sigmas) => (
          <circle
            key={sigmas}
            cx={size / 2}
            cy={size / 2}
            r={at(sigmas) - size / 2}
            fill="none"
            class="stroke-base-300"
            stroke-width="1.5"
          />
        ))}
        {drawn.map(({ rest }, n) => (
          <circle
            key={n}
            cx={at(rest.x)}
            cy={at(-rest.y)}
            r={n === drawn.length - 1 ? 5 : 3.5}
            class={n === drawn.length - 1 ? "fill-error" : "fill-primary"}
            fill-opacity={n === drawn.length - 1 ? 1 : 0.45}
          />
        ))}
        <path
          d={`M${size / 2 - 9} ${size / 2}h18M${size / 2} ${size / 2 - 9}v18`}
          class="stroke-base-content"
          stroke-width="2.5"
        />
        <circle cx={at(aim.x)} cy={at(-aim.y)} r="10" fill="none" class="stroke-behind" stroke-width="3" />
      </svg>
      <figcaption class="flex flex-col gap-1 text-base text-quiet">
        <span class="font-semibold text-base-content">
          {explained ? words.funnelRules[rule].join(": ") : words.funnelRules[rule][0]}
        </span>
        <span>{words.boardLegend}</span>
      </figcaption>
    </figure>
  );
}
