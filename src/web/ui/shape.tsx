/** The status of a student as a shape that is distinct without color, from two meters and at 14 pixels. */

export type StudentStatus = "help" | "behind" | "working" | "done" | "away" | "waiting";

const colors: Record<StudentStatus, string> = {
  help: "text-help",
  behind: "text-behind",
  working: "text-quiet",
  done: "text-primary",
  away: "text-quiet",
  waiting: "text-quiet",
};

/** Triangle: stuck. Half disc: behind. Ring: working. Ticked disc: done. Dashed ring: away. Dot: here. */
export function Shape({ status, size = "1em" }: { status: StudentStatus; size?: string }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" class={`shrink-0 ${colors[status]}`}>
      {shapes[status]}
    </svg>
  );
}

const ring = <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2.5" />;

const shapes = {
  help: (
    <>
      <path
        d="M10 2.200L18.500 17.200H1.500z"
        fill="currentColor"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
      />
      <path d="M10 7.500v4.500M10 14.800v.01" class="stroke-base-100" stroke-width="2.200" stroke-linecap="round" />
    </>
  ),
  behind: (
    <>
      {ring}
      <path d="M10 2.500a7.500 7.500 0 000 15z" fill="currentColor" />
    </>
  ),
  working: ring,
  done: (
    <>
      <circle cx="10" cy="10" r="8.750" fill="currentColor" />
      <path
        d="M6 10.300l2.800 2.800L14.200 7.400"
        fill="none"
        class="stroke-base-100"
        stroke-width="2.200"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  away: (
    <circle
      cx="10"
      cy="10"
      r="7.500"
      fill="none"
      stroke="currentColor"
      stroke-width="1.500"
      stroke-dasharray="2.500 2.600"
    />
  ),
  waiting: <circle cx="10" cy="10" r="4" fill="currentColor" />,
};
