/** Recognizes data folders that a program keeps in sync with a cloud: it may lock the database, or replace it by a copy. */

/** Names of synchronised folders, by the service. */
const services: readonly [service: string, folder: RegExp][] = [
  ["OneDrive", /^OneDrive([ -].*)?$/i],
  ["Dropbox", /^Dropbox([ -].*)?$/i],
  ["Google Drive", /^(Google ?Drive([ -].*)?|My Drive|내 드라이브)$/i],
  ["iCloud Drive", /^(iCloud ?Drive|Mobile Documents)$/i],
  ["Nextcloud", /^Nextcloud\d*$/i],
  ["MYBOX", /^(NAVER )?MYBOX$/i],
  // macOS keeps the folders of all services here.
  ["a cloud", /^CloudStorage$/],
];
/** In which OneDrive on Windows says where its folders are, which may have any name. */
const variables = ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"];

/** Returns the service that synchronises a folder, as far as its path and the environment tell. */
export function syncedBy(folder: string, env: Record<string, string | undefined>): string | undefined {
  const parts = (path: string) => path.split(/[\\/]+/).filter(Boolean);
  const names = parts(folder);
  const isIn = (parent: string) => {
    const above = parts(parent);
    return above.length > 0 && above.every((name, n) => name.toLowerCase() === names[n]?.toLowerCase());
  };
  if (variables.some((variable) => isIn(env[variable] ?? ""))) return "OneDrive";
  const found = (list: typeof services) => list.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0];
  return found(services);
}

/** What to do about a folder that `service` synchronises. */
export const syncedHint = (service: string): string =>
  `This folder is synchronised by ${service}, which can lock or replace the database. Choose another one with --data, ` +
  "or move Lectern and its data to a folder that is not synchronised.";
