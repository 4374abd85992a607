/** The tags of the next values: chosen once, and kept in the browser until they are changed. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { TagRecord } from "../../../domain/spc/tag-names.ts";
import type { ProductTag } from "../../../domain/spc/tags.ts";
import { recall, rememberNewest } from "../../memory.ts";
import type { LiveBoard } from "../use-board.ts";
import { withoutUnknown } from "./shown-tags.ts";

export interface ChosenTags {
  /** The tags that the pad shows. */
  readonly tags: Signal<readonly ProductTag[]>;
  readonly chosen: Signal<TagRecord>;
  /** Reads the tags again: others may have used new values. */
  readonly load: () => Promise<void>;
  /** `undefined`: the next values do not have the tag. */
  readonly choose: (name: string, value: string | undefined) => void;
}

/** The name under which the choice is stored. */
const group = "tags";

export function useTags(board: LiveBoard, product: number): ChosenTags {
  const tags = useSignal<readonly ProductTag[]>([]);
  const chosen = useSignal<TagRecord>(read(product));
  const store = (next: TagRecord) => {
    chosen.value = next;
    rememberNewest(group, String(product), Object.keys(next).length > 0 ? JSON.stringify(next) : undefined);
  };
  const load = async () => {
    try {
      tags.value = await board.api.tags(product);
      // A remembered tag that the product no longer has must not be sent with every value.
      const known = withoutUnknown(chosen.value, tags.value);
      if (known !== chosen.value) store(known);
    } catch {
      // keep the known tags; the next connection reads again
    }
  };
  const { link } = board.state.value;
  useEffect(() => void load(), [product, link.is]);
  return {
    tags,
    chosen,
    load,
    choose(name, value) {
      const others = Object.entries(chosen.value).filter(([other]) => other !== name);
      store(Object.fromEntries(value === undefined ? others : [...others, [name, value]]));
    },
  };
}

function read(product: number): TagRecord {
  try {
    const stored: unknown = JSON.parse(recall(`${group}.${product}`) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, value]) => typeof value === "string"));
  } catch {
    return {};
  }
}
