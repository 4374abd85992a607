/** The choices of a filter by tag: all tags, or one of them. */
import { texts } from "./texts.ts";

export function TagOptions({ tags }: { tags: readonly { readonly tag: string }[] }) {
  return (
    <>
      <option value="">{texts.value.allTags}</option>
      {tags.map(({ tag }) => (
        <option key={tag} value={tag}>
          {tag}
        </option>
      ))}
    </>
  );
}
