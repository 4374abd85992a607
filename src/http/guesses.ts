/**
 * Guessing is slowed by what was wrong, never by who is near: a whole class shares one address. Only wrong codes,
 * keys and passwords use up an address's budget; a right one is answered at once, whatever the neighbours did.
 */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { Fault } from "../domain/faults.ts";

/** Wrong tries a minute that an address is told about; past it the answer is the same whatever they tried. */
const wrongTries = 10;

export interface Budget {
  /** Throws `fault`, or `too_many_guesses` where the address has used up its budget. */
  wrong(address: string, fault: Fault): Promise<never>;
}

export function openBudget(): Budget {
  const limiter = new RateLimiterMemory({ points: wrongTries, duration: 60 });
  return {
    async wrong(address, fault) {
      const left = await limiter.consume(address).then(
        () => true,
        () => false,
      );
      throw left ? fault : new Fault("too_many_guesses");
    },
  };
}
