/** A list of products that were searched or archived, read page by page. */
import type { ComponentChildren } from "preact";
import type { Product } from "../../../domain/spc/product.ts";
import { errorText, Loading, Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import type { Paged } from "../../ui/use-paged.ts";
import { texts } from "./texts.ts";

interface FoundProps<Q> {
  list: Paged<Q, Product>;
  none: string;
  /** The names of folders by id. */
  folders: ReadonlyMap<number, string>;
  /** What can be done with a product of the list. */
  action?: (product: Product) => ComponentChildren;
}

export function FoundProducts<Q>({ list, none, folders, action }: FoundProps<Q>) {
  const words = texts.value;
  const { items, problem, hasMore, readMore } = list;
  if (problem.value !== undefined) return <Problem says={errorText(problem.value)} />;
  if (!items.value) return <Loading />;
  if (items.value.length === 0) {
    return (
      <p role="status" class="text-quiet">
        {none}
      </p>
    );
  }
  return (
    <>
      <ul class="flex flex-col rounded-box bg-base-100 ring-1 ring-base-300">
        {items.value.map((product) => {
          const folder = product.folder_id === null ? undefined : folders.get(product.folder_id);
          return (
            <li key={product.id} class="flex items-center gap-3 border-t border-base-300 px-5 first:border-t-0">
              <Link to={`/spc/${product.id}`} class="flex min-h-14 min-w-0 flex-1 flex-wrap items-center gap-x-3 py-2">
                <span class="min-w-0 text-lg font-semibold underline">{product.name}</span>
                <span class="text-base text-quiet">
                  {product.code}
                  {folder !== undefined && ` · ${words.inFolder(folder)}`}
                </span>
              </Link>
              {action?.(product)}
            </li>
          );
        })}
      </ul>
      {hasMore.value && (
        <button type="button" class="btn self-start" onClick={() => void readMore()}>
          {common.value.older}
        </button>
      )}
    </>
  );
}
