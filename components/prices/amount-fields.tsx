import { Button } from "@/components/ui/button";
import type { RateField } from "@/lib/contract/price-terms";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";
import { BUCKET_NAMES, BUCKETS, FEE_LABELS } from "./describe-price";
import { FormField } from "./form-field";
import { NEW_STEP, type PriceDraft } from "./price-draft";
import type { PriceForm } from "./price-form";
import classes from "./prices.module.css";

/** What a million tokens of each bucket cost, graduated steps of the input, and fees. */
export function AmountFields(form: PriceForm) {
  const { draft, change } = form;
  const hint = (name: RateField) => (BUCKETS[name].unset === "" ? undefined : `Empty: ${BUCKETS[name].unset}`);
  return (
    <>
      <fieldset className={classes.group}>
        <legend>Price of a million tokens</legend>
        <div className={classes.fields}>
          {BUCKET_NAMES.map((name) => (
            <FormField
              key={name}
              {...form}
              label={BUCKETS[name].label}
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
        <legend>Fees beside tokens</legend>
        <div className={classes.fields}>
          {FEE_UNITS.map((unit) => (
            <FormField
              key={unit}
              {...form}
              label={`Per ${FEE_LABELS[unit]}`}
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
          The provider charges other fees too, which are not in the cost
        </label>
      </fieldset>
    </>
  );
}

const STEP_FIELDS = [
  { name: "above_tokens", label: "Above tokens" },
  { name: "input", label: "Input" },
  { name: "cached_input", label: "Cached read" },
  { name: "cache_write", label: "Write" },
] as const;

function StepFields(form: PriceForm) {
  const { draft, change } = form;
  const setStep = (place: number, edit: Partial<PriceDraft["steps"][number]>) =>
    change({ steps: draft.steps.map((step, at) => (at === place ? { ...step, ...edit } : step)) });
  return (
    <fieldset className={classes.group}>
      <legend>Graduated input</legend>
      <p className={classes.muted}>Only the tokens above a mark cost its price; those before it the one above.</p>
      {draft.steps.map((step, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order
        <div key={place} className={classes.fields}>
          {STEP_FIELDS.map(({ name, label }) => (
            <FormField
              key={name}
              {...form}
              label={`${label}, step ${place + 1}`}
              path={`steps.${place}.${name}`}
              value={step[name]}
              onChange={(text) => setStep(place, { [name]: text })}
            />
          ))}
          <Button
            variant="subtle"
            aria-label={`Remove step ${place + 1}`}
            onClick={() => change({ steps: draft.steps.filter((_, at) => at !== place) })}
          >
            Remove
          </Button>
        </div>
      ))}
      {form.problem("steps") && <p className={classes.muted}>Steps {form.problem("steps")?.toLowerCase()}</p>}
      <div>
        <Button variant="default" onClick={() => change({ steps: [...draft.steps, NEW_STEP] })}>
          Add a step
        </Button>
      </div>
    </fieldset>
  );
}
