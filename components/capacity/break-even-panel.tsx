"use client";

import { TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import formClasses from "@/components/budgets/budgets.module.css";
import { TimeChart } from "@/components/charts/time-chart";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { BreakEvenReply } from "@/lib/contract/capacity-use";
import { displayUsd, UNKNOWN_TEXT } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import { describeBreakEven, describeMonth } from "./describe-capacity";
import { prepareProfile, profileTable, type TryDraft, tryQuery } from "./prepare-profile";
import { useBreakEven } from "./use-capacity";

const HEIGHT = 260;
const FIELDS: readonly { name: keyof TryDraft; label: Message; hint?: Message }[] = [
  { name: "provider", label: message("Provider") },
  {
    name: "models",
    label: message("Models"),
    hint: message("Names, or beginnings such as gpt-4*; empty is every model."),
  },
  { name: "price", label: message("USD for a unit and hour") },
  { name: "units", label: message("Units") },
  { name: "tokens", label: message("Tokens a unit takes in an hour"), hint: message("May be empty.") },
];

/** The hours of one's own traffic against the price of capacity, reserved or not. */
export function BreakEvenPanel({ initial }: { initial: TryDraft }) {
  const [draft, setDraft] = useState(initial);
  const [asked, setAsked] = useState(() => tryQuery(initial));
  const query = tryQuery(draft);
  return (
    <>
      {asked !== null && <ProfileChart asked={asked} />}
      <Panel title={t("Try other terms")} subtitle={t("What the same hours would cost as capacity, reserved or not")}>
        <form
          noValidate
          aria-label={t("Try other terms")}
          className={formClasses.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (query) setAsked(query);
          }}
        >
          <div className={formClasses.fields}>
            {FIELDS.map(({ name, label, hint }) => (
              <TextInput
                key={name}
                label={t(label)}
                description={hint && t(hint)}
                inputWrapperOrder={["label", "input", "description", "error"]}
                autoComplete="off"
                value={draft[name]}
                onChange={({ currentTarget }) => setDraft({ ...draft, [name]: currentTarget.value })}
              />
            ))}
          </div>
          <div>
            <Button type="submit" disabled={query === null}>
              {t("Show break-even")}
            </Button>
          </div>
        </form>
      </Panel>
    </>
  );
}

function ProfileChart({ asked }: { asked: NonNullable<ReturnType<typeof tryQuery>> }) {
  const { tz, query: report } = useReport();
  const query = useBreakEven(asked);
  const zoom = useZoom(useMemo(() => ({ provider: asked.provider }), [asked.provider]));
  return (
    <TimeChart
      title={t("Hours against the break-even")}
      query={query}
      height={HEIGHT}
      subtitle={describe}
      explain={{
        formula: t("pays from = price of an hour / mean cost of a busy hour by the token"),
        note: t(
          "Whole hours of UTC that are over. Use beyond the throughput is counted at the token price. Within an hour use counts as spread evenly: short bursts fit better here than they do.",
        ),
      }}
      isEmpty={({ hours }) => hours.every(({ attempts }) => attempts === 0)}
      emptyHint={t("No attempt of these models at this provider in this range.")}
      table={profileTable}
      draws="lines"
      plot={prepareProfile}
      label={t("Hours against the break-even")}
      zone={tz}
      formatValue={dollars}
      thresholds={({ usd_per_hour }) => [
        {
          value: Number(usd_per_hour),
          label: t("Capacity {usdPerHour} an hour", { usdPerHour: displayUsd(usd_per_hour) }),
        },
      ]}
      zoom={zoom}
      marks={{ ...report, model: asked.model.some((name) => name.includes("*")) ? [] : asked.model }}
    />
  );
}

function describe({ break_even, usd_per_hour }: BreakEvenReply): string {
  const price = t("{usdPerHour} an hour", { usdPerHour: displayUsd(usd_per_hour) });
  return [price, describeBreakEven(break_even).text, describeMonth(break_even)].filter(Boolean).join(" · ");
}

function dollars(value: number | null): string {
  return value === null ? UNKNOWN_TEXT : displayUsd(value.toFixed(9));
}
