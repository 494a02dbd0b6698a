import { sql } from "drizzle-orm";
import { z } from "zod";
import { OUTCOME_CODES } from "@/lib/domain/outcome";
import type { BridgeTokens } from "@/lib/domain/spend/bridge-group";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { isInRun } from "../aggregates/group-columns";
import type { GroupsInput } from "../aggregates/group-types";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

/** What attempts that gave no answer cost all the same, of a model at a provider, and the tokens that was for. */
export type Waste = { model: string; provider: string; cost: bigint; tokens: BridgeTokens };

const count = z.coerce.bigint();
const rowSchema = z.object({
  model: z.string(),
  provider: z.string(),
  cost: count,
  input: count,
  cached_input: count,
  cache_write: count,
  output: count,
});

/** The cost of the attempts of some minutes whose outcome is not ok, from single attempts: rollups have no cost by outcome. */
export async function readWaste(
  db: Db,
  { run, filters }: { run: MinuteSpan; filters: GroupsInput<never>["filters"] },
): Promise<Waste[]> {
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const rows = await selectRows(
    db,
    sql`select m.value as model, p.value as provider, sum(a.cost_pico) as cost,
        coalesce(sum(a.input_tokens - coalesce(a.cached_input_tokens, 0) - coalesce(a.cache_write_tokens, 0)), 0) as input,
        coalesce(sum(a.cached_input_tokens), 0) as cached_input, coalesce(sum(a.cache_write_tokens), 0) as cache_write,
        coalesce(sum(a.output_tokens), 0) as output
      from attempt a join dimension m on m.id = a.model_id join dimension p on p.id = a.provider_id
      where ${isInRun(run)} and a.outcome <> ${OUTCOME_CODES.ok} and a.cost_pico > 0${filter}
      group by 1, 2`,
    rowSchema,
  );
  return rows.map(({ model, provider, cost, input, cached_input, cache_write, output }) => ({
    ...{ model, provider, cost },
    tokens: { input: input > 0n ? input : 0n, cachedInput: cached_input, cacheWrite: cache_write, output },
  }));
}
