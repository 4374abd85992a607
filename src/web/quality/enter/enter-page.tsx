/** Entry on a phone: one number at a time. */

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { includes } from "../../../domain/spc/permission.ts";
import { account } from "../../account.ts";
import { text } from "../../messages/index.ts";
import { LinkMark } from "../../ui/link-mark.tsx";
import { Loading, Notice } from "../../ui/notice.tsx";
import { LanguageButton, Link, Page, useTitle } from "../../ui/page.tsx";
import { Stranger, useAccount } from "../frame.tsx";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { deviceFor, forgetDevice } from "./device.ts";
import { Pad } from "./pad.tsx";

/** The page of entry, for a device by its key or for a teacher. */
export function EnterPage({ id }: { id: number }) {
  const first = useMemo(() => deviceFor(id), [id]);
  const token = useSignal(first);
  const board = useBoard({ product: id, last: 2, token: token.value });
  const known = useAccount(token.value === undefined);
  const words = text.value;
  const { quality } = words;
  const { link, products, charts, problem } = board.state.value;
  const product = products?.[0];
  const chart = charts.get(id);

  if (link.is === "closed" || problem?.status === 401) {
    const reason = link.is === "closed" ? link.reason : "signed_out";
    return (
      <Page title={quality.enter}>
        {reason === "signed_out" && token.value === undefined ? (
          <Stranger />
        ) : (
          <Notice
            says={reason === "deleted" ? quality.deleted : reason === "signed_out" ? quality.deviceGone : quality.shut}
          >
            {reason === "signed_out" ? (
              <button
                type="button"
                class="btn btn-lg"
                onClick={() => {
                  forgetDevice(id);
                  token.value = undefined;
                }}
              >
                {quality.withoutDevice}
              </button>
            ) : (
              reason !== "deleted" && (
                <button type="button" class="btn btn-primary btn-huge" onClick={board.reopen}>
                  {words.common.again}
                </button>
              )
            )}
          </Notice>
        )}
      </Page>
    );
  }
  if (!known || !product || !chart) {
    return (
      <Page title={quality.enter} aside={<LinkMark link={link} onTry={board.nudge} />}>
        <Loading />
      </Page>
    );
  }
  if (!includes(product.permission, "write")) {
    return (
      <Page title={quality.enter} home="/spc">
        <Notice says={quality.onlyWithLink}>
          <Link to={`/spc/${id}`} class="btn btn-primary btn-lg">
            {quality.toProduct}
          </Link>
        </Notice>
      </Page>
    );
  }
  return <Entry board={board} id={id} name={product.name} device={token.value !== undefined} />;
}

function Entry({ board, id, name, device }: { board: LiveBoard; id: number; name: string; device: boolean }) {
  const { link, products, charts } = board.state.value;
  const [product] = products ?? [];
  const chart = charts.get(id);
  useTitle(name);
  if (!product || !chart) return null;
  return (
    <div class="enter">
      <header class="flex items-center gap-2">
        {device || account.value?.role !== "teacher" ? (
          <h1 class="line-clamp-2 min-w-0 flex-1 text-lg leading-tight font-bold tracking-tight">{name}</h1>
        ) : (
          <h1 class="line-clamp-2 min-w-0 flex-1 text-lg leading-tight font-bold tracking-tight">
            <Link to={`/spc/${id}`} class="flex min-h-11 items-center underline decoration-1 underline-offset-4">
              {name}
            </Link>
          </h1>
        )}
        <LinkMark link={link} onTry={board.nudge} />
        <LanguageButton />
      </header>
      <Pad board={board} product={product} chart={chart} />
    </div>
  );
}
