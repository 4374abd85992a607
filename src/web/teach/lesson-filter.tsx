/** The controls of the list of lessons: search, tag, order, and the archive. */
import { TagOptions } from "./tag-options.tsx";
import { texts } from "./texts.ts";
import type { Lessons } from "./use-lessons.ts";

const orders = ["new", "changed", "title"] as const;

export function LessonFilter({ lessons: { list, tags, hasArchived } }: { lessons: Lessons }) {
  const words = texts.value;
  const { search = "", tag = "", archived, sort = "new" } = list.query.value;
  return (
    <div class="flex flex-wrap items-center gap-2">
      <input
        type="search"
        class="input min-w-56 flex-1"
        aria-label={words.searchLessons}
        placeholder={words.searchLessons}
        maxLength={200}
        value={String(search)}
        onInput={({ currentTarget }) => list.ask({ search: currentTarget.value || undefined })}
      />
      {tags.value.length > 0 && (
        <select
          class="select w-auto min-w-36"
          aria-label={words.tag}
          value={String(tag)}
          onChange={({ currentTarget }) => list.ask({ tag: currentTarget.value || undefined })}
        >
          <TagOptions tags={tags.value} />
        </select>
      )}
      <select
        class="select w-auto min-w-40"
        aria-label={words.order}
        value={String(sort)}
        onChange={({ currentTarget }) => list.ask({ sort: currentTarget.value })}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {words.orders[order]}
          </option>
        ))}
      </select>
      {(hasArchived.value || archived) && (
        <button
          type="button"
          class={`btn ${archived ? "btn-accent" : "btn-ghost"}`}
          aria-pressed={Boolean(archived)}
          onClick={() => list.ask({ archived: archived ? undefined : "true" })}
        >
          {words.archived}
        </button>
      )}
    </div>
  );
}
