/** What the server says on a socket of the quality board. */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { CapabilityAnalysis, ChartGrown } from "../domain/spc/chart.ts";

/** How a product is no longer what was read of it. */
export interface ProductChanged {
  readonly product_id: number;
  readonly change: "made" | "changed" | "deleted" | "limits" | "measurement_removed";
}

/** Everything the server says on such a socket. */
export type BoardFrame =
  | { readonly type: "welcome"; readonly data: { readonly server_time: string; readonly product_id: number | null } }
  | { readonly type: "pong"; readonly id?: string }
  | { readonly type: "chart.grown"; readonly at: string; readonly data: ChartGrown }
  | { readonly type: "alert.raised" | "alert.changed"; readonly at: string; readonly data: AlertRecord }
  | { readonly type: "capability.analysed"; readonly at: string; readonly data: CapabilityAnalysis }
  | { readonly type: "product.changed"; readonly at: string; readonly data: ProductChanged };

/** Reads a frame; `undefined` for what is none. Here the server's word is taken for its type. */
export function toBoardFrame(text: string): BoardFrame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return isFrame(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}

const isFrame = (frame: unknown): frame is BoardFrame =>
  typeof frame === "object" && frame !== null && "type" in frame && typeof frame.type === "string";
