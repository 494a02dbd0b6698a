import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** What a receiver took: where, under which id, and what it is about. */
export type Taken = { where: string; id: string; event: "firing" | "resolved" };

/**
 * A real HTTP receiver and a real mail server. Whatever comes to a place of `holding` is taken, and never answered: its process is to
 * be killed meanwhile.
 */
export async function startReceivers() {
  const taken: Taken[] = [];
  const holding = new Set<string>();
  const take = (one: Taken, answer: () => void) => {
    taken.push(one);
    if (!holding.has(one.where)) answer();
  };
  const http = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const { event } = JSON.parse(Buffer.concat(pieces).toString());
      const id = String(request.headers["webhook-id"]);
      take({ where: request.url ?? "", id, event }, () => response.writeHead(204).end());
    });
    // Whoever was killed closes it.
    request.on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  const mail = new SMTPServer({
    ...{ disabledCommands: ["STARTTLS", "AUTH"], logger: false, disableReverseLookup: true },
    onData: (stream, { envelope: { rcptTo } }, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const raw = Buffer.concat(pieces).toString("latin1");
        const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(raw)?.[1]?.trim() ?? "";
        const event = header("Subject").includes("Resolved") ? "resolved" : "firing";
        take({ where: rcptTo[0]?.address ?? "", id: header("Message-ID"), event }, () => done());
      });
    },
  });
  mail.on("error", () => undefined);
  const listening = mail.listen(0, "127.0.0.1");
  await Promise.all([once(http, "listening"), once(listening, "listening")]);
  const portOf = (server: { address: () => AddressInfo | string | null }) => (server.address() as AddressInfo).port;
  return {
    ...{ taken, holding, httpPort: portOf(http), mailPort: portOf(listening) },
    close: async () => {
      http.closeAllConnections();
      http.close();
      await new Promise<void>((resolve) => mail.close(resolve));
    },
  };
}
