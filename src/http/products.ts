/** Endpoints for the products of the quality board. */
import { z } from "zod";
import { NewProduct, Product, ProductChange, ProductMove } from "../domain/spc/product.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";

const ListQuery = z.object({
  limit: PageSize,
  before: QueryId.optional(),
  /** Words of the name or the code. */
  search: z.string().trim().max(100).optional(),
  /** Only products of this folder, or of none. */
  folder: z.union([QueryId, z.literal("none")]).optional(),
  /** Archived products instead of those in use. */
  archived: z.stringbool().default(false),
});
const folderOf = (folder: number | "none" | undefined) => (folder === "none" ? null : folder);

export function products({ quality, live }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/spc/products",
      who: "viewer",
      about:
        "List the products that the caller may see, newest first: those in use, or with `archived` those that were put away. `folder` is an id or `none`.",
      query: ListQuery,
      answers: { 200: z.array(Product) },
      handle: ({ access, query }) =>
        toListing(query, idOf, (limit) =>
          quality.products(access, { ...query, folder: folderOf(query.folder), limit }),
        ),
    }),
    defineEndpoint({
      route: "POST /api/spc/products",
      who: "productMaker",
      about:
        "Create a product, owned by the caller, in a folder if one is given. Unless a chart is given, its chart depends on its subgroup size.",
      body: NewProduct,
      answers: { 201: Product },
      handle: ({ access, body }) => quality.make(body, access),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id",
      who: "productReader",
      about: "Get a product.",
      answers: { 200: Product },
      handle: ({ access, product }) => quality.product(product, access),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/products/:id",
      who: "productManager",
      audit: { action: "product.change" },
      about:
        "Change a product, put it into a folder, or archive it. Its subgroup size and its chart cannot change after the first measurement.",
      body: ProductChange.extend(ProductMove.shape),
      answers: { 200: Product },
      handle: ({ access, product, body }) => quality.change(product, body, access),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id",
      who: "productOwner",
      audit: { action: "product.delete" },
      about: "Delete a product with all its measurements, and revoke the tokens of its devices.",
      answers: { 204: null },
      async handle({ product }) {
        // Viewers receive the deletion before the connections of its devices close.
        for (const hash of await quality.remove(product)) live.endCredential(hash);
      },
    }),
  ];
}
