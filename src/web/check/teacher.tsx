/** The teacher's page: a QR code for the phone that cannot get in, the likely causes, and the phones that arrived. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Arrival, Network } from "../../client/api.ts";
import { toRefusal } from "../../client/refusal.ts";
import { api } from "../api.ts";
import { AddressChoice } from "../lan/address-choice.tsx";
import { texts as lanTexts } from "../lan/texts.ts";
import { useNetwork } from "../lan/use-network.ts";
import { Icon } from "../ui/icon.tsx";
import { errorNotice, Loading, Notice, Problem } from "../ui/notice.tsx";
import { GuideLink, Page } from "../ui/page.tsx";
import { Qr } from "../ui/qr.tsx";
import { common } from "../ui/texts.ts";
import { type Cause, likelyCauses, nextAddress } from "./causes.ts";
import { texts } from "./texts.ts";

/** How often the phones that arrived are read, in milliseconds. */
const intervalMs = 1500;

/** Starts a check, and reads who arrives while the page is open. */
function useCheck() {
  const token = useSignal<string | undefined>(undefined);
  const arrivals = useSignal<readonly Arrival[]>([]);
  const problem = useSignal<unknown>(undefined);
  const start = async () => {
    problem.value = undefined;
    try {
      token.value = (await api.startCheck()).token;
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => {
    void start();
  }, []);
  useEffect(() => {
    const current = token.value;
    if (current === undefined) return;
    const timer = setInterval(async () => {
      try {
        arrivals.value = await api.arrivals(current);
      } catch (thrown) {
        // The check has expired. After another error, read again after the interval.
        if (toRefusal(thrown).code === "not_found") void start();
      }
    }, intervalMs);
    return () => clearInterval(timer);
  }, [token.value]);
  return { token, arrivals, problem, start };
}

export function TeacherCheck() {
  const words = texts.value;
  const { token, arrivals, problem, start } = useCheck();
  const addresses = useNetwork();
  const network = addresses.network.value;
  const failure = problem.value ?? (network ? undefined : addresses.unread.value);
  if (failure !== undefined) {
    const again = () => {
      void start();
      void addresses.load();
    };
    return (
      <Page title={words.title} home="/teach">
        <Notice says={errorNotice(failure)}>
          <button type="button" class="btn btn-primary btn-lg" onClick={again}>
            {common.value.again}
          </button>
        </Notice>
      </Page>
    );
  }
  if (token.value === undefined || !network) {
    return (
      <Page title={words.title} home="/teach">
        <Loading />
      </Page>
    );
  }
  const url = `${network.url}/check/${token.value}`;
  const causes = likelyCauses(network, arrivals.value);
  const phones = arrivals.value.filter(({ is_self }) => !is_self);
  return (
    <Page title={words.title} home="/teach" width="wide">
      <h1 class="py-4 text-step font-extrabold tracking-tight">{words.title}</h1>
      <div class="grid gap-8 lg:grid-cols-[22rem_1fr]">
        <section class="flex flex-col gap-4" aria-label={words.qr}>
          <p class="text-quiet">{words.scan}</p>
          <Qr value={url} label={words.qr} class="w-full max-w-88 rounded-box" />
          <h2 class="font-bold">{words.address}</h2>
          <AddressChoice {...addresses} />
        </section>
        <div class="flex flex-col gap-8">
          <section class="flex flex-col gap-3" aria-live="polite">
            <h2 class="text-2xl font-bold tracking-tight">{words.arrived}</h2>
            {phones.some(({ web_socket }) => web_socket === true) && (
              <div class="rounded-box bg-done-soft p-4 text-done-ink">
                <p class="text-lg font-bold">{words.fine[0]}</p>
                <p>{words.fine[1]}</p>
              </div>
            )}
            {arrivals.value.length === 0 ? (
              <p class="text-quiet">{words.waiting}</p>
            ) : (
              <ul class="flex flex-col gap-2">
                {arrivals.value.map((arrival) => (
                  <ArrivalRow key={arrival.id} arrival={arrival} />
                ))}
              </ul>
            )}
          </section>
          {causes.length > 0 && (
            <section class="flex flex-col gap-3">
              <h2 class="text-2xl font-bold tracking-tight">{words.causes}</h2>
              <ol class="flex flex-col gap-3">
                {causes.map((cause, n) => (
                  <CauseCard key={cause} cause={cause} n={n + 1} network={network} choose={addresses.choose} />
                ))}
              </ol>
              {addresses.problem.value && <Problem says={addresses.problem.value} />}
              <GuideLink page="faq" class="flex min-h-11 items-center self-start underline">
                {words.moreHelp}
              </GuideLink>
            </section>
          )}
        </div>
      </div>
    </Page>
  );
}

function ArrivalRow({ arrival }: { arrival: Arrival }) {
  const words = texts.value;
  const { device, address, host, is_self, web_socket, latency_ms } = arrival;
  return (
    <li class="card-plain flex flex-col gap-1 p-4">
      <p class="font-semibold">{words.from(is_self ? words.self : words.device[device], address, host)}</p>
      <p class={web_socket === false ? "text-help-ink" : "text-quiet"}>
        {web_socket === null ? words.socketTries : web_socket ? words.socketOk(latency_ms ?? 0) : words.socketFails}
      </p>
    </li>
  );
}

interface CauseProps {
  cause: Cause;
  n: number;
  network: Network;
  choose: (address: string) => Promise<void>;
}

function CauseCard({ cause, n, network, choose }: CauseProps) {
  const words = texts.value;
  const [title, hint] = textOf(cause, network);
  const next = cause === "wrong_address" ? nextAddress(network) : undefined;
  return (
    <li class="card-plain flex gap-4 p-4">
      <span class="text-2xl font-bold text-quiet tabular-nums" aria-hidden="true">
        {n}
      </span>
      <div class="flex flex-1 flex-col gap-1">
        <p class="text-lg font-bold">{title}</p>
        <p class="max-w-prose text-base break-words">{hint}</p>
        {next && (
          <button type="button" class="btn mt-2 self-start" onClick={() => void choose(next.address)}>
            <Icon name="right" />
            {words.next(next.url.replace(/^https?:\/\//, ""))}
          </button>
        )}
      </div>
    </li>
  );
}

/** The title of a cause, and what to press. */
function textOf(cause: Cause, { system, port }: Network): readonly [string, string] {
  const words = texts.value;
  switch (cause) {
    case "no_network":
    case "ipv6_only":
    case "virtual_only":
      return lanTexts.value.problem[cause];
    case "firewall":
      return [words.firewallTitle, words.firewall[system](port)];
    default:
      return words.cause[cause];
  }
}
