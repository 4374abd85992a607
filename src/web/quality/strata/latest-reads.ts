/** Reads of which only the newest counts: answers may arrive in another order than they were asked for. */

export interface Latest<T> {
  /** The data of the last request that succeeded; `undefined` before. */
  readonly data: T | undefined;
  readonly problem: string | undefined;
}

/** `take` gets each answer that is newer than those before; `describe` makes the text of a failure. */
export function latestReads<T>(take: (latest: Latest<T>) => void, describe: (thrown: unknown) => string) {
  let [asked, answered] = [0, 0];
  let data: T | undefined;
  const answer = (turn: number, latest: Latest<T>) => {
    if (turn <= answered) return;
    answered = turn;
    data = latest.data;
    take(latest);
  };
  return {
    /** Something else will be read: what is under way no longer counts. */
    reset() {
      answered = asked;
      data = undefined;
    },
    /** If it fails, the data before stays. */
    async ask(read: () => Promise<T>) {
      asked += 1;
      const turn = asked;
      try {
        answer(turn, { data: await read(), problem: undefined });
      } catch (thrown) {
        answer(turn, { data, problem: describe(thrown) });
      }
    },
  };
}
