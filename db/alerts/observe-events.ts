import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TermsOf } from "@/lib/contract/alert-rules";
import { minutesText } from "@/lib/domain/alerts/describe-measure";
import { judgeFailovers } from "@/lib/domain/alerts/judge-traffic";
import type { Observation } from "@/lib/domain/alerts/observation";
import { formatWhole } from "@/lib/domain/format";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES, DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { readGroups } from "../aggregates/read-groups";
import { listCatalogueModels } from "../catalogue/list-catalogue-models";
import type { Db } from "../client";
import { namedAmong } from "../named-among";
import { listRouters } from "../routers/list-routers";
import { selectRows } from "../select-rows";
import type { ObserveContext } from "./observe-context";

const openedSchema = z.object({ tier: z.string(), region: z.string(), model: z.string(), n: z.coerce.number() });

/** The models that were taken out of rotation often enough lately. */
export async function observeFailovers(
  db: Db,
  { scope, at_least, window_minutes }: TermsOf<"failover">,
  { now }: ObserveContext,
): Promise<Observation[]> {
  const since = new Date(now.getTime() - window_minutes * MINUTE_MS).toISOString();
  const rows = await selectRows(
    db,
    sql`select tier, region, model, count(*)::text as n from failover
      where at >= ${since}::timestamptz and to_state = 'open'
        and ${namedAmong("tier", scope.tier)} and ${namedAmong("region", scope.region)} and ${namedAmong("model", scope.model)}
      group by tier, region, model`,
    openedSchema,
  );
  return rows.map(({ n, ...labels }) => ({
    labels,
    verdict: judgeFailovers(n, at_least),
    summary: t("{count, plural, one {# failover} other {# failovers}} in {window} (limit {limit})", {
      count: Number(n),
      window: minutesText(window_minutes),
      limit: String(at_least),
    }),
    ...{ value: String(n), threshold: String(at_least), share: n / at_least },
  }));
}

const NO_KEY = "no key";
const sourceSchema = z.object({ key: z.string(), source: z.string(), last_ms: z.coerce.number() });

/**
 * The sources of the last week that send nothing any more; keys of one name are one, as when a key was replaced. Those of keys that
 * were revoked or have expired are expected to.
 */
export async function observeSources(
  db: Db,
  { silent_minutes }: TermsOf<"silent_source">,
  { now }: ObserveContext,
): Promise<Observation[]> {
  const rows = await selectRows(
    db,
    sql`select coalesce(k.name, nullif(a.key_id, ''), ${NO_KEY}::text) as key, a.source,
        (extract(epoch from coalesce(max(a.starts_at) filter (where a.span = 'minute'),
          max(a.starts_at) filter (where a.span = 'hour') + interval '59 minutes')) * 1000)::bigint::text as last_ms
      from arrival a left join api_key k on k.id::text = a.key_id
      where k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now.toISOString()}::timestamptz)
      group by 1, 2`,
    sourceSchema,
  );
  return rows.map(({ key, source, last_ms }) => {
    const minutes = Math.floor((now.getTime() - last_ms) / MINUTE_MS);
    return {
      labels: { key, source },
      verdict: minutes > silent_minutes ? "breached" : "ok",
      summary: t("Last record {at} UTC, {minutes, number} min ago (limit {limit})", {
        at: new Date(last_ms).toISOString().slice(0, 16).replace("T", " "),
        minutes,
        limit: minutesText(silent_minutes),
      }),
      ...{ value: String(minutes), threshold: String(silent_minutes), share: minutes / silent_minutes },
    };
  });
}

/** The routers that do not report, or run an older bundle. */
export async function observeRouters(
  db: Db,
  { with_behind }: TermsOf<"stale_router">,
  { now }: ObserveContext,
): Promise<Observation[]> {
  const { routers, bundle_version } = await listRouters(db, { now });
  return routers.map(({ router, state, seen_at, bundle_version: own }) => {
    const isStale = state === "silent" || (with_behind && state === "behind");
    const silence = `last report ${seen_at.slice(0, 19).replace("T", " ")} UTC`;
    const behind = `runs bundle ${own}, active is ${bundle_version}`;
    return {
      labels: { router },
      verdict: isStale ? "breached" : "ok",
      summary: state === "silent" ? `Silent: ${silence}` : `${state === "behind" ? "Behind" : "Current"}: ${behind}`,
      ...{ value: null, threshold: null, share: isStale ? 1 : 0 },
    };
  });
}

const TRAFFIC_DAYS = 7;

/** The models with traffic that retire soon, or have. */
export async function observeRetirements(
  db: Db,
  { within_days }: TermsOf<"retirement">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const until = new Date(now.getTime() + within_days * DAY_MS).toISOString().slice(0, 10);
  const retiring = (await listCatalogueModels(db)).flatMap(({ retires_on, ...known }) =>
    retires_on !== null && retires_on <= until ? [{ ...known, retires_on }] : [],
  );
  if (retiring.length === 0) return [];
  const end = epochMinute(now) + 1;
  const { groups } = await readGroups(db, {
    buckets: [{ from: end - TRAFFIC_DAYS * DAY_MINUTES, to: end }],
    ...{ filters: NO_FILTERS, groupBy: ["model", "provider"], sums: ["attempts"], metrics: [], retention },
  });
  return retiring.flatMap(({ model, provider, retires_on, replaced_by }) => {
    const own = groups.find(({ names }) => names.model === model && names.provider === provider);
    if (!own) return [];
    const days = Math.ceil((Date.parse(retires_on) - now.getTime()) / DAY_MS);
    const instead = replaced_by === null ? "" : `; ${replaced_by} replaces it`;
    return {
      labels: { model, provider },
      verdict: "breached" as const,
      summary: `Retires on ${retires_on}, had ${formatWhole(own.sums.attempts)} attempts in ${TRAFFIC_DAYS} d${instead}`,
      ...{ value: String(days), threshold: String(within_days), share: 1 },
    };
  });
}
