/** Streams the body of a response in pieces, so that a long one neither fills the memory nor delays other work. */

/** How many characters of a text are written before other work runs, and for how many ms. */
const chunkLength = 64 * 1024;
const sliceMs = 4;

/** Streams pieces of text as a response's body, as fast as the client reads. */
export function streamOf(pieces: Generator<string>): ReadableStream<Uint8Array> {
  return streamOfBytes(encoded(pieces));
}

function* encoded(pieces: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = "";
  let began = performance.now();
  for (const piece of pieces) {
    text += piece;
    if (text.length < chunkLength && performance.now() - began < sliceMs) continue;
    yield encoder.encode(text);
    text = "";
    began = performance.now();
  }
  if (text !== "") yield encoder.encode(text);
}

/** Streams pieces as a response's body, as fast as the client reads. Other work runs before each. */
export function streamOfBytes(pieces: Generator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await new Promise(setImmediate);
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
