/** What a projector shows, once it has received it. */
import type { ProjectorState } from "../../client/projector.ts";

export type Shown = NonNullable<ProjectorState["shown"]>;
