import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedServer, startEmbedded } from "../embedded/start-embedded";

export type TestServer = EmbeddedServer & {
  dataDir: string;
  /** What its supervision told so far, line by line. */
  notices: readonly string[];
};

/** A server of the caller's own, over a folder that is made for it and removed when it stops. */
export async function startTestServer(input: { settings?: Record<string, string>; dataDir?: string } = {}) {
  const dataDir = input.dataDir ?? (await mkdtemp(join(tmpdir(), "switchyard-test-")));
  // Private as made; a server started by root runs as another user.
  await chmod(dataDir, 0o755);
  const notices: string[] = [];
  // What a crash of the machine would lose here, nobody misses.
  const settings = { fsync: "off", full_page_writes: "off", shared_buffers: "64MB", ...input.settings };
  const server = await startEmbedded({ dataDir, settings, notify: (line) => notices.push(line) });
  return {
    ...server,
    dataDir,
    notices,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  } satisfies TestServer;
}
