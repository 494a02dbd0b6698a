"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { type DigestChoice, digestChoiceSchema } from "@/lib/contract/digests";
import { DIGEST_CADENCES, type DigestCadence } from "@/lib/domain/digests/digest-period";
import { type Message, message, t } from "@/lib/messages/translate";

export const CADENCE_LABELS: Record<DigestCadence, Message> = {
  weekly: message("Every week"),
  monthly: message("Every month"),
};

/** What is typed about how often and in which zone; `choice` is null where the zone is none. */
export function useDigestChoice(zone: string) {
  const [cadence, setCadence] = useState<DigestCadence>("weekly");
  const [tz, setZone] = useState(zone);
  const { data, error } = digestChoiceSchema.safeParse({ cadence, tz });
  const choice: DigestChoice | null = data ?? null;
  return { cadence, setCadence, tz, setZone, choice, problem: error?.issues[0]?.message ?? null };
}

/** Chooses how often, and the zone whose weeks and months count. */
export function DigestChoiceFields({ cadence, setCadence, tz, setZone, problem }: ReturnType<typeof useDigestChoice>) {
  const listId = useId();
  const [zones, setZones] = useState<string[]>([]);
  return (
    <>
      <NativeSelect
        label={t("How often")}
        data={DIGEST_CADENCES.map((value) => ({ value, label: t(CADENCE_LABELS[value]) }))}
        value={cadence}
        onChange={({ currentTarget: { value } }) => {
          const chosen = DIGEST_CADENCES.find((one) => one === value);
          if (chosen) setCadence(chosen);
        }}
      />
      <TextInput
        label={t("Time zone")}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={tz}
        error={problem}
        // Some four hundred names: only once somebody looks.
        onFocus={() => setZones((known) => (known.length > 0 ? known : ["UTC", ...Intl.supportedValuesOf("timeZone")]))}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
