/** What a live client needs of the machine; tests replace it. */
import { type Clock, machineClock } from "./clock.ts";
import type { Socket } from "./link.ts";

export interface MachineOptions {
  readonly openSocket?: (url: string) => Socket;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Whether the device reports that it has a network. */
  readonly online?: () => boolean;
}

/** Returns the options, with the machine's for absent ones. */
export const machineOf = (options: MachineOptions): Required<MachineOptions> => ({
  openSocket: options.openSocket ?? ((url) => new WebSocket(url) as Socket),
  clock: options.clock ?? machineClock,
  random: options.random ?? Math.random,
  online: options.online ?? (() => true),
});
