/** Which addresses phones rarely reach. Pure. */
import type { Network } from "../../client/api.ts";

export type NetworkAddress = Network["addresses"][number];

/** Virtual networks and VPNs: phones in the same room are rarely in one. */
export const isUnlikely = ({ kind }: NetworkAddress): boolean => kind === "virtual" || kind === "unassigned";
