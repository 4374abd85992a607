/** The page that a phone opens: it reports that it has arrived, then whether its WebSocket works. No sign-in. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { newCommandId } from "../../client/clock.ts";
import { toRefusal } from "../../client/refusal.ts";
import { api } from "../api.ts";
import { socketBase } from "../connected.ts";
import { errorNotice, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { type ProbeResult, probe } from "./probe.ts";
import { texts } from "./texts.ts";

export function PhoneCheck({ token }: { token: string }) {
  const words = texts.value.phone;
  const found = useSignal<ProbeResult | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const run = async () => {
    found.value = undefined;
    problem.value = undefined;
    const id = newCommandId();
    try {
      await api.reportArrival(token, id, {});
      const result = await probe(`${socketBase("/ws/check/")}${encodeURIComponent(token)}`);
      found.value = result;
      if (result !== "busy") await api.reportArrival(token, id, result);
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void run(), [token]);

  const again = (
    <button type="button" class="btn btn-lg" onClick={() => void run()}>
      {common.value.again}
    </button>
  );
  if (problem.value) {
    const isGone = toRefusal(problem.value).code === "not_found";
    return (
      <Page title={words.title}>
        <Notice says={isGone ? words.gone : errorNotice(problem.value)}>{!isGone && again}</Notice>
      </Page>
    );
  }
  if (!found.value) {
    return (
      <Page title={words.title}>
        <Notice says={words.checking} />
      </Page>
    );
  }
  if (found.value === "busy") {
    return (
      <Page title={words.title}>
        <Notice says={words.busy}>{again}</Notice>
      </Page>
    );
  }
  const { web_socket, latency_ms } = found.value;
  return (
    <Page title={words.title}>
      <Notice says={web_socket ? words.ok : words.failed}>
        {latency_ms !== null && <p class="text-center text-2xl font-bold tabular-nums">{words.latency(latency_ms)}</p>}
        {!web_socket && again}
      </Notice>
    </Page>
  );
}
