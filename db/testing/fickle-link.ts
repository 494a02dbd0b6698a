import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A way to a database that can be taken from a client while others still reach it. */
export type FickleLink = {
  /** The database's address by this way. */
  url: string;
  /** Ends every connection and takes no new one. */
  cut: () => void;
  /** Lets nothing through either way, and tells nobody: what a lost route looks like. */
  hold: () => void;
  /** Goes on, with what was held back. */
  mend: () => void;
  close: () => Promise<void>;
};

export async function openFickleLink(databaseUrl: string): Promise<FickleLink> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "held" = "open";
  const server = createServer((near) => {
    if (state === "cut") return void near.destroy();
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("data", (chunk) => to.write(chunk));
      if (state === "held") from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    state = "cut";
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: "127.0.0.1", port: String(port) }).href,
    cut,
    hold: () => {
      state = "held";
      for (const socket of sockets) socket.pause();
    },
    mend: () => {
      state = "open";
      for (const socket of sockets) socket.resume();
    },
    close: () => {
      cut();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
