/** The field to paste, drop, choose or capture a picture, with the state of its upload. */
import { useEffect } from "preact/hooks";
import { texts as roomTexts } from "../texts.ts";
import { canCaptureScreen, captureScreen } from "./shrink.ts";
import { texts } from "./texts.ts";
import type { Picture } from "./use-picture.ts";

const firstPicture = (files: FileList | undefined) =>
  Array.from(files ?? []).find(({ type }) => type.startsWith("image/"));

export function PictureField({ picture }: { picture: Picture }) {
  const words = texts.value;
  const state = picture.state.value;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const found = firstPicture(event.clipboardData?.files);
      if (!found) return;
      event.preventDefault();
      picture.upload(found);
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, [picture]);
  return (
    <section
      class="flex min-h-44 flex-col items-center justify-center gap-3 rounded-box border-2 border-dashed border-base-300 p-4 text-center"
      aria-label={roomTexts.value.picture}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const found = firstPicture(event.dataTransfer?.files);
        if (found) picture.upload(found);
      }}
    >
      <div role="status" class="empty:hidden">
        {state.is === "uploading" && <p class="font-semibold text-quiet">{words.uploading}</p>}
      </div>
      {state.is === "none" && <Sources picture={picture} />}
      {state.is === "there" && (
        <>
          <img
            src={new URL(state.url, location.href).pathname}
            alt={words.pictureOf}
            class="max-h-60 max-w-full rounded-field object-contain"
          />
          <button type="button" class="btn btn-ghost" onClick={picture.clear}>
            {words.other}
          </button>
        </>
      )}
      {state.is === "failed" && (
        <>
          <p role="alert" class="font-medium text-help-ink">
            {words.notUploaded} {state.why}
          </p>
          <div class="flex flex-wrap justify-center gap-2">
            <button type="button" class="btn" onClick={() => picture.upload(state.picture)}>
              {words.again}
            </button>
            <button type="button" class="btn btn-ghost" onClick={picture.clear}>
              {words.other}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

function Sources({ picture }: { picture: Picture }) {
  const words = texts.value;
  return (
    <>
      <p class="text-quiet">{words.pictureHint}</p>
      <div class="flex flex-wrap justify-center gap-2">
        <label class="btn has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-info">
          {words.choose}
          <input
            type="file"
            class="sr-only"
            accept="image/png,image/jpeg,image/webp,image/gif"
            onChange={({ currentTarget }) => {
              const found = currentTarget.files?.[0];
              if (found) picture.upload(found);
            }}
          />
        </label>
        {canCaptureScreen() && (
          <button
            type="button"
            class="btn"
            onClick={async () => {
              const captured = await captureScreen();
              if (captured) picture.upload(captured);
            }}
          >
            {words.share}
          </button>
        )}
      </div>
    </>
  );
}
