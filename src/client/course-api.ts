/** The HTTP calls of a course on the quality board: folders, products for teams, search and archive. */
import type { ProductMove } from "../domain/spc/product.ts";
import type { BodyOf, QueryOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import type { Fetched, Fetcher } from "./http.ts";

/** Maximum number of folders that are read. */
const maxFolders = 500;

/** Maximum number of products that are read. */
const maxProducts = 5000;

/** Filters of the list of products. */
export type ProductQuery = QueryOf<"GET /api/spc/products">;

/** The calls, sent by `fetcher`. */
export function toCourseCalls(fetcher: Fetcher) {
  const { call, page, pages } = createCalls(fetcher);
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const at = (id: number) => ({ path: { id } });
  return {
    /** Every product in use, oldest first; only those of a folder, or of none (`null`), if it is given. */
    products: async (folder?: number | null) => {
      const query = { folder: folder === null ? "none" : folder };
      return (await data(pages("GET /api/spc/products", maxProducts, { query }))).reverse();
    },
    /** A page of products, newest first: the first one, or the one at `next`. */
    findProducts: (query: ProductQuery, next?: string) =>
      next === undefined ? call("GET /api/spc/products", { query }) : page("GET /api/spc/products", next),
    moveProduct: (id: number, body: ProductMove) => data(call("PATCH /api/spc/products/:id", { ...at(id), body })),
    /** Newest first. */
    folders: (query: QueryOf<"GET /api/spc/folders"> = {}) =>
      data(pages("GET /api/spc/folders", maxFolders, { query })),
    folder: (id: number) => data(call("GET /api/spc/folders/:id", at(id))),
    makeFolder: (body: BodyOf<"POST /api/spc/folders">) => data(call("POST /api/spc/folders", { body })),
    changeFolder: (id: number, body: BodyOf<"PATCH /api/spc/folders/:id">) =>
      data(call("PATCH /api/spc/folders/:id", { ...at(id), body })),
    deleteFolder: (id: number) => data(call("DELETE /api/spc/folders/:id", at(id))),
    makeTeams: (id: number, body: BodyOf<"POST /api/spc/folders/:id/teams">) =>
      data(call("POST /api/spc/folders/:id/teams", { ...at(id), body })),
    /** Makes new links for the phones of all teams. */
    teamLinks: (id: number, body: BodyOf<"POST /api/spc/folders/:id/devices">) =>
      data(call("POST /api/spc/folders/:id/devices", { ...at(id), body })),
    simulate: (body: BodyOf<"POST /api/spc/simulations">) => data(call("POST /api/spc/simulations", { body })),
    changeSimulation: (id: number, body: BodyOf<"PUT /api/spc/products/:id/simulation">) =>
      data(call("PUT /api/spc/products/:id/simulation", { ...at(id), body })),
    wall: (id: number) => data(call("GET /api/spc/folders/:id/wall", at(id))),
  };
}
