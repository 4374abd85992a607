/** The line at the bottom of every view: how to join, the countdown, and the buttons of the projector's own window. */

import { SoundButton } from "../sound/sound-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { LanguageButton } from "../ui/page.tsx";
import { Qr } from "../ui/qr.tsx";
import { common } from "../ui/texts.ts";
import { TimerMark } from "../ui/timer-mark.tsx";
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";
import { switchFullScreen } from "./use-projector.ts";

/** `hasCode`: the view itself shows the code. */
export function Foot({ shown, hasCode }: { shown: Shown; hasCode: boolean }) {
  const words = texts.value;
  const { session, participants, joinUrl, timer } = shown;
  return (
    <footer class={`projector-foot ${hasCode ? "" : "min-h-[4.2rem]"}`}>
      {!hasCode && (
        <>
          <Qr value={joinUrl} label={words.joinQr} class="size-[4.2rem] shrink-0 rounded-field" />
          <div class="min-w-0 leading-tight">
            <p class="font-code text-[1.9rem] font-bold tracking-wider">
              <span class="sr-only">{words.code}: </span>
              {session.code}
            </p>
            <p class="truncate text-[1.02rem] text-quiet">
              {joinUrl.replace(/^https?:\/\//, "").replace(`/j/${session.code}`, "")}
            </p>
          </div>
          <p class="shrink-0 text-[1.2rem] font-semibold tabular-nums">{common.value.here(participants.online)}</p>
        </>
      )}
      <div class="ml-auto flex min-w-0 items-center gap-[0.8rem]">
        <TimerMark timer={timer} class="text-[2.4rem] leading-tight" />
      </div>
      <div class="projector-buttons">
        <LanguageButton />
        <SoundButton class="btn" />
        {document.fullscreenEnabled && (
          <button type="button" class="btn" onClick={switchFullScreen}>
            <Icon name="expand" />
            {words.fullScreen}
          </button>
        )}
      </div>
    </footer>
  );
}
