/** Uploads a picture of a lesson, with progress. */
import { createFetcher } from "../../client/http.ts";
import { shrink } from "../room/picture/shrink.ts";

/** Uploads a picture, shrunk to what screens need, and returns its path. `onProgress` gets percents. */
export async function uploadPicture(picture: Blob, onProgress: (percent: number) => void): Promise<string> {
  const form = new FormData();
  form.append("file", await shrink(picture));
  const { data } = await createFetcher("", sendWith(onProgress))("POST", "/api/uploads?for=lesson", form);
  return new URL((data as { url: string }).url, location.href).pathname;
}

/** Sends a request so that the progress of its body can be seen, which `fetch` does not show. */
const sendWith =
  (onProgress: (percent: number) => void) =>
  (url: string, { method = "GET", headers, body }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      for (const [name, value] of Object.entries((headers ?? {}) as Record<string, string>)) {
        request.setRequestHeader(name, value);
      }
      request.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((100 * loaded) / Math.max(1, total)));
      request.onerror = () => reject(new TypeError("The server cannot be reached."));
      request.onload = () => {
        const type = request.getResponseHeader("content-type") ?? "";
        const wait = request.getResponseHeader("retry-after");
        const answered = { "content-type": type, ...(wait !== null && { "retry-after": wait }) };
        resolve(new Response(request.responseText, { status: request.status, headers: answered }));
      };
      request.send(body as FormData);
    });
