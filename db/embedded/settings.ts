import { statfs } from "node:fs/promises";

/** Server settings for a machine which is shared with the product itself. */
export const EMBEDDED_SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  work_mem: "32MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  synchronous_commit: "on",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // Without the errors of statements, which their client gets anyway: each batch that overlaps another raises one, and
  // nobody trims this log.
  log_min_messages: "log",
};

const ROOMY_BYTES = 256 * 1024 * 1024;

/** Parallel queries share memory through /dev/shm, which containers keep small; there, files do instead. */
export async function sharedMemorySettings(): Promise<Record<string, string>> {
  const shm = await statfs("/dev/shm").catch(() => undefined);
  return !shm || shm.bsize * shm.blocks >= ROOMY_BYTES ? {} : { dynamic_shared_memory_type: "mmap" };
}
