/**
 * The page on which a gauge study is measured, one value at a time. It says which part comes next, and shows no earlier
 * value: whoever knows the others' values measures less honestly.
 */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import type { LinkStatus } from "../../../client/link.ts";
import type { Refusal } from "../../../client/refusal.ts";
import { includes } from "../../../domain/spc/permission.ts";
import { recall, rememberNewest } from "../../memory.ts";
import { LinkMark } from "../../ui/link-mark.tsx";
import { errorNotice, Loading, Notice } from "../../ui/notice.tsx";
import { LanguageButton, Link, Page, useTitle } from "../../ui/page.tsx";
import { deviceFor } from "../enter/device.ts";
import { texts as enterTexts } from "../enter/texts.ts";
import { SignInNotice, useAccount } from "../frame.tsx";
import { useBoard } from "../use-board.ts";
import { EntryPad } from "./entry-pad.tsx";
import { texts } from "./texts.ts";
import { useStudy } from "./use-study.ts";

interface EntryProps {
  product: number;
  study: number;
}

/** The page `/spc/<product>/gauge-entry/<study>`, for a device with a key or for a signed-in user who may measure. */
export function GaugeEntryPage({ product: id, study: number }: EntryProps) {
  const token = useMemo(() => deviceFor(id), [id]);
  const board = useBoard({ product: id, last: 1, token });
  const live = useStudy(board, { product: id, study: number });
  const known = useAccount(token === undefined);
  const chosen = useSignal(recall(`operator.${number}`));
  const words = texts.value;
  const { link, products, problem } = board.state.value;
  const product = products?.[0];
  const study = live.study.value;
  useTitle(study?.name ?? words.enter);
  const refused = live.problem.value ?? problem;
  if (link.is === "closed" || (refused && refused.status >= 400 && refused.status < 500)) {
    return <Refused refusal={refused} link={link} hasKey={token !== undefined} />;
  }
  if (!known || !product || !study) {
    return (
      <Page title={words.enter} aside={<LinkMark link={link} onTry={board.nudge} />}>
        <Loading />
      </Page>
    );
  }
  if (!includes(product.permission, "write")) {
    return (
      <Page title={words.enter}>
        <Notice says={enterTexts.value.onlyWithLink} />
      </Page>
    );
  }
  const choose = (operator: number | undefined) => {
    chosen.value = operator === undefined ? undefined : String(operator);
    rememberNewest("operator", String(number), chosen.value);
  };
  const operator = chosen.value === undefined ? undefined : Number(chosen.value);
  return (
    <div class="enter">
      <header class="flex items-center gap-2">
        <h1 class="line-clamp-2 min-w-0 flex-1 text-lg leading-tight font-bold tracking-tight">
          {token === undefined ? (
            <Link
              to={`/spc/${id}/gauge/${number}`}
              class="flex min-h-11 items-center underline decoration-1 underline-offset-4"
            >
              {study.name}
            </Link>
          ) : (
            study.name
          )}
        </h1>
        <LinkMark link={link} onTry={board.nudge} />
        <LanguageButton />
      </header>
      {operator === undefined || operator > study.operators.length ? (
        <OperatorChoice study={study} onChoose={choose} />
      ) : (
        <EntryPad
          study={study}
          unit={product.unit}
          operator={operator}
          enter={live.enter}
          onLeave={() => choose(undefined)}
        />
      )}
    </div>
  );
}

interface RefusedProps {
  refusal: Refusal | undefined;
  link: LinkStatus;
  /** Whether the page was opened with a device's key. */
  hasKey: boolean;
}

function Refused({ refusal, link, hasKey }: RefusedProps) {
  const words = texts.value;
  const isSignedOut = refusal?.status === 401 || (link.is === "closed" && link.reason === "signed_out");
  const isGone = !refusal || refusal.status === 404;
  return (
    <Page title={words.enter}>
      {isSignedOut && !hasKey ? (
        <SignInNotice />
      ) : (
        <Notice says={isSignedOut ? enterTexts.value.deviceGone : isGone ? words.gone : errorNotice(refusal)} />
      )}
    </Page>
  );
}

/** Who measures on this device: one operator, or (0) everyone in turn. */
function OperatorChoice({ study, onChoose }: { study: GaugeStudyDetails; onChoose: (operator: number) => void }) {
  const words = texts.value;
  const leftOf = (operator: number) =>
    study.runs.filter((run) => run.value === null && (operator === 0 || run.operator === operator)).length;
  return (
    <main class="flex flex-col gap-3 py-4">
      <h2 class="text-step font-extrabold tracking-tight">{words.whoMeasures}</h2>
      {[...study.operators, words.anyone].map((name, n) => {
        const operator = n < study.operators.length ? n + 1 : 0;
        return (
          <button
            key={operator}
            type="button"
            class={`btn btn-huge justify-between ${operator === 0 ? "btn-ghost" : ""}`}
            onClick={() => onChoose(operator)}
          >
            <span class="min-w-0 truncate">{name}</span>
            <span class="shrink-0 text-base font-medium text-quiet">{words.left(leftOf(operator))}</span>
          </button>
        );
      })}
    </main>
  );
}
