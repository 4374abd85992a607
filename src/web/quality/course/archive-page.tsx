/** The archive: folders and products that were put away. They can be read, searched and brought back. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ProductQuery } from "../../../client/course-api.ts";
import type { Folder } from "../../../domain/spc/folder.ts";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { Link, Page } from "../../ui/page.tsx";
import { usePaged } from "../../ui/use-paged.ts";
import { useAccount } from "../frame.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { quality } from "../use-board.ts";
import { FolderTiles } from "./folder-tiles.tsx";
import { FoundProducts } from "./found-products.tsx";
import { texts } from "./texts.ts";

const pageSize = 50;

/** The page `/spc/archive`. */
export function ArchivePage() {
  const words = texts.value;
  const known = useAccount();
  const folders = useSignal<readonly Folder[]>([]);
  const list = usePaged<ProductQuery, Product>(quality.findProducts, { archived: true, limit: pageSize });
  const { busy, problem, attempt } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      folders.value = await quality.folders({ archived: true });
    });
  }, []);
  if (!known) return <Loading />;
  const bringBack = (product: Product) =>
    includes(product.permission, "all") && (
      <button
        type="button"
        class="btn shrink-0"
        aria-label={words.bringBackOf(product.name)}
        disabled={busy.value}
        onClick={() =>
          void attempt(async () => {
            await quality.moveProduct(product.id, { archived: false });
            list.update((products) => products.filter(({ id }) => id !== product.id));
            folders.value = folders.value.filter(({ id }) => id !== product.folder_id);
          })
        }
      >
        {words.bringBack}
      </button>
    );
  return (
    <Page title={words.archive} home="/spc" width="wide">
      <div class="flex flex-col gap-6 py-4">
        <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div class="flex min-w-0 items-center max-sm:w-full sm:flex-1">
            <Link to="/spc" class="btn btn-ghost btn-square -ml-3">
              <Icon name="left" size="1.5rem" />
              <span class="sr-only">{qualityTexts.value.toBoard}</span>
            </Link>
            <h1 class="text-step font-extrabold tracking-tight">{words.archive}</h1>
          </div>
          <input
            type="search"
            class="input w-full sm:w-64"
            aria-label={words.search}
            placeholder={words.search}
            maxLength={100}
            onInput={({ currentTarget }) => list.ask({ search: currentTarget.value || undefined })}
          />
        </header>
        {problem.value && <Problem says={problem.value} />}
        {folders.value.length > 0 && <FolderTiles folders={folders.value} />}
        <FoundProducts
          list={list}
          none={list.answered.value.search ? words.noneFound : words.archiveEmpty}
          folders={new Map(folders.value.map(({ id, name }) => [id, name]))}
          action={bringBack}
        />
      </div>
    </Page>
  );
}
