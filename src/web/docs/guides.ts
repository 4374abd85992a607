/** The pages of docs/connect/, and COMPATIBILITY.md, as the server shows them, by the last word of their address: `/docs/connect/<name>`. */

import compatibility from "../../../docs/COMPATIBILITY.md" with { type: "text" };
import chatroom from "../../../docs/connect/chatroom.md" with { type: "text" };
import inthon from "../../../docs/connect/inthon.md" with { type: "text" };
import lectern from "../../../docs/connect/lectern.md" with { type: "text" };
import mobilegpt from "../../../docs/connect/mobilegpt.md" with { type: "text" };
import overview from "../../../docs/connect/README.md" with { type: "text" };
import spc from "../../../docs/connect/spc.md" with { type: "text" };
import virtutune from "../../../docs/connect/virtutune.md" with { type: "text" };

/** The overview has no name of its own: its address is `/docs/connect`. */
export const guides: Readonly<Record<string, string>> = {
  "": overview,
  mobilegpt,
  inthon,
  chatroom,
  spc,
  virtutune,
  lectern,
  compatibility,
};

/** The address of a guide. */
export const guidePath = (name: string): string => (name === "" ? "/docs/connect" : `/docs/connect/${name}`);

/** Where a link of a guide leads on this server; undefined if the target is a file of the project only. */
export function guideLink(href: string): string | undefined {
  if (/^(https?:\/\/|#)/.test(href)) return href;
  const [, file = "-"] = /^(?:connect\/|\.\.\/)?(\w+)\.md$/.exec(href) ?? [];
  const name = file === "README" ? "" : file.toLowerCase();
  return Object.hasOwn(guides, name) ? guidePath(name) : undefined;
}
