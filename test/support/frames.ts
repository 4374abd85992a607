/** WebSocket frames as bytes (RFC 6455, section 5.2), for rude, slow or quick clients. */

/** Called for each whole frame with its opcode and its payload's position in `bytes`. */
export type OnFrame = (opcode: number, bytes: Uint8Array, start: number, end: number) => void;

/** Parses a stream of unmasked frames, as a server sends them, chunk by chunk. */
export function frameReader(onFrame: OnFrame): (chunk: Uint8Array) => void {
  let rest: Uint8Array | undefined;
  return (chunk) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      if (bytes.length - at < 2) break;
      const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
      let length = second & 0x7f;
      let start = at + 2;
      if (length >= 126) {
        const size = length === 126 ? 2 : 8;
        if (bytes.length < start + size) break;
        length = 0;
        for (let n = 0; n < size; n++) length = length * 256 + (bytes[start + n] ?? 0);
        start += size;
      }
      if (bytes.length < start + length) break;
      onFrame(first & 0x0f, bytes, start, start + length);
      at = start + length;
    }
    rest = at < bytes.length ? bytes.slice(at) : undefined;
  };
}

/** A masked frame, as a client sends it: opcode 1 is text, 8 a close, 9 a ping. */
export function toFrame(payload: string | Uint8Array, opcode = 1): Uint8Array {
  const data = typeof payload === "string" ? Buffer.from(payload) : payload;
  const head = [0x80 | opcode];
  if (data.length < 126) head.push(0x80 | data.length);
  else if (data.length < 65536) head.push(0x80 | 126, data.length >> 8, data.length & 255);
  else head.push(0x80 | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (data.length >>> shift) & 255));
  // A mask of zeros is a mask.
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), data]);
}
