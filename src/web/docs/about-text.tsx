/** A sentence of the definitions: what is between backticks is shown as code. */
export function AboutText({ children }: { children: string }) {
  return (
    <>
      {children.split("`").map((part, index) =>
        index % 2 === 1 ? (
          <code key={index} class="font-code">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
