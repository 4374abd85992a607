/** A picture on its way to the server: none yet, uploading, there, or not. */
import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { api, type LiveRoom } from "../../live.ts";
import { errorText } from "../../ui/notice.tsx";
import { shrink } from "./shrink.ts";

export type PictureState =
  | { readonly is: "none" }
  | { readonly is: "uploading" }
  | { readonly is: "there"; readonly url: string }
  | { readonly is: "failed"; readonly picture: Blob; readonly why: string };

export interface Picture {
  readonly state: Signal<PictureState>;
  /** Uploads this one; whatever was on its way before counts no more. */
  readonly take: (picture: Blob) => void;
  readonly clear: () => void;
}

/** Uploads count for the session of `live`. */
export function usePicture(live: LiveRoom): Picture {
  const state = useSignal<PictureState>({ is: "none" });
  return useMemo(() => {
    let turn = 0;
    async function take(picture: Blob): Promise<void> {
      turn++;
      const mine = turn;
      const set = (to: PictureState) => {
        if (mine === turn) state.value = to;
      };
      set({ is: "uploading" });
      try {
        const { url } = await api.upload(await shrink(picture), live.state.peek().room?.session.id);
        set({ is: "there", url });
      } catch (thrown) {
        set({ is: "failed", picture, why: errorText(thrown) });
      }
    }
    return {
      state,
      take: (picture) => void take(picture),
      clear() {
        turn++;
        state.value = { is: "none" };
      },
    };
  }, [state, live]);
}
