/** Fields to show the chart at a subgroup, or from a time on. */
import { texts } from "./texts.ts";
import type { History } from "./use-history.ts";

interface GoToProps {
  history: History;
  width: number;
  onShow: (until: number) => void;
}

export function GoTo({ history, width, onShow }: GoToProps) {
  const words = texts.value;
  const half = Math.floor(width / 2);
  return (
    <div class="flex flex-wrap items-end gap-x-4 gap-y-2">
      <form
        class="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const subgroup = Math.round(Number(new FormData(event.currentTarget).get("subgroup")));
          if (subgroup >= 1) onShow(subgroup + half);
        }}
      >
        <label class="flex flex-col gap-1">
          <span class="label-text">{words.subgroup}</span>
          <input class="input w-36 tabular-nums" name="subgroup" type="number" min={1} required />
        </label>
        <button type="submit" class="btn">
          {words.show}
        </button>
      </form>
      <form
        class="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const time = new Date(String(new FormData(event.currentTarget).get("time"))).getTime();
          if (Number.isNaN(time)) return;
          void history.loadFrom(time, width).then((last) => {
            if (last !== undefined) onShow(last);
          });
        }}
      >
        <label class="flex flex-col gap-1">
          <span class="label-text">{words.fromTime}</span>
          <input class="input tabular-nums" name="time" type="datetime-local" required />
        </label>
        <button type="submit" class="btn">
          {words.show}
        </button>
      </form>
    </div>
  );
}
