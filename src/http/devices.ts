/** Devices: keys by which a phone or a gauge writes measurements, for the teacher to give out and take back. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { IntId } from "../domain/ids.ts";
import { Device } from "../domain/spc/alert.ts";
import { Nickname } from "../domain/text.ts";
import { type Call, defineCall } from "./call.ts";
import type { Desk } from "./context.ts";
import { idOf, PageSize, QueryId, sendRead } from "./paging.ts";
import { idIn } from "./path-id.ts";

const Given = z.object({
  device: Device,
  /** Seen this once. */
  token: z.string(),
  /** Where the device enters measurements, with its token behind the `#`, which no server gets to see. */
  url: z.string().nullable(),
});

export function devices({ store, quality, live, base }: Desk): Call[] {
  return [
    defineCall({
      route: "GET /api/spc/devices",
      who: "teacher",
      about: "The devices that write measurements, newest first: of the products that the caller may manage.",
      query: z.object({ product: QueryId.optional(), limit: PageSize, before: QueryId.optional() }),
      answers: { 200: z.array(Device) },
      handle({ call, user, query }) {
        const access = quality.access(user);
        if (query.product !== undefined) access.need("all", query.product);
        return sendRead(call, query, idOf, (limit) => store.devices.list({ ...query, limit, only: access.visible() }));
      },
    }),
    defineCall({
      route: "POST /api/spc/devices",
      who: "teacher",
      about: "Makes a key for a device; with a product, for the measurements of that one alone.",
      body: z.object({ name: Nickname, product_id: IntId.nullish() }),
      answers: { 201: Given },
      handle({ call, user, body }) {
        const { name, product_id = null } = body;
        if (product_id !== null) quality.access(user).need("all", product_id);
        const { device, token } = store.devices.add(name, product_id);
        const url = product_id === null ? null : `${base()}/spc/${product_id}/enter#device=${token}`;
        return call.json({ device, token, url }, 201);
      },
    }),
    defineCall({
      route: "DELETE /api/spc/devices/:id",
      who: "teacher",
      about: "Ends a device's key, and its connections.",
      answers: { 204: null },
      handle({ call, user }) {
        const id = idIn(call.req.param("id"), "device_not_found");
        const product = store.devices.find(id)?.product_id ?? null;
        if (product !== null) quality.access(user).need("all", product);
        const hashes = store.devices.remove(id);
        if (!hashes) throw new Fault("device_not_found");
        for (const hash of hashes) live.endCredential(hash);
        return call.body(null, 204);
      },
    }),
  ];
}
