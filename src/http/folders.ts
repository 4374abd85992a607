/** Endpoints for folders of products: the products of a course, a product for each team, and the wall of teams. */
import { z } from "zod";
import { Folder, FolderChange, FolderInput, TeamLink, TeamsInput, WallItem } from "../domain/spc/folder.ts";
import { Product } from "../domain/spc/product.ts";
import { Nickname } from "../domain/text.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";
import { pathId } from "./path-id.ts";
import { teacher } from "./who.ts";

const ListQuery = z.object({
  limit: PageSize,
  before: QueryId.optional(),
  /** Words of the name. */
  search: z.string().trim().max(100).optional(),
  archived: z.stringbool().default(false),
});

const aboutTeamKeys =
  "Make a device token for each product of the folder that is in use, and the link for a team's phone. Revokes earlier tokens of the same name: those never used, or with `replace` all.";

const idIn = (context: RequestContext) => pathId(context.req.param("id"), "folder_not_found");

/** The endpoints that make a product and a device for each team. */
function teams({ quality, live, base }: Services) {
  return [
    defineEndpoint({
      route: "POST /api/spc/folders/:id/teams",
      who: "productMaker",
      about: "Make a product for each name in the folder, with the settings and permissions of a template. At most 60.",
      body: TeamsInput,
      answers: { 201: z.array(Product) },
      async handle({ context, access, body }) {
        const made = await quality.folders.makeTeams(idIn(context), body, access);
        return made.map((product) => quality.product(product, access));
      },
    }),
    defineEndpoint({
      route: "POST /api/spc/folders/:id/devices",
      who: "productMaker",
      programs: "refused",
      audit: { action: "device.create", detail: () => undefined },
      about: aboutTeamKeys,
      body: z.object({ name: Nickname, replace: z.boolean().optional() }),
      answers: { 201: z.array(TeamLink) },
      async handle({ context, access, body }) {
        teacher(context); // Tokens are for teachers to issue, also if the board is open to everyone.
        const { issued, revoked } = await quality.folders.issueTokens(idIn(context), body, access);
        for (const hash of revoked) live.endCredential(hash);
        return issued.map(({ product_id, device_id, token }) => ({
          product: quality.product(product_id, access),
          device_id,
          token,
          url: `${base()}/spc/${product_id}/enter#device=${token}`,
        }));
      },
    }),
  ];
}

export function folders(services: Services) {
  const { quality } = services;
  return [
    defineEndpoint({
      route: "GET /api/spc/folders",
      who: "viewer",
      about: "List the folders that the caller may see, newest first: those in use, or with `archived` the others.",
      query: ListQuery,
      answers: { 200: z.array(Folder) },
      handle: ({ access, query }) =>
        toListing(query, idOf, (limit) => quality.folders.list(access, { ...query, limit })),
    }),
    defineEndpoint({
      route: "POST /api/spc/folders",
      who: "productMaker",
      about: "Make a folder, for a class of the caller if `session_code` is given.",
      body: FolderInput,
      answers: { 201: Folder },
      handle: ({ access, body }) => quality.folders.make(body, access),
    }),
    defineEndpoint({
      route: "GET /api/spc/folders/:id",
      who: "viewer",
      about: "Get a folder.",
      answers: { 200: Folder },
      handle: ({ context, access }) => quality.folders.get(idIn(context), access),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/folders/:id",
      who: "productMaker",
      audit: { action: "folder.change" },
      about: "Rename a folder, change its class, or archive it with all its products and bring them back.",
      body: FolderChange,
      answers: { 200: Folder },
      handle: ({ context, access, body }) => quality.folders.change(idIn(context), body, access),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/folders/:id",
      who: "productMaker",
      audit: { action: "folder.delete" },
      about: "Delete a folder. Its products stay, in no folder.",
      answers: { 204: null },
      handle: ({ context, access }) => quality.folders.remove(idIn(context), access),
    }),
    ...teams(services),
    defineEndpoint({
      route: "GET /api/spc/folders/:id/wall",
      who: "viewer",
      about: "Get the capability and the last alert of each product of the folder that is in use.",
      answers: { 200: z.array(WallItem) },
      handle: ({ context, access }) => quality.folders.wall(idIn(context), access),
    }),
  ];
}
