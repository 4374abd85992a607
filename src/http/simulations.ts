/** Endpoints for products whose values are simulated. */
import { Product } from "../domain/spc/product.ts";
import { SimulationChange, SimulationInput } from "../domain/spc/simulation.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";

export function simulations({ quality }: Services) {
  return [
    defineEndpoint({
      route: "POST /api/spc/simulations",
      who: "productMaker",
      about:
        "Make a product whose values a simulated process gives, and start it. The same seed gives the same values. At most 10 run at a time.",
      body: SimulationInput,
      answers: { 201: Product },
      async handle({ access, body }) {
        return quality.product(await quality.simulating.make(body, access), access);
      },
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/simulation",
      who: "productManager",
      about: "Start or stop a product's simulation, and set its speed and its number of values.",
      body: SimulationChange,
      answers: { 200: Product },
      async handle({ access, product, body }) {
        await quality.simulating.change(product, body);
        return quality.product(product, access);
      },
    }),
  ];
}
