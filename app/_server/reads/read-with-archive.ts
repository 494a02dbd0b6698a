import type { ArchivedAttempts } from "@/db/attempts/archived-attempts";
import type { Db } from "@/db/client";
import type { ArchiveRead } from "@/lib/contract/requests";
import { getEnv } from "@/lib/env";
import { withArchiveReader } from "../archive/archive-reader";
import { archiveStores } from "../archive/archive-stores";

/** What `read` answers, and what of it came from archived days. */
export function readWithArchive<Answer extends object>(
  db: Db,
  read: (archived: ArchivedAttempts) => Promise<Answer>,
): Promise<Answer & { archive: ArchiveRead }> {
  return withArchiveReader({ db, stores: archiveStores(getEnv()) }, async (archived) => ({
    ...(await read(archived)),
    archive: archived.report(),
  }));
}
