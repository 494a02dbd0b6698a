import type { TierPolicy } from "@/lib/contract/policy";
import type { FallbackReply, RehearsalReply } from "@/lib/contract/rehearsal";
import { formatInstant, formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import { SECOND_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { isSame } from "../draft/is-same";
import type { Finished } from "./use-recorded-run";

const MINUTE_SECONDS = 60;

/** What the outage comes to for the requests of the primary, in words. */
export function describeRehearsal({ primary, hour }: RehearsalReply, zone: string): string {
  if (!hour) return t("This tier asked {primary} nothing in this window; choose another one.", { primary });
  const { requests, failed, left_as_recorded: left } = hour;
  const from = formatInstant(hour.from, zone, "minute");
  const outcome = t(
    "Should {primary} fail from {from} on, in its busiest hour, {failed} of {requests} requests fail ({share}).",
    { primary, from, failed: formatWhole(failed), requests: formatWhole(requests), share: shareOf(failed, requests) },
  );
  const assumed = t(
    "This assumes that fallbacks answer all that they take, and other tiers on {primary}, which would move too, are not moved.",
    { primary },
  );
  if (left === 0) return `${outcome} ${assumed}`;
  return `${outcome} ${t("{count} had failed anyway; their retries are counted as recorded.", { count: formatWhole(left) })} ${assumed}`;
}

/** What one fallback would carry, in sentences. */
export function describeLoad(load: FallbackReply, zone: string): string[] {
  return [againstHighest(load, zone), atOnce(load), againstLimits(load), ...whatRemains(load)];
}

/** Whether a load is a warning; good only where a limit is declared that it was held against. */
export function toneOfLoad(load: FallbackReply): "warn" | "good" | undefined {
  if (load.warning) return "warn";
  return hasLimits(load) ? "good" : undefined;
}

/** What should be known before this draft is published; nothing where the last rehearsal was of another one. */
export function rehearsalWarnings(last: Finished<RehearsalReply> | null, policy: TierPolicy | null): string[] {
  if (!last || !policy || !isSame(last.policy, policy)) return [];
  return last.reply.fallbacks.flatMap((load) => {
    const { model, warning, requests_ratio: ratio } = load;
    if (warning === "limit") {
      const share = formatPercent(load.refused_share, 0);
      return t("Should the primary fail, {model} is asked for more than its limit: {share} would be refused.", {
        model,
        share,
      });
    }
    if (warning === "doubled")
      return t("Should the primary fail, {model} gets {ratio} times the most requests a minute it ever had.", {
        model,
        ratio: decimal(ratio ?? 0),
      });
    if (warning === "unproven")
      return t("Should the primary fail, {model} gets {peak} requests a minute, and it had none in this window.", {
        model,
        peak: formatWhole(load.peak.requests.value),
      });
    return [];
  });
}

function againstHighest({ model, peak, highest, requests_ratio: ratio }: FallbackReply, zone: string): string {
  const requests = formatWhole(peak.requests.value);
  if (!highest || ratio === null)
    return t("{model} would get {requests} requests a minute; it had none in this window.", { model, requests });
  return t("{model} would get {requests} requests a minute, {ratio} times the most it ever had ({most}, {at}).", {
    model,
    requests,
    ratio: decimal(ratio),
    most: formatWhole(highest.requests.value),
    at: formatInstant(highest.requests.at, zone, "minute"),
  });
}

function atOnce({ peak, highest, tokens_known_share: known }: FallbackReply): string {
  const now = { tokens: formatWhole(peak.tokens.value), atOnce: decimal(peak.concurrency.value) };
  const text = highest
    ? t("That is {tokens} tokens a minute and {atOnce} requests at once, against {tokensBefore} and {atOnceBefore}.", {
        ...now,
        tokensBefore: formatWhole(highest.tokens.value),
        atOnceBefore: decimal(highest.concurrency.value),
      })
    : t("That is {tokens} tokens a minute and {atOnce} requests at once.", now);
  if (known === 1) return text;
  return `${text} ${t("Tokens are known of {share} of them.", { share: formatPercent(known, 0) })}`;
}

function hasLimits({ limits }: FallbackReply): boolean {
  return Object.values(limits).some((limit) => limit !== null);
}

function againstLimits(load: FallbackReply): string {
  const { limits, passed, refused_share: refused } = load;
  if (!passed) return hasLimits(load) ? t("It stays within its declared limits.") : t("No limits are declared for it.");
  const seconds = passed.after_seconds;
  // Known to the second: no tenths.
  const after = seconds < MINUTE_SECONDS ? `${seconds} s` : formatMs(seconds * SECOND_MS);
  const values = { after, share: formatPercent(refused, 0), limit: formatWhole(limits[passed.limit]) };
  if (passed.limit === "requests_per_minute")
    return t("Its limit of {limit} requests a minute is passed after {after}: {share} would be refused (429).", values);
  return passed.limit === "tokens_per_minute"
    ? t("Its limit of {limit} tokens a minute is passed after {after}: {share} would be refused (429).", values)
    : t("Its limit of {limit} requests at once is passed after {after}: {share} would be refused (429).", values);
}

function whatRemains({ next, failed }: FallbackReply): string[] {
  const wentOn = next.map(({ model, requests }) =>
    t("{count} of those refused go on to {model}.", { count: formatWhole(requests), model }),
  );
  return failed === 0 ? wentOn : [...wentOn, t("{count} have nobody left and fail.", { count: formatWhole(failed) })];
}

/** One decimal where it matters: "3.1", "0.4", "412". */
function decimal(value: number): string {
  return value < 99.95 ? value.toFixed(1) : formatWhole(value);
}

function shareOf(part: number, all: number): string {
  return formatPercent(all === 0 ? null : part / all, 1);
}
