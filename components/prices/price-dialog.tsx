"use client";

import { Group, Textarea } from "@mantine/core";
import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { errorText } from "@/lib/client/error-text";
import type { PriceVersion } from "@/lib/contract/prices";
import { displayPrice, formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { AmountFields } from "./amount-fields";
import type { HolidayLists } from "./calendar-fields";
import { ConditionFields } from "./condition-fields";
import { FormField } from "./form-field";
import { draftOf, emptyDraft, type PriceDraft } from "./price-draft";
import classes from "./prices.module.css";
import { StalePrice } from "./stale-price";
import { usePriceForm } from "./use-price-form";
import { WarningList } from "./warning-list";

/** What a form starts from: nothing, a pair without a price, a version that is changed, or one whose terms come back. */
export type PriceStart = { price: PriceVersion | null; restores: boolean; pair?: { provider: string; model: string } };

type PriceDialogProps = {
  start: PriceStart;
  /** The version that is active under the same conditions as what is restored: a new one begins after it. */
  latest: PriceVersion | null;
  lists: HolidayLists;
  models: readonly string[];
  providers: readonly string[];
  tz: string;
  onSaved: (pair: { provider: string; model: string }) => Promise<void>;
  onClose: () => void;
};

/** The form of a new version of a price. What was typed stays on screen until it is stored. */
export function PriceDialog({ start, latest, lists, models, providers, tz, onSaved, onClose }: PriceDialogProps) {
  const [now] = useState(() => Date.now());
  const [first] = useState(() => firstDraft(start, { latest, tz, now }));
  const state = usePriceForm({ start: first, tz, now, onSaved: () => onSaved(form.draft) });
  const { form, before, error, isPending, stale, warnings, confirmed } = state;
  const { draft, change } = form;
  const title = titleOf(start);
  const open = Object.keys(state.problems).length;
  return (
    <AskDialog title={title} wide onClose={onClose}>
      <form
        noValidate
        aria-label={title}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void state.save().then((isStored) => isStored && onClose());
        }}
      >
        <fieldset className={classes.group}>
          <legend>{t("Of")}</legend>
          <div className={classes.fields} data-wide>
            <FormField
              {...form}
              label={t("Provider")}
              path="provider"
              value={draft.provider}
              list="price-providers"
              onChange={(provider) => change({ provider })}
            />
            <FormField
              {...form}
              label={t("Model")}
              path="model"
              value={draft.model}
              list="price-models"
              onChange={(model) => change({ model })}
            />
            <FormField
              {...form}
              label={t("Currency")}
              path="currency"
              value={draft.currency}
              hint={t("Such as USD or CNY.")}
              onChange={(currency) => change({ currency: currency.toUpperCase() })}
            />
            <FormField
              {...form}
              type="datetime-local"
              label={t("Valid from ({tz})", { tz })}
              path="valid_from"
              value={draft.valid_from}
              onChange={(valid_from) => change({ valid_from })}
            />
          </div>
          <p className={classes.muted}>{describeBefore(before, tz)}</p>
          {state.lacksRate && (
            <p className={classes.muted}>
              {t("No rate of {currency} is stored for that day: add it first.", {
                currency: draft.currency || t("this currency"),
              })}
            </p>
          )}
        </fieldset>
        <AmountFields {...form} />
        <ConditionFields form={form} lists={lists} />
        <fieldset className={classes.group}>
          <legend>{t("On whose word")}</legend>
          <div className={classes.fields} data-wide>
            <FormField
              {...form}
              label={t("Source")}
              path="source"
              value={draft.source}
              hint={t("A list, an invoice, a contract's number.")}
              onChange={(source) => change({ source })}
            />
            <FormField
              {...form}
              label={t("Note")}
              path="source_note"
              value={draft.source_note}
              onChange={(source_note) => change({ source_note })}
            />
          </div>
          <Textarea
            label={t("Reason")}
            autosize
            minRows={2}
            value={draft.reason}
            error={form.problem("reason")}
            onBlur={() => form.visit("reason")}
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
        </fieldset>
        <WarningList warnings={warnings} confirmed={confirmed} onConfirm={state.confirm} />
        {stale && (
          <StalePrice
            base={stale.base}
            current={before}
            onContinue={() => state.continueOn(null)}
            onLoad={() => state.continueOn(before)}
          />
        )}
        {error !== null && (
          <Notice tone="bad" role="alert">
            {errorText(error)}
          </Notice>
        )}
        {state.isSent && open > 0 && (
          <Notice tone="bad" role="alert">
            {t("{open, plural, one {One field needs} other {# fields need}} attention.", { open })}
          </Notice>
        )}
        <Group gap="xs" justify="end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={isPending} disabled={stale !== null || state.isUnconfirmed}>
            {t("Save new version")}
          </Button>
        </Group>
        <Choices {...{ providers, models }} />
      </form>
    </AskDialog>
  );
}

function Choices({ providers, models }: Pick<PriceDialogProps, "providers" | "models">) {
  return (
    <>
      <datalist id="price-providers">
        {providers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="price-models">
        {models.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="price-zones">
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

function firstDraft(
  start: PriceStart,
  { latest, tz, now }: { latest: PriceVersion | null; tz: string; now: number },
): PriceDraft {
  const { price, restores, pair } = start;
  if (price === null) return { ...emptyDraft(tz, now), ...pair };
  const draft = draftOf(price, tz, now);
  if (!restores) return draft;
  const from = latest && draftOf(latest, tz, now).valid_from;
  return {
    ...draft,
    valid_from: from ?? draft.valid_from,
    ...{
      source: price.source,
      source_note: price.source_note ?? "",
      // Stored as a note for whoever reads the history: it stays as it is written here.
      reason: `Restores the terms of version ${price.id}`,
    },
  };
}

function titleOf({ price, restores }: PriceStart): string {
  if (price === null) return t("New price");
  const name = `${price.provider}/${price.model}`;
  return restores ? t("Restore version {id} of {name}", { id: price.id, name }) : t("New version of {name}", { name });
}

function describeBefore(before: PriceVersion | null, tz: string): string {
  if (before === null)
    return t("No version under these conditions is open: this is the first, or the one before has ended.");
  const since = formatInstant(before.valid_from, tz, "minute");
  return t("Ends version {id}, valid since {since}, input {input}. Costs already stored stay as they are.", {
    id: before.id,
    since,
    input: displayPrice(before.rates.input, before.currency),
  });
}
