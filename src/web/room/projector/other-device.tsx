/** Makes another device a projector: its address and a number to type there. */
import { useSignal } from "@preact/signals";
import { api } from "../../api.ts";
import { now, span } from "../../now.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Problem } from "../../ui/notice.tsx";
import { texts } from "./texts.ts";

export function OtherDevice({ code }: { code: string }) {
  const words = texts.value;
  const issued = useSignal<Awaited<ReturnType<typeof api.screenCode>> | undefined>(undefined);
  const { busy, problem, refusal, attempt } = useAttempt();
  const request = () =>
    attempt(async () => {
      issued.value = await api.screenCode(code);
    });
  const { number = null, url = "", expires_at = "" } = issued.value ?? {};
  const left = Date.parse(expires_at) - now.value;
  return (
    <div class="flex flex-col items-start gap-3">
      {issued.value === undefined ? (
        <button type="button" class="btn" disabled={busy.value} onClick={request}>
          {words.otherDevice}
        </button>
      ) : (
        <>
          <p class="text-quiet">{words.otherHint}</p>
          <p class="text-xl font-bold break-all">{url.replace(/^https?:\/\//, "")}</p>
          <p class="font-code text-5xl font-bold tracking-[0.15em]" role="status">
            {left > 0 ? (number ?? words.noNumber) : words.expired}
          </p>
          <div class="flex flex-wrap items-center gap-3">
            <button type="button" class="btn" disabled={busy.value} onClick={request}>
              {words.newNumber}
            </button>
            {left > 0 && number !== null && <p class="text-quiet tabular-nums">{words.valid(span(left, true))}</p>}
          </div>
        </>
      )}
      <Problem says={problem.value} refusal={refusal.value} />
    </div>
  );
}
