/** The numbers of a feedback chart as a table, for screen readers. */

interface FeedbackTableProps<At extends string | number> {
  caption: string;
  /** The headings of the three columns. */
  headings: { readonly time: string; readonly ok: string; readonly hard: string };
  rows: readonly { readonly at: At; readonly ok: number; readonly hard: number }[];
  formatTime: (at: At) => string;
}

/** A table ignores the height that hides it: the `div` around it has it. */
export const FeedbackTable = <At extends string | number>(props: FeedbackTableProps<At>) => (
  <div class="sr-only">
    <table>
      <caption>{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.headings.time}</th>
          <th scope="col">{props.headings.ok}</th>
          <th scope="col">{props.headings.hard}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ at, ok, hard }) => (
          <tr key={at}>
            <th scope="row">{props.formatTime(at)}</th>
            <td>{ok}</td>
            <td>{hard}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
