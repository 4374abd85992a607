/**
 * Who may see and measure a product of the quality board: read and set by its owner. Only a teacher may call these, also
 * with `--spc-anonymous`: the answers have names of people.
 */
import { z } from "zod";
import { User } from "../domain/session.ts";
import { PermissionSchema, ProductSharing } from "../domain/spc/sharing.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idIn } from "./path-id.ts";

export function permissions({ quality: { sharing } }: Services) {
  const userIn = (context: RequestContext) => idIn(context.req.param("user"), "user_not_found");
  return [
    defineEndpoint({
      route: "GET /api/spc/products/:id/permissions",
      who: "permissionReader",
      about:
        "Who may see and measure the product: everyone in its owner's classes, and users with a rule of their own.",
      answers: { 200: ProductSharing },
      handle({ product }) {
        return sharing.read(product);
      },
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/permissions",
      who: "permissionOwner",
      about: "Sets what everyone in the owner's classes may do: `none`, `read` (the default) or `write`.",
      body: z.object({ classes: PermissionSchema }),
      answers: { 200: ProductSharing },
      async handle({ product, body }) {
        return sharing.setClasses(product, body.classes);
      },
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/permissions/:user",
      who: "permissionOwner",
      about: "Sets what one user may do, whatever holds for their class, or for teachers; at most 200 users.",
      body: z.object({ permission: PermissionSchema }),
      answers: { 200: ProductSharing },
      async handle({ context, product, body }) {
        return sharing.setUser(product, userIn(context), body.permission);
      },
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id/permissions/:user",
      who: "permissionOwner",
      about: "Removes a user's own rule: what holds for their class, or for teachers, holds again.",
      answers: { 204: null },
      async handle({ context, product }) {
        await sharing.setUser(product, userIn(context), null);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/people",
      who: "permissionOwner",
      about: "People whose permission can be set, by name: accounts, and guests of the owner's classes; at most 50.",
      query: z.object({ search: z.string().trim().max(100).default("") }),
      answers: { 200: z.array(User) },
      handle({ product, query }) {
        return sharing.people(product, query.search);
      },
    }),
  ];
}
