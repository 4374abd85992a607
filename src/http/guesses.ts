/**
 * Budgets for guessing keys, passwords and session codes.
 *
 * Keys and passwords: failures are counted per address and per account. Past either limit an attempt is rejected
 * without being evaluated. A browser that has signed in to the account before (`known-browsers.ts`) has a separate
 * budget, so that nobody can lock teachers out of their own laptop.
 *
 * Session codes: wrong codes are counted per address. A correct code is always answered, because a class may share one
 * address and a code opens only a join page.
 *
 * Six-digit numbers: wrong ones are counted per address, and in total per kind of ticket, and past either limit a number is
 * rejected without being evaluated. A number is valid for 60 s, and in that time at most `maxWrongNumbers` of a million can
 * be tried, from however many addresses: a chance of 20 in a million for each number that signs a teacher in, at most once
 * an hour. The total is higher for projectors, whose credential reads only what the class sees anyway.
 */
import { availableParallelism } from "node:os";
import { type CoreFaultCode, Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import { createFailures, type Failures } from "./failures.ts";
import { createSemaphore, type Semaphore } from "./semaphore.ts";
import type { NumberKind } from "./ticket-numbers.ts";

const minute = 60_000;
const perMinute = 10;
const perHour = 100;
/** How many wrong six-digit numbers are evaluated per address and minute, and in total per hour and kind. */
const wrongNumbersPerMinute = 5;
export const maxWrongNumbers: Readonly<Record<NumberKind, number>> = { "sign-in": 20, screen: 100 };

/** An attempt to sign in. */
export interface Attempt {
  readonly address: string;
  /** The key of the account's budget: the same for every spelling of a name, even if there is no such account. */
  readonly account: string;
  /** The id of a browser that has signed in to this account before. */
  readonly browser: string | undefined;
  /** What a wrong key or password is answered with. */
  readonly fault: CoreFaultCode;
}

/** An attempt to redeem a six-digit number. */
export interface NumberAttempt<T> {
  readonly kind: NumberKind;
  /** Resolves with undefined if the number is not valid. */
  readonly check: () => Promise<T | undefined>;
  /** Why it is not valid, and whether it counts as a guess; used and expired numbers do not count as guesses. */
  readonly rejected: () => Promise<{ readonly fault: Fault; readonly isGuess: boolean }>;
}

export interface Guesses {
  /**
   * Returns the result of `check`. Throws the attempt's fault if the result is undefined, or `too_many_guesses` without
   * calling `check`.
   */
  evaluate<T>(attempt: Attempt, check: () => T | undefined | Promise<T | undefined>): Promise<T>;
  /** Counts a wrong code. Throws `fault`, or `too_many_guesses` if the address has used up its budget. */
  rejectGuess(address: string, fault: Fault): never;
  /**
   * Returns the result of `check` for a six-digit number. Throws `too_many_guesses` or, if the total is used up,
   * `numbers_locked` without calling `check`.
   */
  evaluateNumber<T>(address: string, attempt: NumberAttempt<T>): Promise<T>;
  /** Runs work that computes a password hash. Few run at a time, because each takes a core and 64 MiB. */
  readonly hashing: Semaphore;
}

/** `now` is a monotonic clock in milliseconds. */
export function createGuesses(now: () => number = () => performance.now()): Guesses {
  const sources = createFailures({ limit: perMinute, windowMs: minute, now });
  const accounts = createFailures({ limit: perHour, windowMs: 60 * minute, now });
  const codes = createFailures({ limit: perMinute, windowMs: minute, now });
  const numbers = createFailures({ limit: wrongNumbersPerMinute, windowMs: minute, now });
  const total = (kind: NumberKind) =>
    createFailures({ limit: maxWrongNumbers[kind], windowMs: 60 * minute, now, maxKeys: 1 });
  const totals: Record<NumberKind, Failures> = { "sign-in": total("sign-in"), screen: total("screen") };
  const hashing = createSemaphore({ slots: Math.max(1, Math.min(2, availableParallelism() - 1)), maxWaiting: 100 });
  /** Known browsers do not wait behind strangers. */
  const known = createSemaphore({ slots: 1, maxWaiting: 100 });

  return {
    hashing,
    async evaluate({ address, account, browser, fault }, check) {
      const source = browser === undefined ? networkOf(address) : `browser ${browser}`;
      const subject = browser === undefined ? account : `${source} ${account}`;
      const checkBudget = () => {
        const wait = Math.max(sources.waitMs(source), accounts.waitMs(subject));
        if (wait > 0) throw tooMany(wait);
      };
      checkBudget();
      const run = browser === undefined ? hashing : known;
      return run(async () => {
        // Other attempts may have used up the budget while this one waited.
        checkBudget();
        // Counted before it is evaluated, so that attempts in parallel do not exceed the budget.
        sources.add(source);
        accounts.add(subject);
        const found = await check();
        if (found === undefined) throw new Fault(fault);
        sources.removeLatest(source);
        accounts.removeLatest(subject);
        return found;
      });
    },
    rejectGuess(address, fault) {
      const source = networkOf(address);
      const wait = codes.waitMs(source);
      if (wait > 0) throw tooMany(wait);
      codes.add(source);
      throw fault;
    },
    async evaluateNumber(address, { kind, check, rejected }) {
      const source = networkOf(address);
      const wait = numbers.waitMs(source);
      if (wait > 0) throw tooMany(wait);
      const locked = totals[kind].waitMs("all");
      if (locked > 0) throw Fault.temporary("numbers_locked", locked);
      // Counted before it is evaluated, so that attempts in parallel do not exceed the budget.
      numbers.add(source);
      totals[kind].add("all");
      const found = await check();
      const wrong = found === undefined ? await rejected() : undefined;
      if (!wrong?.isGuess) {
        numbers.removeLatest(source);
        totals[kind].removeLatest("all");
      }
      if (found === undefined) throw wrong?.fault;
      return found;
    },
  };
}

function tooMany(waitMs: number): Fault {
  const text = `Too many wrong attempts. Try again in ${durationText(waitMs)}.`;
  return new Fault("too_many_guesses", text, { retryAfter: Math.ceil(waitMs / 1000) });
}

/** Formats a duration in words, rounded up. */
function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [count, unit] = seconds > 90 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
