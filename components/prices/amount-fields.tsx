import { Button } from "@/components/ui/button";
import type { RateField } from "@/lib/contract/price-terms";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";
import { message, t } from "@/lib/messages/translate";
import { BUCKET_NAMES, BUCKETS, FEE_LABELS } from "./describe-price";
import { FormField } from "./form-field";
import { NEW_STEP, type PriceDraft } from "./price-draft";
import type { PriceForm } from "./price-form";
import classes from "./prices.module.css";

/** What a million tokens of each bucket cost, graduated steps of the input, and fees. */
export function AmountFields(form: PriceForm) {
  const { draft, change } = form;
  const hint = (name: RateField) => {
    const { unset } = BUCKETS[name];
    return unset ? t("Empty: {unset}", { unset: t(unset) }) : undefined;
  };
  return (
    <>
      <fieldset className={classes.group}>
        <legend>{t("Price of a million tokens")}</legend>
        <div className={classes.fields}>
          {BUCKET_NAMES.map((name) => (
            <FormField
              key={name}
              {...form}
              label={t(BUCKETS[name].label)}
              path={`rates.${name}`}
              value={draft.rates[name]}
              hint={hint(name)}
              onChange={(amount) => change({ rates: { ...draft.rates, [name]: amount } })}
            />
          ))}
        </div>
      </fieldset>
      <StepFields {...form} />
      <fieldset className={classes.group}>
        <legend>{t("Fees beside tokens")}</legend>
        <div className={classes.fields}>
          {FEE_UNITS.map((unit) => (
            <FormField
              key={unit}
              {...form}
              label={t(FEE_LABELS[unit])}
              path={`fees.${unit}`}
              value={draft.fees[unit]}
              onChange={(amount) => change({ fees: { ...draft.fees, [unit]: amount } })}
            />
          ))}
        </div>
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={draft.leaves_out_fees}
            onChange={(event) => change({ leaves_out_fees: event.currentTarget.checked })}
          />
          {t("The provider charges other fees too, which are not in the cost")}
        </label>
      </fieldset>
    </>
  );
}

const STEP_FIELDS = [
  { name: "above_tokens", label: message("Above tokens") },
  { name: "input", label: message("Input") },
  { name: "cached_input", label: message("Cached read") },
  { name: "cache_write", label: message("Write") },
] as const;

function StepFields(form: PriceForm) {
  const { draft, change } = form;
  const problem = form.problem("steps");
  const setStep = (place: number, edit: Partial<PriceDraft["steps"][number]>) =>
    change({ steps: draft.steps.map((step, at) => (at === place ? { ...step, ...edit } : step)) });
  return (
    <fieldset className={classes.group}>
      <legend>{t("Graduated input")}</legend>
      <p className={classes.muted}>
        {t("Only the tokens above a mark cost its price; those before it the one above.")}
      </p>
      {draft.steps.map((step, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order
        <div key={place} className={classes.fields}>
          {STEP_FIELDS.map(({ name, label }) => (
            <FormField
              key={name}
              {...form}
              label={t("{label}, step {place}", { label: t(label), place: place + 1 })}
              path={`steps.${place}.${name}`}
              value={step[name]}
              onChange={(text) => setStep(place, { [name]: text })}
            />
          ))}
          <Button
            variant="subtle"
            aria-label={t("Remove step {place}", { place: place + 1 })}
            onClick={() => change({ steps: draft.steps.filter((_, at) => at !== place) })}
          >
            {t("Remove")}
          </Button>
        </div>
      ))}
      {problem && <p className={classes.muted}>{t("Steps {problem}", { problem: problem.toLowerCase() })}</p>}
      <div>
        <Button variant="default" onClick={() => change({ steps: [...draft.steps, NEW_STEP] })}>
          {t("Add a step")}
        </Button>
      </div>
    </fieldset>
  );
}
