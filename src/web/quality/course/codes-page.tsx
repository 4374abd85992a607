/** A sheet with the QR code of every team, to project or to print. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Folder, TeamLink } from "../../../domain/spc/folder.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { Link, Page } from "../../ui/page.tsx";
import { Qr } from "../../ui/qr.tsx";
import { common } from "../../ui/texts.ts";
import { useAccount } from "../frame.tsx";
import { quality } from "../use-board.ts";
import { texts } from "./texts.ts";

/** Up to so many teams get large codes. */
const fewTeams = 10;

/** The page `/spc/codes/<folder>`. Codes are made when the teacher asks for them, because each one is a key. */
export function CodesPage({ id }: { id: number }) {
  const words = texts.value;
  const folder = useSignal<Folder | undefined>(undefined);
  const links = useSignal<readonly TeamLink[] | undefined>(undefined);
  const { busy, problem, attempt } = useAttempt();
  const known = useAccount();
  useEffect(() => {
    void attempt(async () => {
      folder.value = await quality.folder(id);
    });
  }, [id]);
  /** `replace`: the codes that phones use already become invalid. */
  const make = (replace: boolean) =>
    attempt(async () => {
      links.value = await quality.teamLinks(id, { name: words.teamDevice, replace });
    });
  const name = folder.value?.name ?? words.codes;
  if (!known) return <Loading />;
  return (
    <Page title={name} home="/spc" width="full">
      <header class="no-print flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
        <div class="flex min-w-0 items-center max-sm:w-full sm:flex-1">
          <Link to={`/spc/folders/${id}`} class="btn btn-ghost btn-square -ml-3">
            <Icon name="left" size="1.5rem" />
            <span class="sr-only">{name}</span>
          </Link>
          <h1 class="text-step min-w-0 font-extrabold tracking-tight">{words.codesShort}</h1>
        </div>
        {links.value && (
          <>
            <NewCodes disabled={busy.value} onYes={() => void make(true)} />
            <button type="button" class="btn btn-primary btn-lg" onClick={() => window.print()}>
              {words.print}
            </button>
          </>
        )}
      </header>
      {problem.value && <Problem says={problem.value} />}
      {links.value ? (
        <>
          <h2 class="pb-3 text-xl font-bold">{name}</h2>
          <ul class={`code-sheet ${links.value.length <= fewTeams ? "few-teams" : ""}`}>
            {links.value.map(({ product, url }) => (
              <li key={product.id} class="code-card">
                <Qr value={url} label={words.codeOf(product.name)} class="w-full rounded-box" />
                <span class="line-clamp-2 text-2xl leading-tight font-bold tracking-tight text-balance">
                  {product.name}
                </span>
                <span class="text-base text-quiet">{product.code}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <section class="m-auto flex max-w-xl flex-col items-center gap-6 py-12 text-center">
          <p class="text-lg text-balance">{words.codesHint}</p>
          <button type="button" class="btn btn-primary btn-huge" disabled={busy.value} onClick={() => void make(false)}>
            {words.makeCodes}
          </button>
        </section>
      )}
    </Page>
  );
}

function NewCodes({ disabled, onYes }: { disabled: boolean; onYes: () => void }) {
  const words = texts.value;
  const asks = useSignal(false);
  const close = () => {
    asks.value = false;
  };
  return (
    <>
      <button
        type="button"
        class="btn btn-lg"
        disabled={disabled}
        onClick={() => {
          asks.value = true;
        }}
      >
        {words.newCodes}
      </button>
      {asks.value && (
        <Confirm
          title={words.newCodes}
          hint={words.newCodesHint}
          yes={words.newCodes}
          no={common.value.cancel}
          onNo={close}
          onYes={() => {
            close();
            onYes();
          }}
        />
      )}
    </>
  );
}
