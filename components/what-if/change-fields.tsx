"use client";

import { Select } from "@/components/ui/select";
import type { ChangeInput } from "@/lib/contract/what-if";
import { type PricedModel, RAISED_BUCKETS } from "@/lib/domain/what-if/changes";
import { message, t } from "@/lib/messages/translate";
import { checkNumber } from "./check-number";
import { CommitField } from "./commit-field";
import { BUCKET_LABELS } from "./describe-what-if";
import { ModelSelect } from "./model-select";

type ChangeFieldsProps = {
  change: ChangeInput;
  targets: readonly PricedModel[];
  onChange: (change: ChangeInput) => void;
};

const MODES = [
  { value: "off", label: message("Off") },
  { value: "on", label: message("On") },
] as const;
const BUCKETS = RAISED_BUCKETS.map((value) => ({ value, label: BUCKET_LABELS[value] }));
const percent = checkNumber({ min: 0, max: 100 });
const optionalPercent = checkNumber({ min: 0, max: 100, isOptional: true });
const rise = checkNumber({ min: -100, max: 1_000 });
const hours = checkNumber({ min: 0.25, max: 168 });
const dollars = checkNumber({ min: 0.0001, max: 1_000_000 });
const tokens = checkNumber({ min: 1, max: 1e12, isOptional: true, isWhole: true });

/** What a change says, field by field. */
export function ChangeFields({ change, targets, onChange }: ChangeFieldsProps) {
  switch (change.kind) {
    case "model":
      return (
        <>
          <CommitField
            label={t("Share (%)")}
            value={percentText(change.share)}
            check={percent}
            onCommit={(text) => onChange({ ...change, share: shareOf(text) })}
          />
          <ModelSelect
            label={t("answered by")}
            models={targets}
            value={change.to}
            onChange={(to) => onChange({ ...change, to })}
          />
        </>
      );
    case "price":
      return (
        <>
          <CommitField
            label={t("Price change (%)")}
            value={String(change.percent)}
            check={rise}
            onCommit={(text) => onChange({ ...change, percent: Number(text) })}
          />
          <Select
            label={t("of")}
            width={150}
            options={BUCKETS}
            value={change.bucket}
            onChange={(bucket) => onChange({ ...change, bucket })}
          />
        </>
      );
    case "cache":
      return (
        <>
          <Select
            label={t("Cache")}
            width={90}
            options={MODES}
            value={change.mode}
            onChange={(mode) => onChange({ ...change, mode })}
          />
          {change.mode === "on" && (
            <CommitField
              label={t("Input from the cache (%)")}
              value={change.hit_share === null ? "" : percentText(change.hit_share)}
              placeholder={t("as elsewhere")}
              check={optionalPercent}
              onCommit={(text) => onChange({ ...change, hit_share: text === "" ? null : shareOf(text) })}
            />
          )}
        </>
      );
    case "shift":
      return (
        <CommitField
          label={t("Deadline (hours)")}
          value={String(change.deadline_hours)}
          check={hours}
          onCommit={(text) => onChange({ ...change, deadline_hours: Number(text) })}
        />
      );
    case "capacity":
      return (
        <>
          <CommitField
            label={t("Price ($ an hour)")}
            value={change.usd_per_hour}
            check={dollars}
            onCommit={(text) => onChange({ ...change, usd_per_hour: text })}
          />
          <CommitField
            label={t("Takes (tokens an hour)")}
            value={change.tokens_per_hour === null ? "" : String(change.tokens_per_hour)}
            placeholder={t("any")}
            check={tokens}
            width={140}
            onCommit={(text) => onChange({ ...change, tokens_per_hour: text === "" ? null : Number(text) })}
          />
        </>
      );
  }
}

function percentText(share: number): string {
  return String(Math.round(share * 1e6) / 1e4);
}

function shareOf(text: string): number {
  return Math.round(Number(text) * 1e4) / 1e6;
}
