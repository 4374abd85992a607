/** What a view says if there is nothing to show yet: how to begin. */
export function Empty({ says: [title, hint] }: { says: readonly [string, string] }) {
  return (
    <div class="my-auto flex flex-col items-center gap-[0.6rem] text-center">
      <p class="text-[2.4rem] leading-tight font-extrabold tracking-tight text-balance">{title}</p>
      <p class="text-[1.4rem] text-balance text-quiet">{hint}</p>
    </div>
  );
}
