/**
 * Budgets for guessing keys, passwords and session codes.
 *
 * Keys and passwords: failures are counted per address and per account. Past either limit an attempt is rejected
 * without being evaluated. A browser that has signed in to the account before (`known-browsers.ts`) has a budget of its
 * own, so that nobody can lock teachers out of their own laptop.
 *
 * Session codes: wrong codes are counted per address. A correct code is always answered, because a class may share one
 * address and a code opens only a join page.
 */
import { availableParallelism } from "node:os";
import { type CoreFaultCode, Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import { openFailures } from "./failures.ts";
import { openSemaphore, type Semaphore } from "./semaphore.ts";

const minute = 60_000;
const perMinute = 10;
const perHour = 100;

/** An attempt to sign in. */
export interface Attempt {
  readonly address: string;
  /** What the budget of the account is kept under; the same for every spelling of a name, whether it exists or not. */
  readonly account: string;
  /** The id of a browser that has signed in to this account before. */
  readonly browser: string | undefined;
  /** What a wrong key or password is answered. */
  readonly fault: CoreFaultCode;
}

export interface Guesses {
  /** What `check` finds. Throws the attempt's fault if it finds nothing, and `too_many_guesses` without calling it. */
  evaluate<T>(attempt: Attempt, check: () => T | undefined | Promise<T | undefined>): Promise<T>;
  /** Throws `fault`, or `too_many_guesses` if the address has used up its budget. */
  wrong(address: string, fault: Fault): never;
  /** Runs work that computes a password hash: few at a time, for it takes a core and 64 MiB. */
  readonly hashing: Semaphore;
}

/** `now` is a monotonic clock in milliseconds. */
export function openGuesses(now: () => number = () => performance.now()): Guesses {
  const sources = openFailures({ limit: perMinute, windowMs: minute, now });
  const accounts = openFailures({ limit: perHour, windowMs: 60 * minute, now });
  const codes = openFailures({ limit: perMinute, windowMs: minute, now });
  const hashing = openSemaphore({ slots: Math.max(1, Math.min(2, availableParallelism() - 1)), maxWaiting: 100 });
  /** Known browsers do not wait behind strangers. */
  const known = openSemaphore({ slots: 1, maxWaiting: 100 });

  return {
    hashing,
    async evaluate({ address, account, browser, fault }, check) {
      const source = browser === undefined ? networkOf(address) : `browser ${browser}`;
      const subject = browser === undefined ? account : `${source} ${account}`;
      const checkBudget = () => {
        const wait = Math.max(sources.wait(source), accounts.wait(subject));
        if (wait > 0) throw tooMany(wait);
      };
      checkBudget();
      const inTurn = browser === undefined ? hashing : known;
      return inTurn(async () => {
        // Others may have used up the budget while this attempt waited for its turn.
        checkBudget();
        // Counted before it is evaluated, so that attempts in parallel do not exceed the budget.
        sources.add(source);
        accounts.add(subject);
        const found = await check();
        if (found === undefined) throw new Fault(fault);
        sources.takeBack(source);
        accounts.takeBack(subject);
        return found;
      });
    },
    wrong(address, fault) {
      const source = networkOf(address);
      const wait = codes.wait(source);
      if (wait > 0) throw tooMany(wait);
      codes.add(source);
      throw fault;
    },
  };
}

function tooMany(waitMs: number): Fault {
  const text = `Too many wrong attempts. Try again in ${inWords(waitMs)}.`;
  return new Fault("too_many_guesses", text, { retryAfter: Math.ceil(waitMs / 1000) });
}

/** A time to wait in words, rounded up. */
function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [count, unit] = seconds > 90 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
