/** Shrinks pictures to the size that screens need, and captures the screen. */

/** Maximum of the longer side (pixels) and of the size (bytes) of a picture that is uploaded unchanged. */
const maxPicture = { side: 1920, bytes: 2_000_000 };

function draw(source: CanvasImageSource, width: number, height: number): Promise<Blob | null> {
  const scale = Math.min(1, maxPicture.side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/webp", 0.9));
}

/** Shrinks a large picture. A file that the browser cannot read stays unchanged, and the server rejects it. */
export async function shrink(picture: Blob): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(picture);
    const { width, height } = bitmap;
    const small = Math.max(width, height) <= maxPicture.side && picture.size <= maxPicture.bytes;
    const drawn = small ? null : await draw(bitmap, width, height);
    bitmap.close();
    return drawn ?? picture;
  } catch {
    return picture;
  }
}

/** Whether this page can capture the screen: not on plain http. */
export const canCaptureScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === "function";

/** Captures one picture of the screen that the teacher chooses; undefined if they cancel. */
export async function captureScreen(): Promise<Blob | undefined> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true }).catch(() => undefined);
  if (!stream) return undefined;
  try {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    return (await draw(video, video.videoWidth, video.videoHeight)) ?? undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
