import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { UnfitDatabase } from "@/db/driver/unfit-database";
import { EmbeddedError } from "@/db/embedded/embedded-error";
import type { EmbeddedServer } from "@/db/embedded/start-embedded";
import { type Env, EnvError, setMode } from "@/lib/env";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { LOCALES } from "@/lib/messages/locale";
import { yieldHelperThreads } from "@/lib/yield-cores";
import { checkAdminPassword } from "./check-admin-password";
import { createFrontServer } from "./front-server";
import { logConsole, printLine } from "./log-console";
import { settleStart } from "./settle-start";
import { endOnSignal } from "./shutdown";

/** Starts the whole product and keeps it running until a signal; what `npm start`, `dev` and `demo` share. */
export async function serve(
  env: Env,
  options: { dev: boolean; embedded?: EmbeddedServer | undefined },
): Promise<{ port: number }> {
  const { dev } = options;
  setMode(dev ? "development" : "production");
  if (!dev && !existsSync(".next/BUILD_ID")) throw new EnvError("There is no build yet: run `npm run build` first");

  await checkAdminPassword(env);

  const { server, open } = createFrontServer({ dev, trustedProxies: env.trustedProxies });
  const stop = { database: async () => undefined as unknown, next: async () => undefined as unknown };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: env.port, host: env.host }, resolve);
  });
  endOnSignal({
    server,
    closeNext: async () => void (await stop.next()),
    stopDatabase: async () => void (await stop.database()),
  });

  yieldHelperThreads();
  await Promise.all(LOCALES.map(loadCatalogue));
  const { port } = server.address() as AddressInfo;
  const { embedded } = await settleStart(env);
  stop.database = async () => (embedded ?? options.embedded)?.stop();
  if (!dev) logConsole();
  // Loaded only now: it reads NODE_ENV, and Next starts the runtime, which needs the settled environment.
  const { default: next } = await import("next");
  // Next listens for upgrades on the server it is given or finds, takes every connection that asks for one, and leaves it
  // open unanswered; only while developing is there something to upgrade to.
  const app = next({ dev, dir: process.cwd(), port, turbopack: dev, httpServer: dev ? server : createServer() });
  stop.next = () => app.close();
  await app.prepare();
  open(app.getRequestHandler());
  printLine(`Switchyard listens on http://localhost:${port}`);
  return { port };
}

/** Ends the process over an error of the start: one line where the reason is the environment's, all of it otherwise. */
export function failStart(error: unknown): never {
  if (error instanceof EnvError || error instanceof EmbeddedError || error instanceof UnfitDatabase) {
    console.error(error.message);
  } else if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    console.error("PORT is in use by another program; set PORT to a free one");
  } else if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
    console.error("The disk is full; make room and start again");
  } else console.error(error);
  process.exit(1);
}
