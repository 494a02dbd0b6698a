import { NativeSelect } from "@mantine/core";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import type { pricesOperation } from "@/lib/contract/prices";
import { message, t } from "@/lib/messages/translate";
import { FormField } from "./form-field";
import { NEW_HOURS } from "./price-draft";
import type { PriceForm } from "./price-form";
import classes from "./prices.module.css";

export type HolidayLists = z.output<typeof pricesOperation.reply>["holiday_lists"];

const WEEKDAYS = [
  ...[message("Mon"), message("Tue"), message("Wed"), message("Thu"), message("Fri")],
  ...[message("Sat"), message("Sun")],
];

/** The hours, weekdays and holidays of a price that does not always apply. */
export function CalendarFields({ form, lists }: { form: PriceForm; lists: HolidayLists }) {
  const { draft, change } = form;
  const toggle = (day: number, isOn: boolean) =>
    change({ weekdays: isOn ? [...draft.weekdays, day].sort() : draft.weekdays.filter((other) => other !== day) });
  return (
    <>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={draft.has_calendar}
          onChange={(event) => change({ has_calendar: event.currentTarget.checked })}
        />
        {t("Only at certain hours or days")}
      </label>
      {draft.has_calendar && (
        <>
          <fieldset className={classes.weekdays} aria-label={t("Weekdays")}>
            {WEEKDAYS.map((name, place) => (
              <label key={name.source} className={classes.check}>
                <input
                  type="checkbox"
                  checked={draft.weekdays.includes(place + 1)}
                  onChange={(event) => toggle(place + 1, event.currentTarget.checked)}
                />
                {t(name)}
              </label>
            ))}
          </fieldset>
          {form.problem("calendar.weekdays") && <p className={classes.muted}>{t("Choose a weekday")}</p>}
          <HourFields {...form} />
          <div className={classes.fields} data-wide>
            <FormField
              {...form}
              label={t("Zone of the hours")}
              path="calendar.zone"
              value={draft.zone}
              list="price-zones"
              hint={t("An IANA zone, such as Asia/Shanghai.")}
              onChange={(zone) => change({ zone })}
            />
            <NativeSelect
              label={t("Holidays")}
              value={draft.holidays === "" ? "" : `${draft.applies} ${draft.holidays}`}
              data={[
                { value: "", label: t("Like any other day") },
                ...lists.flatMap(({ name, title, years }) => [
                  {
                    value: `outside ${name}`,
                    label: t("Not on {title} ({years})", { title, years: years.join(", ") }),
                  },
                  { value: `on ${name}`, label: t("Only on {title} ({years})", { title, years: years.join(", ") }) },
                ]),
              ]}
              onChange={(event) => {
                const [applies, name = ""] = event.currentTarget.value.split(" ");
                change({ holidays: name, applies: applies === "on" ? "on" : "outside" });
              }}
            />
          </div>
          {form.problem("calendar") && <p role="alert">{form.problem("calendar")}</p>}
        </>
      )}
    </>
  );
}

function HourFields(form: PriceForm) {
  const { draft, change } = form;
  const set = (place: number, edit: { from?: string; to?: string }) =>
    change({ hours: draft.hours.map((hours, at) => (at === place ? { ...hours, ...edit } : hours)) });
  return (
    <>
      {draft.hours.map((hours, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hours are their place in the list
        <div key={place} className={classes.fields}>
          {(["from", "to"] as const).map((end) => (
            <FormField
              key={end}
              {...form}
              type="time"
              label={t("{end, select, from {From} other {To}}, hours {place}", { end, place: place + 1 })}
              path={`calendar.hours.${place}.${end}`}
              value={hours[end] === "24:00" ? "00:00" : hours[end]}
              onChange={(time) => set(place, { [end]: time })}
            />
          ))}
          <Button
            variant="subtle"
            aria-label={t("Remove hours {place}", { place: place + 1 })}
            onClick={() => change({ hours: draft.hours.filter((_, at) => at !== place) })}
          >
            {t("Remove")}
          </Button>
        </div>
      ))}
      {form.problem("calendar.hours") && <p role="alert">{form.problem("calendar.hours")}</p>}
      <div>
        <Button variant="default" onClick={() => change({ hours: [...draft.hours, NEW_HOURS] })}>
          {t("Add hours")}
        </Button>
      </div>
    </>
  );
}
