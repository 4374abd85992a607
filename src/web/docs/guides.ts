/** The guides at `/docs/connect/<name>`: the files of docs/connect/ and COMPATIBILITY.md. */

import compatibility from "../../../docs/COMPATIBILITY.md" with { type: "text" };
import chatroom from "../../../docs/connect/chatroom.md" with { type: "text" };
import inthon from "../../../docs/connect/inthon.md" with { type: "text" };
import lectern from "../../../docs/connect/lectern.md" with { type: "text" };
import mobilegpt from "../../../docs/connect/mobilegpt.md" with { type: "text" };
import overview from "../../../docs/connect/README.md" with { type: "text" };
import spc from "../../../docs/connect/spc.md" with { type: "text" };
import virtutune from "../../../docs/connect/virtutune.md" with { type: "text" };

/** Markdown by name; the overview's name is empty: its address is `/docs/connect`. */
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

/** The address on this server for a link in a guide; undefined if the target is a file of the project. */
export function guideLink(href: string): string | undefined {
  if (/^(https?:\/\/|#)/.test(href)) return href;
  const [, file = "-"] = /^(?:connect\/|\.\.\/)?(\w+)\.md$/.exec(href) ?? [];
  const name = file === "README" ? "" : file.toLowerCase();
  return Object.hasOwn(guides, name) ? guidePath(name) : undefined;
}
