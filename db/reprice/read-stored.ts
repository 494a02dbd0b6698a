import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { callUnits } from "@/lib/contract/log-record";
import type { CallUnits } from "@/lib/domain/pricing/call-units";
import { formatInstantUs } from "@/lib/domain/time/instant";

const EPOCH_2000_US = 946_684_800_000_000;
const TWO_32 = 4_294_967_296;
/** Bits above those of an attempt's flags: whether it has what few have, and whether a router reported its cost. */
const IS_RARE = 2 ** 29;
const IS_REPORTED = 2 ** 30;
const ROW_BYTES = 66;
const RARE_BYTES = 16;
const NO_COST = -(2n ** 63n);

/** The 64-bit hash of a row `r`'s id, as the table's key has it. */
const ID_HASH = "coalesce(uuid_hash_extended(r.id_uuid, 0), hashtextextended(r.id_text, 0))";

/** Tokens besides text, and units, of the few attempts that have some. */
type RareUse = {
  cacheWrite1hTokens: number | null;
  audioInputTokens: number | null;
  audioOutputTokens: number | null;
  imageInputTokens: number | null;
  units: CallUnits | null;
};

/** Stored attempts as columns; of tokens, −1 stands for null. */
export type StoredAttempts = {
  length: number;
  startedAtUs: Float64Array;
  idHash: BigInt64Array;
  costPico: (bigint | null)[];
  setId: Int32Array;
  flags: Int32Array;
  labelSet: Int32Array;
  /** Where the row lies and which transaction wrote it: together, of all rows there ever were, just this version of it. */
  page: Int32Array;
  item: Int16Array;
  writtenBy: Int32Array;
  inputTokens: Int32Array;
  outputTokens: Int32Array;
  cachedInputTokens: Int32Array;
  cacheWriteTokens: Int32Array;
  reasoningTokens: Int32Array;
  reportedCostPico: ReadonlyMap<number, bigint>;
  rare: ReadonlyMap<number, RareUse>;
};

const RARE = `(r.cache_write_1h_tokens is not null or r.audio_input_tokens is not null or r.audio_output_tokens is not null
  or r.image_input_tokens is not null or r.units is not null)`;
const pair = (high: string, low: string) =>
  `int8send((coalesce(${high}, -1)::bigint << 32) | (coalesce(${low}, -1)::bigint & 4294967295))`;

/**
 * One value for all of them, since a row for each would take the driver ten times as long; the few that have more follow
 * in the same order. Aggregating several values takes longer than joining their parts.
 */
const STATEMENT = `
  select count(*)::int as n,
    string_agg(timestamptz_send(r.started_at) || int8send(${ID_HASH}) || int8send(coalesce(r.cost_pico, ${NO_COST}))
      || ${pair(
        "r.attribution_id",
        `(r.flags | case when ${RARE} then ${IS_RARE} else 0 end
        | case when r.reported_cost_pico is not null then ${IS_REPORTED} else 0 end)`,
      )}
      || ${pair("r.input_tokens", "r.output_tokens")} || ${pair("r.cached_input_tokens", "r.cache_write_tokens")}
      || ${pair("r.reasoning_tokens", "r.label_set_id")} || tidsend(r.ctid) || xidsend(r.xmin), ''::bytea) as rows,
    string_agg(int8send(r.reported_cost_pico), ''::bytea) filter (where r.reported_cost_pico is not null) as reported,
    string_agg(${pair("r.cache_write_1h_tokens", "r.audio_input_tokens")}
      || ${pair("r.audio_output_tokens", "r.image_input_tokens")}, ''::bytea) filter (where ${RARE}) as rare,
    coalesce(json_agg(r.units) filter (where ${RARE}), '[]') as units
  from attempt_row r
  where r.bucket = ${ONLY_BUCKET} and r.started_at >= $1::timestamptz and r.started_at < $2::timestamptz
    and ($3::int[] is null or r.attribution_id = any($3::int[]))`;

