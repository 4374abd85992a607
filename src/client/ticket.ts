/** A socket for who has a token and no cookie: a browser sets no header on a socket, so a ticket stands in its address. */
import type { Socket } from "./link.ts";

/** Opens sockets that ask for a ticket first; where none is to be had, it closes like one that was refused. */
export function openWithTicket(
  ticket: () => Promise<string>,
  openSocket: (url: string) => Socket,
): (url: string) => Socket {
  return (url) => {
    let inner: Socket | undefined;
    let closed = false;
    const outer: Socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => inner?.send(text),
      close(code) {
        closed = true;
        inner?.close(code);
      },
    };
    ticket().then(
      (ticket) => {
        if (closed) return;
        inner = openSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
        inner.onopen = () => outer.onopen?.();
        inner.onmessage = (event) => outer.onmessage?.(event);
        inner.onclose = (event) => outer.onclose?.(event);
      },
      () => {
        if (!closed) outer.onclose?.({ code: 1006 });
      },
    );
    return outer;
  };
}
