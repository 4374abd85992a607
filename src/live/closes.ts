/** Why the server closes a connection: the code, and the reason beside it. From 4400 on a code says whether to come back. */
export const closes = {
  ended: [1000, "session ended"],
  stopping: [1001, "server stopping"],
  broken: [1011, "internal error"],
  credentialEnded: [4401, "credential ended"],
  deleted: [4404, "session deleted"],
  productHidden: [4403, "no permission for this product"],
  productDeleted: [4404, "product deleted"],
  replaced: [4409, "replaced by a newer connection"],
  flooding: [4429, "too many frames"],
} as const satisfies Record<string, readonly [number, string]>;
