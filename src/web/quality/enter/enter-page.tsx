/** The page to enter values on a phone, one number at a time. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { includes } from "../../../domain/spc/permission.ts";
import { account } from "../../account.ts";
import { LinkMark } from "../../ui/link-mark.tsx";
import { Loading, Notice } from "../../ui/notice.tsx";
import { LanguageButton, Link, Page, useTitle } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { SignInNotice, useAccount } from "../frame.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { deviceFor, forgetDevice } from "./device.ts";
import { Pad } from "./pad.tsx";
import { texts } from "./texts.ts";

/** The page `/spc/<id>/enter`, for a device with a key or for a signed-in user who may measure. */
export function EnterPage({ id }: { id: number }) {
  const initialToken = useMemo(() => deviceFor(id), [id]);
  const token = useSignal(initialToken);
  const board = useBoard({ product: id, last: 2, token: token.value });
  const known = useAccount(token.value === undefined);
  const words = texts.value;
  const { link, products, charts, problem } = board.state.value;
  const product = products?.[0];
  const chart = charts.get(id);

  if (link.is === "closed" || problem?.status === 401) {
    const reason = link.is === "closed" ? link.reason : "signed_out";
    return (
      <Page title={words.enter}>
        {reason === "signed_out" && token.value === undefined ? (
          <SignInNotice />
        ) : (
          <Notice
            says={
              reason === "deleted"
                ? qualityTexts.value.deleted
                : reason === "signed_out"
                  ? words.deviceGone
                  : qualityTexts.value.shut
            }
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
                {words.withoutDevice}
              </button>
            ) : (
              reason !== "deleted" && (
                <button type="button" class="btn btn-primary btn-huge" onClick={board.reopen}>
                  {common.value.again}
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
      <Page title={words.enter} aside={<LinkMark link={link} onTry={board.nudge} />}>
        <Loading />
      </Page>
    );
  }
  if (!includes(product.permission, "write")) {
    return (
      <Page title={words.enter} home="/spc">
        <Notice says={words.onlyWithLink}>
          <Link to={`/spc/${id}`} class="btn btn-primary btn-lg">
            {qualityTexts.value.toProduct}
          </Link>
        </Notice>
      </Page>
    );
  }
  return <EntryScreen board={board} id={id} name={product.name} device={token.value !== undefined} />;
}

function EntryScreen({ board, id, name, device }: { board: LiveBoard; id: number; name: string; device: boolean }) {
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
