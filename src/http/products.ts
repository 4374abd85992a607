/** Endpoints for the products of the quality board. */
import { z } from "zod";
import { Product, ProductChange, ProductInput } from "../domain/spc/product.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";

const ListQuery = z.object({ limit: PageSize, before: QueryId.optional() });

export function products({ quality, live }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/spc/products",
      who: "viewer",
      about: "List the products that the caller may see, newest first.",
      query: ListQuery,
      answers: { 200: z.array(Product) },
      handle: ({ access, query }) => toListing(query, idOf, (limit) => quality.products(access, { ...query, limit })),
    }),
    defineEndpoint({
      route: "POST /api/spc/products",
      who: "productMaker",
      about: "Create a product, owned by the caller. Unless a chart is given, its chart depends on its subgroup size.",
      body: ProductInput,
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
      about: "Change a product. Its subgroup size and its chart cannot change after the first measurement.",
      body: ProductChange,
      answers: { 200: Product },
      handle: ({ access, product, body }) => quality.change(product, body, access),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id",
      who: "productOwner",
      about: "Delete a product with all its measurements, and revoke the tokens of its devices.",
      answers: { 204: null },
      async handle({ product }) {
        // Viewers receive the deletion before the connections of its devices close.
        for (const hash of await quality.remove(product)) live.endCredential(hash);
      },
    }),
  ];
}
