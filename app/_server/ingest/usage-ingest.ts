import type { Sql } from "postgres";
import type { Db } from "@/db/client";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import type { Replacing } from "@/db/usage-records/settle-usage-records";
import { storeUsageRecords } from "@/db/usage-records/store-usage-records";
import type { BilledUsage } from "@/lib/contract/billed-usage";
import type { IngestReply } from "@/lib/contract/log-record";
import type { IngestSource } from "@/lib/domain/ingest-checks/arrived";
import type { PostedRecord } from "@/lib/ingest/parse-logs-body";
import { normalizeUsageRecord, usagePricePairs } from "@/lib/ingest/usage-records/normalize-usage-record";
import { validateUsageRecords } from "@/lib/ingest/usage-records/validate-usage-records";
import { type InvalidRecord, reject } from "@/lib/ingest/validate-records";
import { createAliasCache } from "../alias-table";
import { createPriceCache } from "../prices";
import { createIngestStatsWriter } from "./ingest-stats-writer";
import { storeRejected } from "./store-rejected";

export type UsageIngest = {
  /** Validates, prices and stores usage records; resolves once they are committed. */
  submit: (posted: readonly PostedRecord[], origin: IngestSource, replacing: Replacing) => Promise<IngestReply>;
  /** What of them would be rejected and why, whatever is stored; stores nothing. */
  check: (posted: readonly PostedRecord[]) => Promise<IngestReply>;
  drain: () => Promise<void>;
};

/** The way of usage records into the store. Prices and aliases are read anew for each post: few come, and seldom. */
export function createUsageIngest({ db, sql }: { db: Db; sql: Sql }): UsageIngest {
  const codes = new DimensionCodes();
  const currentAliases = createAliasCache({ db, sql });
  const prices = createPriceCache(db);
  const arriving = createIngestStatsWriter(sql);

  async function prepare(posted: readonly PostedRecord[], nowUs: number) {
    const { valid, invalid } = validateUsageRecords(posted);
    const aliases = await currentAliases();
    await prices.refresh();
    await prices.ensure(
      usagePricePairs(
        valid.map(({ record }) => record),
        aliases,
      ),
    );
    const context = { nowUs, aliases, prices: prices.book() };
    const records: BilledUsage[] = [];
    const indexes: number[] = [];
    for (const { index, record } of valid) {
      const usage = normalizeUsageRecord(record, context);
      if (Array.isArray(usage)) invalid.push(reject(index, { id: record.id }, usage));
      else {
        records.push(usage);
        indexes.push(index);
      }
    }
    return { records, indexes, invalid };
  }

  return {
    submit: async (posted, origin, replacing) => {
      const nowUs = Date.now() * 1_000;
      const { records, indexes, invalid } = await prepare(posted, nowUs);
      const settled = await storeUsageRecords(sql, { records, codes, replacing, apiKeyId: origin.keyId, nowUs });
      const unfit = settled.rejected.map(({ place, error }): InvalidRecord => {
        return reject(indexes[place] ?? 0, { id: records[place]?.id }, [error]);
      });
      const rejected = [...invalid, ...unfit].sort((a, b) => a.index - b.index);
      arriving.stats.addUsage(origin, { ...settled, rejected: rejected.length, nowUs });
      // Without what was sent: what is replayed from there becomes an attempt.
      await storeRejected(
        sql,
        origin,
        rejected.map((record) => ({ ...record, sent: undefined })),
        nowUs,
      );
      return {
        accepted: records.length - settled.duplicates - settled.rejected.length,
        duplicates: settled.duplicates,
        rejected: rejected.map(({ index, id, errors }) => ({ index, id, errors })),
      };
    },
    check: async (posted) => {
      const { records, invalid } = await prepare(posted, Date.now() * 1_000);
      const rejected = invalid.map(({ index, id, errors }) => ({ index, id, errors }));
      return { accepted: records.length, duplicates: 0, rejected };
    },
    drain: () => arriving.stop(),
  };
}
