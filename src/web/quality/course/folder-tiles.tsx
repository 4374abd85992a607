/** The folders on the overview: name, class, number of products and open alerts. */
import type { Folder } from "../../../domain/spc/folder.ts";
import { Lines } from "../../ui/icon.tsx";
import { Link } from "../../ui/page.tsx";
import { texts } from "./texts.ts";

export function FolderTiles({ folders }: { folders: readonly Folder[] }) {
  const words = texts.value;
  return (
    <section class="flex flex-col gap-3" aria-labelledby="folders">
      <h2 id="folders" class="text-2xl font-bold tracking-tight">
        {words.folders}
      </h2>
      <ul class="product-cards">
        {folders.map(({ id, name, session_code, products, open_alerts }) => (
          <li key={id}>
            <Link
              to={`/spc/folders/${id}`}
              class="flex h-full items-start gap-4 rounded-box bg-base-100 p-5 ring-1 ring-base-300 hover:ring-2 hover:ring-quiet"
            >
              <span class="text-primary">
                <Lines size="2rem">
                  <path d="M3 6.500h6l2 2.500h10v10H3z" />
                </Lines>
              </span>
              <span class="flex min-w-0 flex-1 flex-col gap-1">
                <span class="line-clamp-2 text-xl leading-tight font-bold tracking-tight">{name}</span>
                <span class="flex flex-wrap justify-between gap-x-4 text-base text-quiet">
                  <span>
                    {words.products(products)}
                    {session_code !== null && ` · ${words.classCode(session_code)}`}
                  </span>
                  {open_alerts > 0 && <span class="font-semibold text-help-ink">{words.alerts(open_alerts)}</span>}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
