import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import fieldClasses from "@/components/ui/popover.module.css";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { PriceListFormat } from "@/lib/contract/price-import";
import { type Message, message, type Text, t } from "@/lib/messages/translate";
import classes from "./import.module.css";
import type { PriceImportState } from "./use-price-import";

const FORMATS: readonly { value: PriceListFormat; label: Text; hint: Message; accept: string }[] = [
  {
    ...{ value: "genai-prices", label: message("Built-in list"), accept: "" },
    hint: message("The public list prices that came with this version (@pydantic/genai-prices). No file is needed."),
  },
  {
    ...{ value: "litellm", label: "LiteLLM", accept: ".json,.gz" },
    hint: message("model_prices_and_context_window.json, with sizes of input and service tiers."),
  },
  {
    ...{ value: "openrouter", label: "OpenRouter", accept: ".json,.gz" },
    hint: message(
      "What its API answers to /models/{id}/endpoints (each provider's own prices) or /models (what OpenRouter asks).",
      { id: "{id}" },
    ),
  },
  {
    ...{ value: "csv", label: "CSV", accept: ".csv,.gz" },
    hint: message("The file that “Current prices as CSV” exports, edited. Each row names its unit."),
  },
];

const SCOPES = [
  { value: "seen", label: message("In traffic or with a price") },
  { value: "all", label: message("All in the list") },
] as const;

/** Which list, whose models, and from when on. */
export function ListPanel({ state }: { state: PriceImportState }) {
  const { choice, choose, look, lookAgain, diff, tz } = state;
  const format = FORMATS.find(({ value }) => value === choice.format);
  const needsFile = choice.format !== "genai-prices" && choice.file === null;
  return (
    <Panel title={t("Price list")} subtitle={t("Nothing is stored before you have seen what would change")}>
      <form
        className={classes.stack}
        aria-label={t("Price list")}
        onSubmit={(event) => {
          event.preventDefault();
          if (!needsFile) lookAgain();
        }}
      >
        <Segmented
          label={t("Source")}
          options={FORMATS}
          value={choice.format}
          onChange={(value) => choose({ format: value, file: null })}
        />
        <p className={classes.help}>{format && t(format.hint)}</p>
        <div className={classes.fields}>
          {choice.format !== "genai-prices" && (
            <label className={classes.file}>
              {t("File")}
              <input
                key={choice.format}
                type="file"
                accept={format?.accept}
                onChange={(event) => choose({ file: event.currentTarget.files?.[0] ?? null })}
              />
            </label>
          )}
          <Select label={t("Models")} options={SCOPES} value={choice.scope} onChange={(scope) => choose({ scope })} />
          <TextField
            label={t("Providers")}
            placeholder={t("all, or such as deepseek, openai")}
            value={choice.providers}
            onChange={(providers) => choose({ providers })}
          />
          <label className={fieldClasses.field}>
            {t("Valid from")}
            <input
              type="datetime-local"
              className={fieldClasses.input}
              value={choice.validFrom}
              aria-describedby="price-import-valid-from"
              onChange={(event) => choose({ validFrom: event.currentTarget.value })}
            />
            <span id="price-import-valid-from" className={fieldClasses.note}>
              {t("In {tz}; empty is now", { tz })}
            </span>
          </label>
        </div>
        {look.error && (
          <Notice tone="bad" role="alert">
            {look.error.message}
          </Notice>
        )}
        <div>
          <Button type="submit" variant={diff ? "default" : "filled"} disabled={needsFile} loading={look.isPending}>
            {t("Show what would change")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
