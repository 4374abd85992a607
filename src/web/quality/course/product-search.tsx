/** The search over the names of all products: a field, and what it found instead of the overview. */
import type { ReadonlySignal, Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ProductQuery } from "../../../client/course-api.ts";
import type { Folder } from "../../../domain/spc/folder.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { usePaged } from "../../ui/use-paged.ts";
import { quality } from "../use-board.ts";
import { FoundProducts } from "./found-products.tsx";
import { texts } from "./texts.ts";

const pageSize = 50;

export function SearchField({ typed }: { typed: Signal<string> }) {
  const words = texts.value;
  return (
    <input
      type="search"
      class="input w-full sm:w-64"
      aria-label={words.search}
      placeholder={words.search}
      maxLength={100}
      value={typed.value}
      onInput={({ currentTarget }) => {
        typed.value = currentTarget.value;
      }}
    />
  );
}

interface FoundProps {
  typed: ReadonlySignal<string>;
  folders: readonly Folder[];
}

/** Rendered while something is typed. */
export function SearchResults({ typed, folders }: FoundProps) {
  const words = texts.value;
  const search = typed.value.trim();
  const list = usePaged<ProductQuery, Product>(quality.findProducts, { search, limit: pageSize });
  useEffect(() => {
    if (list.query.value.search !== search) list.ask({ search });
  }, [search]);
  return (
    <section class="flex flex-col gap-3" aria-labelledby="found">
      <h2 id="found" class="text-2xl font-bold tracking-tight">
        {words.found}
      </h2>
      <FoundProducts list={list} none={words.noneFound} folders={new Map(folders.map(({ id, name }) => [id, name]))} />
    </section>
  );
}
