import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Db } from "../client";
import { rollupDelta, rollupFresh } from "../schema/rollups";
import { selectRows } from "../select-rows";
import type { SealedVersion } from "./sealed-sums";
import { minuteText, minuteTexts, textArray } from "./sql-values";

/** A stretch, and the change as of which its sums are held, if they are. */
type Held = { span: MinuteSpan; asOf: SealedVersion | null };

export type SealedCheck = {
  /** The newest change of any hours; null where none is known, and nothing can be held to. */
  latest: SealedVersion | null;
  /** By position: of which hours there was no change after. */
  unchanged: ReadonlySet<number>;
  /** By position: of which no record is known that is not sealed. All, where that was not asked for. */
  settled: ReadonlySet<number>;
};

const NO_VERSION: SealedVersion = { version: "0", token: "00000000-0000-0000-0000-000000000000" };
const rowSchema = z.object({
  version: z.string().nullable(),
  token: z.string().nullable(),
  unchanged: z.array(z.coerce.number()),
  settled: z.array(z.coerce.number()),
});

/** What of sealed sums still holds, in the snapshot of `db`. */
export async function checkSealed(
  db: Db,
  held: readonly Held[],
  { withUnsealed }: { withUnsealed: boolean },
): Promise<SealedCheck> {
  const versions = held.map(({ asOf }) => asOf ?? NO_VERSION);
  const edge = (side: "from" | "to") => sql`${minuteTexts(held.map(({ span }) => span[side]))}::timestamptz[]`;
  const [row] = await selectRows(
    db,
    sql`with latest as (select version, token from sealed_change order by version desc limit 1),
      unsealed as materialized (${withUnsealed ? unsealedMinutes(held) : sql`select null::timestamptz as at where false`}),
      held as materialized (
        select * from unnest(${textArray(versions.map(({ version }) => version))}::text[]::bigint[],
          ${textArray(versions.map(({ token }) => token))}::text[]::uuid[], ${edge("from")}, ${edge("to")})
          with ordinality as held(version, token, from_at, to_at, nth)
      )
      select (select version::text from latest) as version, (select token::text from latest) as token,
        array(
          select nth - 1 from held where exists (select from sealed_change s where s.version = held.version and s.token = held.token)
            and not exists (select from sealed_change c
              where c.version > held.version and c.starts_at < held.to_at and c.ends_at > held.from_at)
        ) as unchanged,
        array(
          select nth - 1 from held where not exists (select from unsealed u where u.at >= held.from_at and u.at < held.to_at)
        ) as settled`,
    rowSchema,
  );
  if (!row) throw new Error("A select without a from has one row");
  const { version, token } = row;
  return {
    latest: version === null || token === null ? null : { version, token },
    unchanged: new Set(row.unchanged),
    settled: new Set(row.settled),
  };
}

function unsealedMinutes(held: readonly Held[]): SQL {
  const from = minuteText(Math.min(...held.map(({ span }) => span.from)));
  const to = minuteText(Math.max(...held.map(({ span }) => span.to)));
  const isWithin = sql`r.starts_at >= ${from}::timestamptz and r.starts_at < ${to}::timestamptz`;
  return sql`select distinct r.starts_at as at from ${rollupFresh} r where ${isWithin}
    union select r.starts_at from ${rollupDelta} d cross join lateral unnest(d.starts_at) as r(starts_at) where ${isWithin}`;
}
