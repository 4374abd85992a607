/** What is asked about the database of an older version, by that version and by this one. */

/** The clock's first time: credentials of then must not expire. */
export const startedAt = Date.UTC(2026, 9, 1, 9);

/** What an older version answered. */
export interface Asked {
  readonly teacher: string;
  /** The tokens of each class's students. */
  readonly students: readonly (readonly string[])[];
  /** Commands with an id, and their answers. */
  readonly answered: readonly { code: string; token: string; command: { id: string }; answer: unknown }[];
  /** By path. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** The paths that are read. */
export const asked = ({ codes, products }: { codes: readonly string[]; products: readonly number[] }): string[] => [
  "/api/lessons",
  "/api/sessions",
  ...codes.flatMap((code) =>
    ["", "/participants", "/help", "/messages", "/questions", "/progress", "/step-controls", "/report"].map(
      (part) => `/api/sessions/${code}${part}`,
    ),
  ),
  ...products.flatMap((id) => [
    `/api/spc/products/${id}`,
    `/api/spc/products/${id}/chart`,
    `/api/spc/products/${id}/limits`,
    `/api/spc/measurements?product=${id}`,
    `/api/spc/alerts?product=${id}`,
  ]),
];
