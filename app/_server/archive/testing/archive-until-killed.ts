import { listDaysToArchive } from "@/db/archive/list-days-to-archive";
import { createDatabase } from "@/db/client";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { archiveDay } from "../archive-day";
import { archiveStores } from "../archive-stores";

/** Archives and drops what is before a day, again and again, until somebody kills it. */
const [url = "", exportDir = "", before = ""] = process.argv.slice(2);
const { db, sql } = createDatabase(url, { max: 3 });
const stores = archiveStores({ exportDir, s3: undefined });
process.stdout.write("begun\n");
for (let hour = 0; ; hour++) {
  // An hour passes between tries.
  const now = new Date(Date.now() + hour * 3_600_000);
  for (const day of await listDaysToArchive(sql, { before: Number(before) })) {
    await archiveDay({ db, sql, stores, target: "folder", day, now });
  }
  await dropExpiredPartitions(sql, Number(before), { isArchiving: true });
}
