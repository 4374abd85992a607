/**
 * Endpoints for a product's permissions: who may see and measure it. Only teachers may call them, even with
 * `--spc-anonymous`, because the answers contain people's names.
 */
import { z } from "zod";
import { User } from "../domain/session.ts";
import { PermissionSchema, ProductSharing } from "../domain/spc/sharing.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { pathId } from "./path-id.ts";

export function permissions({ quality: { sharing } }: Services) {
  const userIn = (context: RequestContext) => pathId(context.req.param("user"), "user_not_found");
  return [
    defineEndpoint({
      route: "GET /api/spc/products/:id/permissions",
      who: "permissionReader",
      about:
        "Get the product's permissions: for everyone in its owner's classes, and for users with an individual rule.",
      answers: { 200: ProductSharing },
      handle({ product }) {
        return sharing.read(product);
      },
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/permissions",
      who: "permissionOwner",
      programs: "refused",
      audit: { action: "permissions.change" },
      about: "Set what everyone in the owner's classes may do: `none`, `read` (the default) or `write`.",
      body: z.object({ classes: PermissionSchema }),
      answers: { 200: ProductSharing },
      async handle({ product, body }) {
        return sharing.setClasses(product, body.classes);
      },
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/permissions/:user",
      who: "permissionOwner",
      programs: "refused",
      audit: { action: "permissions.change" },
      about: "Set one user's rule, which overrides that of their class or of teachers; at most 200 users.",
      body: z.object({ permission: PermissionSchema }),
      answers: { 200: ProductSharing },
      async handle({ context, product, body }) {
        return sharing.setUser(product, userIn(context), body.permission);
      },
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id/permissions/:user",
      who: "permissionOwner",
      programs: "refused",
      audit: { action: "permissions.change" },
      about: "Remove a user's rule, so that the rule of their class or of teachers applies again.",
      answers: { 204: null },
      async handle({ context, product }) {
        await sharing.setUser(product, userIn(context), null);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/people",
      who: "permissionOwner",
      about:
        "Search by name for people whose rule can be set: accounts, and guests of the owner's classes; at most 50.",
      query: z.object({ search: z.string().trim().max(100).default("") }),
      answers: { 200: z.array(User) },
      handle({ product, query }) {
        return sharing.people(product, query.search);
      },
    }),
  ];
}
