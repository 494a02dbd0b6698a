import { type EmbeddedServer, startEmbedded } from "@/db/embedded/start-embedded";
import { makeCertificates } from "@/db/testing/certificates";
import { findProgram } from "@/db/testing/outside-program";
import { startPooler } from "@/db/testing/pooler";
import { startServerPair } from "@/db/testing/server-pair";
import { EnvError } from "@/lib/env";

/** What stands between the processes and the database: nothing, PgBouncer, TLS, or the change from one server to its standby. */
export const WAYS = ["nothing", "pgbouncer", "tls", "standby"] as const;
export type WayName = (typeof WAYS)[number];

export type Way = {
  /** What the processes connect to. */
  url: string;
  /** What the run itself asks. */
  directUrl: string;
  pid: () => number | undefined;
  /** Of a pair of servers: kills the one that is written to, and the other takes its place. */
  failOver?: () => Promise<void>;
  /** Of a pair of servers: puts a standby beside the one that is left. */
  addStandby?: () => Promise<void>;
  close: () => Promise<void>;
};

const PROGRAMS: Record<WayName, readonly string[]> = {
  nothing: [],
  pgbouncer: ["pgbouncer"],
  tls: ["openssl"],
  standby: ["postgres", "initdb", "pg_basebackup"],
};
// Below the server's own limit, with room for who asks it directly.
const POOLER_CONNECTIONS = 90;

/** Opens a way to a database of the run's own; throws an EnvError that names a program it lacks. */
export async function openWay(name: WayName, input: { dataDir: string; notify: (line: string) => void }): Promise<Way> {
  const missing = PROGRAMS[name].filter((program) => findProgram(program) === null);
  if (missing.length > 0)
    throw new EnvError(`--through ${name} needs ${missing.join(" and ")}, which is not installed`);
  if (name === "standby") {
    const pair = await startServerPair();
    return { ...pair, directUrl: pair.url, close: pair.stop };
  }
  if (name === "tls") {
    const certificates = await makeCertificates(["IP:127.0.0.1"]);
    const server = await startEmbedded({ ...input, settings: certificates.settings });
    const url = `${server.url}?sslmode=verify-full&sslrootcert=${certificates.authority}`;
    return wayTo(server, url, certificates.remove);
  }
  const server = await startEmbedded(input);
  if (name === "nothing") return wayTo(server, server.url, async () => undefined);
  const pooler = await startPooler({ databaseUrl: server.url, mode: "session", size: POOLER_CONNECTIONS });
  return wayTo(server, pooler.url, pooler.stop);
}

function wayTo(server: EmbeddedServer, url: string, close: () => Promise<void>): Way {
  return {
    url,
    directUrl: server.url,
    pid: server.pid,
    close: async () => {
      await close();
      await server.stop();
    },
  };
}
