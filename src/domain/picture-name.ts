/** The names of uploaded pictures. The name of a lesson's picture says its size, so that a page reserves its place. */

/** `<43 characters>[-<width>x<height>].<png, jpg or webp>` */
const pictureName = /^[\w-]{43}(?:-(\d{1,5})x(\d{1,5}))?\.(png|jpg|webp)$/;
const path = "/uploads/";

/** Whether a file name is that of an uploaded picture. */
export const isPictureName = (name: string): boolean => pictureName.test(name);

/** The extension of a picture's file name; undefined if it is none. */
export const pictureEnding = (name: string): string | undefined => pictureName.exec(name)?.[3];

/** The size that the address of an upload says; empty if it says none; undefined if it is no upload of this server. */
export function sizeOfPicture(address: string): { width?: number; height?: number } | undefined {
  if (!address.startsWith(path)) return undefined;
  const match = pictureName.exec(address.slice(path.length));
  if (!match) return undefined;
  const [, width, height] = match;
  return width && height ? { width: Number(width), height: Number(height) } : {};
}

/** The names of the uploads that a text names. */
export const picturesIn = (text: string): string[] =>
  [
    ...new Set(Array.from(text.matchAll(/\/uploads\/([\w-]{43,57}\.(?:png|jpg|webp))/g), ([, name = ""]) => name)),
  ].filter(isPictureName);
