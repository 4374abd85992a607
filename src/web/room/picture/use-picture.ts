/** The upload of a picture and its state. */
import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { api } from "../../api.ts";
import type { LiveRoom } from "../../live.ts";
import { errorText } from "../../ui/notice.tsx";
import { shrink } from "./shrink.ts";

export type PictureState =
  | { readonly is: "none" }
  | { readonly is: "uploading" }
  | { readonly is: "there"; readonly url: string }
  | { readonly is: "failed"; readonly picture: Blob; readonly why: string };

export interface Picture {
  readonly state: Signal<PictureState>;
  /** Uploads a picture. An earlier upload is ignored. */
  readonly upload: (picture: Blob) => void;
  readonly clear: () => void;
}

/** Uploads pictures for the session of `live`. `uploaded`: the address of one that was uploaded before a reload, or "". */
export function usePicture(live: LiveRoom, uploaded = ""): Picture {
  const state = useSignal<PictureState>(uploaded ? { is: "there", url: uploaded } : { is: "none" });
  return useMemo(() => {
    let uploads = 0;
    async function upload(picture: Blob): Promise<void> {
      uploads++;
      const current = uploads;
      const set = (to: PictureState) => {
        if (current === uploads) state.value = to;
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
      upload: (picture) => void upload(picture),
      clear() {
        uploads++;
        state.value = { is: "none" };
      },
    };
  }, [state, live]);
}
