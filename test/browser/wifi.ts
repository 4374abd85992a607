/** A network between one browser and the server that can be lost: connections stay open and nothing passes. */
import type { Socket } from "bun";

export interface Wifi extends Disposable {
  readonly port: number;
  /** Drops everything from now on, but keeps connections open: as if a phone is carried out of reach. */
  lose(): void;
  /** Closes every connection and drops everything from now on: as if the server is killed. */
  cut(): void;
  /** Within reach again: what hung is cut off, new connections pass. */
  find(): void;
}

interface Pipe {
  other: Socket<Pipe> | undefined;
  waiting: Uint8Array[];
}

/** Opens a way to the server at `port` of this machine. */
export function openWifi(address: string, port: number): Wifi {
  let lost = false;
  const all = new Set<Socket<Pipe>>();
  const handlers = {
    data(socket: Socket<Pipe>, bytes: Uint8Array) {
      if (lost) return;
      const { other, waiting } = socket.data;
      if (other) other.write(bytes);
      else waiting.push(bytes.slice());
    },
    close(socket: Socket<Pipe>) {
      all.delete(socket);
      socket.data.other?.end();
    },
    error() {},
  };
  const listener = Bun.listen<Pipe>({
    hostname: address,
    port: 0,
    socket: {
      ...handlers,
      open(socket) {
        socket.data = { other: undefined, waiting: [] };
        all.add(socket);
        if (lost) return;
        void Bun.connect<Pipe>({
          hostname: "127.0.0.1",
          port,
          data: { other: socket, waiting: [] },
          socket: {
            ...handlers,
            open(server) {
              all.add(server);
              socket.data.other = server;
              for (const bytes of socket.data.waiting.splice(0)) server.write(bytes);
            },
          },
        });
      },
    },
  });
  return {
    port: listener.port,
    lose() {
      lost = true;
    },
    cut() {
      lost = true;
      for (const socket of [...all]) socket.terminate();
    },
    find() {
      for (const socket of [...all]) socket.terminate();
      lost = false;
    },
    [Symbol.dispose]() {
      for (const socket of [...all]) socket.terminate();
      listener.stop(true);
    },
  };
}
