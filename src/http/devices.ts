/** Devices: keys by which a phone or a gauge writes measurements, for the teacher to give out and take back. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { IntId } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import { Device } from "../domain/spc/alert.ts";
import { Nickname } from "../domain/text.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";
import { idIn } from "./path-id.ts";

const NewDevice = z.object({
  device: Device,
  /** Seen this once. */
  token: z.string(),
  /** Where the device enters measurements, with its token behind the `#`, which no server gets to see. */
  url: z.string().nullable(),
});

export function devices({ store, quality, live, base }: Services) {
  /** A token for any product would get around the permissions of a product that is not for everyone. */
  function needDevice(user: User, product: number | null): void {
    const access = quality.access(user);
    if (product === null) access.needEverywhere("write");
    else access.need("all", product);
  }

  return [
    defineEndpoint({
      route: "GET /api/spc/devices",
      who: "teacher",
      about: "The devices that write measurements, newest first: of the products that the caller may manage.",
      query: z.object({ product: QueryId.optional(), limit: PageSize, before: QueryId.optional() }),
      answers: { 200: z.array(Device) },
      handle({ user, query }) {
        const access = quality.access(user);
        if (query.product !== undefined) access.need("all", query.product);
        return toListing(query, idOf, (limit) => store.devices.list({ ...query, limit, only: access.visible() }));
      },
    }),
    defineEndpoint({
      route: "POST /api/spc/devices",
      who: "teacher",
      about: "Make a key for a device: for one product, or for any if the caller may measure every product.",
      body: z.object({ name: Nickname, product_id: IntId.nullish() }),
      answers: { 201: NewDevice },
      handle({ user, body }) {
        const { name, product_id = null } = body;
        needDevice(user, product_id);
        const { device, token } = store.devices.add(name, product_id);
        const url = product_id === null ? null : `${base()}/spc/${product_id}/enter#device=${token}`;
        return { device, token, url };
      },
    }),
    defineEndpoint({
      route: "DELETE /api/spc/devices/:id",
      who: "teacher",
      about: "Ends a device's key, and its connections.",
      answers: { 204: null },
      handle({ context, user }) {
        const id = idIn(context.req.param("id"), "device_not_found");
        const device = store.devices.find(id);
        if (!device) throw new Fault("device_not_found");
        needDevice(user, device.product_id);
        for (const hash of store.devices.remove(id) ?? []) live.endCredential(hash);
      },
    }),
  ];
}
