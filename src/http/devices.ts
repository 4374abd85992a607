/** Endpoints for devices: tokens with which a phone or a gauge writes measurements, issued and revoked by a teacher. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { IntId } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import { Device } from "../domain/spc/alert.ts";
import { Nickname } from "../domain/text.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";
import { pathId } from "./path-id.ts";

const NewDevice = z.object({
  device: Device,
  /** Shown only in this answer. */
  token: z.string(),
  /** The page on which the device enters measurements. Its token is in the fragment, which is never sent to a server. */
  url: z.string().nullable(),
});

export function devices({ store, quality, live, base }: Services) {
  /**
   * Throws unless the user may manage a device of this product (null: of every product). A token for every product
   * needs write access to all of them, or it would bypass a product's permissions.
   */
  function requireDeviceAccess(user: User, product: number | null): void {
    const access = quality.access(user);
    if (product === null) access.needEverywhere("write");
    else access.need("all", product);
  }

  return [
    defineEndpoint({
      route: "GET /api/spc/devices",
      who: "teacher",
      about: "List the devices of the products that the caller may manage, newest first.",
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
      programs: "refused",
      audit: { action: "device.create", detail: () => undefined },
      about: "Create a device token: for one product, or for every product if the caller may measure all of them.",
      body: z.object({ name: Nickname, product_id: IntId.nullish() }),
      answers: { 201: NewDevice },
      handle({ user, body }) {
        const { name, product_id = null } = body;
        requireDeviceAccess(user, product_id);
        const { device, token } = store.devices.add(name, product_id);
        const url = product_id === null ? null : `${base()}/spc/${product_id}/enter#device=${token}`;
        return { device, token, url };
      },
    }),
    defineEndpoint({
      route: "DELETE /api/spc/devices/:id",
      who: "teacher",
      audit: { action: "device.revoke" },
      about: "Revoke a device's token and close its connections.",
      answers: { 204: null },
      handle({ context, user }) {
        const id = pathId(context.req.param("id"), "device_not_found");
        const device = store.devices.find(id);
        if (!device) throw new Fault("device_not_found");
        requireDeviceAccess(user, device.product_id);
        for (const hash of store.devices.remove(id) ?? []) live.endCredential(hash);
      },
    }),
  ];
}
