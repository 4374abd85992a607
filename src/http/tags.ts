/** Endpoints for the tags of a product. */
import { z } from "zod";
import { AskedTags, ProductTag } from "../domain/spc/tags.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";

export function tags({ quality: { tagging } }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/spc/products/:id/tags",
      who: "productReader",
      about: "List the product's tags: those that the pad asks for, then the others that measurements have.",
      answers: { 200: z.array(ProductTag) },
      handle: ({ product }) => tagging.tags(product),
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/tags",
      who: "productManager",
      about: "Set the tags that the pad asks for, with the values that it offers. Changes no measurement.",
      body: AskedTags,
      answers: { 200: z.array(ProductTag) },
      handle: ({ product, body }) => tagging.ask(product, body),
    }),
  ];
}
