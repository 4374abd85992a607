/** The names of uploaded pictures. The name of a lesson's picture contains its size, so that a page can reserve the space. */

/** `<43 characters>[-<width>x<height>].<png, jpg or webp>` */
const pictureName = /^[\w-]{43}(?:-(\d{1,5})x(\d{1,5}))?\.(png|jpg|webp)$/;
const path = "/uploads/";

/** Whether a file name is that of an uploaded picture. */
export const isPictureName = (name: string): boolean => pictureName.test(name);

/** Returns the extension of a picture's file name; undefined if it is not a picture's name. */
export const pictureEnding = (name: string): string | undefined => pictureName.exec(name)?.[3];

/** Parses the size from an upload's URL: empty if it contains none, undefined if it is not an upload of this server. */
export function sizeOfPicture(address: string): { width?: number; height?: number } | undefined {
  if (!address.startsWith(path)) return undefined;
  const match = pictureName.exec(address.slice(path.length));
  if (!match) return undefined;
  const [, width, height] = match;
  return width && height ? { width: Number(width), height: Number(height) } : {};
}

/** Returns the names of the uploads that a text refers to. */
export const picturesIn = (text: string): string[] =>
  [
    ...new Set(Array.from(text.matchAll(/\/uploads\/([\w-]{43,57}\.(?:png|jpg|webp))/g), ([, name = ""]) => name)),
  ].filter(isPictureName);
