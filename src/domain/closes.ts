/**
 * The close codes and reasons with which the server closes connections. Clients decide by the code whether to reconnect.
 * Codes from 4400 on are Lectern's own.
 */
export type Close = readonly [code: number, reason: string];

export const closes = {
  ended: [1000, "session ended"],
  stopping: [1001, "server stopping"],
  moved: [1012, "continues on another server"],
  broken: [1011, "internal error"],
  credentialEnded: [4401, "credential ended"],
  deleted: [4404, "session deleted"],
  noSeat: [4405, "no seat in this session"],
  removed: [4403, "removed"],
  productHidden: [4403, "no permission for this product"],
  productDeleted: [4404, "product deleted"],
  replaced: [4409, "replaced by a newer connection"],
  flooding: [4429, "too many frames"],
  checkOver: [4404, "check over"],
  checkFull: [4503, "too many devices in this check"],
} as const satisfies Record<string, Close>;