type Packed = { n: number; rows: Buffer | null; reported: Buffer | null; rare: Buffer | null; units: unknown[] };

/** Attempts that began within [fromUs, toUs), in no order; those of some dimension sets only where they are given. */
export async function readStored(
  tx: TransactionSql,
  input: { fromUs: number; toUs: number; sets: number[] | null },
): Promise<StoredAttempts> {
  const bounds = [formatInstantUs(input.fromUs), formatInstantUs(input.toUs), input.sets];
  const [packed] = await tx.unsafe<Packed[]>(STATEMENT, bounds, { prepare: true });
  if (!packed) throw new Error("An aggregate answers with a row");
  return unpack(packed);
}

function unpack({ n, rows, reported, rare, units }: Packed): StoredAttempts {
  const int32 = () => new Int32Array(n);
  const stored = {
    length: n,
    startedAtUs: new Float64Array(n),
    idHash: new BigInt64Array(n),
    costPico: new Array<bigint | null>(n).fill(null),
    setId: int32(),
    flags: int32(),
    labelSet: int32(),
    page: int32(),
    item: new Int16Array(n),
    writtenBy: int32(),
    inputTokens: int32(),
    outputTokens: int32(),
    cachedInputTokens: int32(),
    cacheWriteTokens: int32(),
    reasoningTokens: int32(),
    reportedCostPico: new Map<number, bigint>(),
    rare: new Map<number, RareUse>(),
  };
  const bytes = rows ?? Buffer.alloc(0);
  // As halves, little endian as wherever Node runs: a big integer for each row would take longer than the rest of it.
  const hashes = new Int32Array(stored.idHash.buffer);
  let rareAt = 0;
  let reportedAt = 0;
  for (let row = 0, at = 0; row < n; row++, at += ROW_BYTES) {
    stored.startedAtUs[row] = bytes.readInt32BE(at) * TWO_32 + bytes.readUInt32BE(at + 4) + EPOCH_2000_US;
    hashes[2 * row + 1] = bytes.readInt32BE(at + 8);
    hashes[2 * row] = bytes.readInt32BE(at + 12);
    const cost = bytes.readBigInt64BE(at + 16);
    stored.costPico[row] = cost === NO_COST ? null : cost;
    stored.setId[row] = bytes.readInt32BE(at + 24);
    const flags = bytes.readInt32BE(at + 28);
    stored.flags[row] = flags & (IS_RARE - 1);
    stored.inputTokens[row] = bytes.readInt32BE(at + 32);
    stored.outputTokens[row] = bytes.readInt32BE(at + 36);
    stored.cachedInputTokens[row] = bytes.readInt32BE(at + 40);
    stored.cacheWriteTokens[row] = bytes.readInt32BE(at + 44);
    stored.reasoningTokens[row] = bytes.readInt32BE(at + 48);
    stored.labelSet[row] = bytes.readInt32BE(at + 52);
    stored.page[row] = bytes.readInt32BE(at + 56);
    stored.item[row] = bytes.readInt16BE(at + 60);
    stored.writtenBy[row] = bytes.readInt32BE(at + 62);
    if (flags & IS_REPORTED && reported) stored.reportedCostPico.set(row, reported.readBigInt64BE(8 * reportedAt++));
    if (flags & IS_RARE && rare) {
      stored.rare.set(row, rareUse(rare, rareAt * RARE_BYTES, units[rareAt]));
      rareAt++;
    }
  }
  return stored;
}

function rareUse(bytes: Buffer, at: number, units: unknown): RareUse {
  const tokens = (place: number) => {
    const value = bytes.readInt32BE(at + 4 * place);
    return value < 0 ? null : value;
  };
  return {
    cacheWrite1hTokens: tokens(0),
    audioInputTokens: tokens(1),
    audioOutputTokens: tokens(2),
    imageInputTokens: tokens(3),
    units: callUnits.nullish().parse(units) ?? null,
  };
}
