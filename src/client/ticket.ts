/** Sockets for clients with a token: a browser cannot set a header on a socket, so a ticket is in its address. */
import type { Socket } from "./link.ts";

/** Opens sockets that request a ticket first, at URLs with a query. If that fails, they close like sockets that were refused. */
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
        inner = openSocket(`${url}&ticket=${encodeURIComponent(ticket)}`);
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
