"use client";

import { IconFilterPlus, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { OUTCOME_LABELS } from "@/components/charts/outcome-mix";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { ValueList } from "@/components/ui/value-list";
import { OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";
import { type Chip, chipsOf, type FilterKind, filterKinds, rangeEndOf } from "./attempt-chips";
import classes from "./attempts.module.css";
import { useAttemptsParams } from "./use-attempts";

/** What only single attempts are filtered by: outcomes, names, ranges; each a chip that can be taken away. */
export function AttemptFilters() {
  const { params, change } = useAttemptsParams();
  const remove = (chip: Chip) => change(chip.without);
  const chips = chipsOf(params);
  return (
    <section className={classes.filters} aria-label={t("Filters of attempts")}>
      <Popover
        label={t("Filter by outcome")}
        trigger={(tie) => (
          <Button variant={params.outcome.length > 0 ? "light" : "default"} {...tie}>
            {t("Outcome")}
          </Button>
        )}
      >
        {() => (
          <ValueList
            label={t("outcomes")}
            values={OUTCOMES}
            chosen={params.outcome}
            render={(name) => outcomesOf([name]).map((outcome) => t(OUTCOME_LABELS[outcome]))}
            onChange={(names) => change({ outcome: outcomesOf(names) })}
          />
        )}
      </Popover>
      <Popover
        label={t("Add a filter")}
        trigger={(tie) => (
          <Button variant="default" leftSection={<IconFilterPlus size={14} aria-hidden />} {...tie}>
            {t("Add filter")}
          </Button>
        )}
      >
        {(close) => <AddFilter onAdded={close} />}
      </Popover>
      {chips.length > 0 && (
        <ul className={classes.chips} aria-label={t("Active filters")}>
          {chips.map((chip) => (
            <li key={chip.label}>
              <button
                type="button"
                className={classes.chip}
                onClick={() => remove(chip)}
                aria-label={t("Remove {label}", { label: chip.label })}
              >
                {chip.label}
                <IconX size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function outcomesOf(names: readonly string[]): Outcome[] {
  return names.flatMap((name) => OUTCOMES.filter((outcome) => outcome === name));
}

function AddFilter({ onAdded }: { onAdded: () => void }) {
  const { params, change } = useAttemptsParams();
  const [kind, setKind] = useState<FilterKind>("duration_ms_min");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const value = text.trim();
    if (value === "") return setProblem(t("Is missing"));
    const end = rangeEndOf(kind);
    if (end && parseUsd(value) === null) return setProblem(t("Must be a number"));
    if (end) change({ [end]: value });
    else if (kind === "request_id") change({ request_id: value });
    else if (
      kind === "error_code" ||
      kind === "router" ||
      kind === "consumer" ||
      kind === "session" ||
      kind === "tag"
    ) {
      change({ [kind]: [...new Set([...params[kind], value])] });
    }
    setText("");
    setProblem(null);
    onAdded();
  };
  return (
    <form onSubmit={add} className={classes.add} aria-label={t("Add a filter")}>
      <Select
        label={t("Filter")}
        options={filterKinds()}
        value={kind}
        onChange={(next) => {
          setKind(next);
          setProblem(null);
        }}
      />
      <TextField label={t("Value")} value={text} onChange={setText} problem={problem} />
      <Button type="submit">{t("Add")}</Button>
    </form>
  );
}
