/** The report's part with the moments that the teacher marked as important. */

import type { ReportRow } from "../../features/index.ts";
import { Capture } from "../talk/capture.tsx";
import { Part } from "./part.tsx";
import { texts } from "./texts.ts";
import { formatTime } from "./time.ts";

export function ImportantMoments({ rows }: { rows: readonly ReportRow<"important">[] }) {
  if (rows.length === 0) return null;
  return (
    <Part title={texts.value.important}>
      <ul class="flex flex-col">
        {rows.map(({ at, note, capture_url }) => (
          <li
            key={`${at} ${note}`}
            class="flex flex-wrap gap-x-5 gap-y-2 border-t border-base-300 py-3 first:border-0 first:pt-0"
          >
            <span class="min-w-16 shrink-0 whitespace-nowrap text-quiet tabular-nums">{formatTime(at)}</span>
            <div class="flex min-w-0 flex-1 basis-48 flex-col gap-2">
              {note && <p class="max-w-prose whitespace-pre-line">{note}</p>}
              <Capture url={capture_url} />
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
