/** Routes of a course: folders, the wall of teams, their QR codes, the archive. */
import type { ComponentChildren } from "preact";
import { ArchivePage } from "./archive-page.tsx";
import { CodesPage } from "./codes-page.tsx";
import { FolderPage } from "./folder-page.tsx";
import { WallPage } from "./wall-page.tsx";

/** The page at `/spc/<area>/<id>`. */
export function coursePage(area: string, id: number): ComponentChildren {
  if (area === "folders") return <FolderPage key={id} id={id} />;
  if (area === "wall") return <WallPage key={id} id={id} />;
  if (area === "codes") return <CodesPage key={id} id={id} />;
  return <ArchivePage />;
}
