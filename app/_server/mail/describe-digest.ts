import { STATE_LABELS } from "@/components/sla/prepare-sla";
import type { DigestContent } from "@/lib/contract/digest-content";
import {
  displayMoney,
  displayUsd,
  formatChange,
  formatInstant,
  formatPercent,
  formatUptime,
  formatWhole,
} from "@/lib/domain/format";
import { inEnglish } from "@/lib/domain/in-english";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { describeDetected, describeIncident } from "./describe-digest-events";
import { oneLine } from "./html-page";

type DigestLine = [name: string, value: string];
export type DigestSection = {
  title: string;
  lines: DigestLine[];
  /** What is said under the lines, or instead of them. */
  note: string | null;
  /** The screen that has more of it, after the server's address. */
  path: string;
};

/** "2026-03-02 to 2026-03-08": the first and the last local day. */
export function digestDates({ from, to, tz }: Pick<DigestContent, "from" | "to" | "tz">): string {
  const last = new Date(Date.parse(to) - 1).toISOString();
  return `${formatInstant(from, tz, "day")} to ${formatInstant(last, tz, "day")}`;
}

/** Money that may be unknown, in words. */
export function moneyText(usd: string | null): string {
  return usd === null ? "not known" : displayUsd(usd);
}

/** How a cost changed against the one before; null where there is nothing to compare. */
export function changeText(usd: string | null, before: string | null): string | null {
  const [now, then] = [usd, before].map((text) => (text === null ? null : parseUsd(text)));
  if (now === null || now === undefined || then === null || then === undefined || then === 0n) return null;
  return formatChange(Number(((now - then) * 1_000_000n) / then) / 1_000_000);
}

/** What a digest says, section by section; its HTML and its text are both made from it. */
export function describeDigest(content: DigestContent): DigestSection[] {
  const { from, to, tz } = content;
  const at = (iso: string) => formatInstant(iso, tz, "minute");
  const range = new URLSearchParams({ from, to, tz }).toString();
  return [
    spendSection(content, `/spend?${range}`),
    {
      title: "Models that cost most",
      lines: content.spend.models.map(({ model, cost_usd, previous_usd, attempts }) => {
        const change = changeText(cost_usd, content.spend.previous?.records_from === null ? previous_usd : null);
        const said = [moneyText(cost_usd), ...(change === null ? [] : [change]), `${formatWhole(attempts)} attempts`];
        return [oneLine(model), said.join(" · ")];
      }),
      note: restNote(content.spend.models.length, content.spend.models_count, "model", "There was no traffic."),
      path: `/spend?${range}`,
    },
    {
      title: "Budgets",
      lines: content.budgets.map(({ name, amount, currency, spent, spent_share, projected_share }) => {
        const of = `${spent === null ? "not known" : displayMoney(spent, currency)} of ${displayMoney(amount, currency)}`;
        const used = spent_share === null ? [] : [`${formatPercent(spent_share, 1)} used`];
        const ahead = projected_share === null ? [] : [`${formatPercent(projected_share, 1)} expected`];
        return [oneLine(name), [of, ...used, ...ahead].join(" · ")];
      }),
      note:
        content.budgets.length === 0
          ? "There was no budget."
          : "At the end of the period, by their amounts of when this was made.",
      path: "/budgets",
    },
    {
      title: "SLA",
      lines: content.sla.map(({ model, provider, region, uptime, target_percent, failed, counted, state }) => [
        oneLine(`${model} (${provider}, ${region})`),
        `${formatUptime(uptime)} of ${formatWhole(counted)}, ${formatWhole(failed)} failed · target ${target_percent} % · ${inEnglish(STATE_LABELS[state]).toLowerCase()}`,
      ]),
      note:
        content.sla.length === 0 ? "Nothing was counted." : `${formatWhole(content.sla_missed)} missed their target.`,
      path: `/sla?${range}`,
    },
    {
      title: "Incidents",
      lines: content.incidents.map((incident) => [
        oneLine(`${incident.model} (${incident.provider}, ${incident.region})`),
        describeIncident(incident, tz),
      ]),
      note: restNote(content.incidents.length, content.incidents_count, "incident", "There was none."),
      path: `/sla?${range}`,
    },
    ...detectionsSection(content, `/?${range}`),
    {
      title: "Alerts that fired",
      lines: content.alerts.map(({ at: fired, rule, about, summary }) => [
        oneLine(about === "" ? rule : `${rule}: ${about}`),
        oneLine(`${at(fired)} · ${summary}`),
      ]),
      note: restNote(content.alerts.length, content.alerts_count, "alert", "None did."),
      path: "/alerts",
    },
    {
      title: "What changed",
      lines: [
        ...content.policies.map(
          ({ at: published, tier, version }): DigestLine => [
            oneLine(`Policy ${tier}`),
            `version ${version} · ${at(published)}`,
          ],
        ),
        ...content.prices.map(
          ({ at: begun, model, provider }): DigestLine => [
            oneLine(`Price ${model} (${provider})`),
            `from ${at(begun)}`,
          ],
        ),
      ],
      note: restNote(
        content.policies.length + content.prices.length,
        content.policies_count + content.prices_count,
        "change",
        "No policy and no price changed.",
      ),
      path: "/policies",
    },
    {
      title: "Retirements to come",
      lines: content.retirements.map(({ model, provider, retires_on, replaced_by, attempts }) => {
        const next = replaced_by === null ? [] : [`then ${replaced_by}`];
        return [
          oneLine(`${model} (${provider})`),
          oneLine([retires_on, ...next, `${formatWhole(attempts)} attempts in 30 days`].join(" · ")),
        ];
      }),
      note: content.retirements.length === 0 ? "No model that you use retires within half a year." : null,
      path: "/policies",
    },
  ];
}

/** None in a digest that was made before detections were in it. */
function detectionsSection({ detections, detections_count, tz }: DigestContent, path: string): DigestSection[] {
  if (detections === null || detections_count === null) return [];
  return [
    {
      title: "Slowdowns and model changes",
      lines: detections.map((detected) => [
        oneLine(`${detected.model} (${detected.provider}, ${detected.region})`),
        describeDetected(detected, tz),
      ]),
      note: restNote(detections.length, detections_count, "change", "None was found."),
      path,
    },
  ];
}

function spendSection({ spend, tz }: DigestContent, path: string): DigestSection {
  const { cost_usd, previous, attempts, requests, priced_share } = spend;
  const isWhole = previous?.records_from === null;
  const change = isWhole ? changeText(cost_usd, previous.cost_usd) : null;
  const before = previous === null ? "not retained" : moneyText(previous.cost_usd);
  return {
    title: "Spend",
    lines: [
      ["Spend", [moneyText(cost_usd), ...(change === null ? [] : [change])].join(" · ")],
      ["The period before", before],
      ["Attempts", formatWhole(attempts)],
      ["Requests", formatWhole(requests)],
      ["Attempts with a price", formatPercent(priced_share, 1)],
    ],
    note:
      previous !== null && !isWhole
        ? `Records begin on ${formatInstant(previous.records_from, tz, "day")}: the period before is not whole, and nothing is compared with it.`
        : null,
    path,
  };
}

function restNote(shown: number, all: number, one: string, none: string): string | null {
  if (all === 0) return none;
  const rest = all - shown;
  return rest === 0 ? null : `And ${formatWhole(rest)} more ${one}${rest === 1 ? "" : "s"}.`;
}
