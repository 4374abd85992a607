/** Received frames, in order. */
export class FrameQueue {
  readonly #frames: any[] = [];
  readonly #waiting: ((frame: any) => void)[] = [];

  add(frame: any): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(frame);
    else this.#frames.push(frame);
  }

  /** The next frame, which may not have arrived yet. */
  next(): Promise<any> {
    const frame = this.#frames.shift();
    return frame === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(frame);
  }

  /** All frames before the one that `isLast` describes, which is taken, too. */
  async before(isLast: (frame: any) => boolean): Promise<any[]> {
    const frames: any[] = [];
    for (;;) {
      const frame = await this.next();
      if (isLast(frame)) return frames;
      frames.push(frame);
    }
  }
}
