/** What a live client gets from the machine that it runs on; tests give it their own. */
import { type Clock, machineClock } from "./clock.ts";
import type { Socket } from "./link.ts";

export interface MachineOptions {
  readonly openSocket?: (url: string) => Socket;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Whether the device thinks that it has a network. */
  readonly online?: () => boolean;
}

/** The options with the machine's own for those that are absent. */
export const machineOf = (options: MachineOptions): Required<MachineOptions> => ({
  openSocket: options.openSocket ?? ((url) => new WebSocket(url) as Socket),
  clock: options.clock ?? machineClock,
  random: options.random ?? Math.random,
  online: options.online ?? (() => true),
});
