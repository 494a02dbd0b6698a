"use client";

import { Group, Switch, Tabs, TextInput } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/messages/translate";
import type { PolicyDraft } from "../draft/policy-draft";
import { usePolicyForm } from "../draft/policy-form-context";
import textClasses from "../parts/text.module.css";
import classes from "./candidates.module.css";
import { CandidatesFields } from "./candidates-fields";
import { regionError } from "./region-error";

export const ALL_REGIONS = "";

type RegionTabsProps = {
  /** Regions seen in traffic; those of the policy are there anyway. */
  regions: readonly string[];
  selected: string;
  onSelect: (region: string) => void;
};

/** Who answers in all regions, and region by region where that differs. */
export function RegionTabs({ regions, selected, onSelect }: RegionTabsProps) {
  const { draft, change, errors, readOnly } = usePolicyForm();
  const [added, setAdded] = useState<string[]>([]);
  const names = [...new Set([...regions, ...draft.regions.map(({ region }) => region), ...added])].sort();
  const shown = names.includes(selected) ? selected : ALL_REGIONS;
  const tierHasError = Object.keys(errors).some((path) => path === "primary" || path.startsWith("fallbacks"));
  return (
    <Tabs
      value={tabOf(shown)}
      onChange={(tab) => onSelect(names.find((name) => tabOf(name) === tab) ?? ALL_REGIONS)}
      keepMounted={false}
    >
      <Tabs.List aria-label={t("Regions")} className={classes.tabList}>
        <RegionTab value={ALL_REGIONS} label={t("All regions")} hasError={tierHasError} />
        {names.map((name) => {
          const isOwn = draft.regions.some(({ region }) => region === name);
          return <RegionTab key={name} value={name} label={name} isOwn={isOwn} hasError={regionError(errors, name)} />;
        })}
      </Tabs.List>
      <Tabs.Panel value={tabOf(ALL_REGIONS)} pt="sm">
        <CandidatesFields value={draft} onChange={change} pathPrefix="" labelSuffix="" />
      </Tabs.Panel>
      {names.map((name) => (
        <Tabs.Panel key={name} value={tabOf(name)} pt="sm">
          <RegionPanel region={name} />
        </Tabs.Panel>
      ))}
      {!readOnly && (
        <AddRegion
          known={names}
          onAdd={(name) => {
            setAdded([...added, name]);
            onSelect(name);
          }}
        />
      )}
    </Tabs>
  );
}

// Becomes part of an element's id, which must not hold spaces.
const tabOf = (region: string) => `region-${encodeURIComponent(region)}`;

type RegionTabProps = { value: string; label: string; isOwn?: boolean; hasError: boolean };

function RegionTab({ value, label, isOwn = false, hasError }: RegionTabProps) {
  return (
    <Tabs.Tab
      value={tabOf(value)}
      rightSection={
        hasError ? (
          <IconAlertCircle size={14} color="var(--sw-bad)" aria-label={t("has an error")} />
        ) : isOwn ? (
          <span className={classes.ownMark}>{t("own")}</span>
        ) : null
      }
    >
      {label}
    </Tabs.Tab>
  );
}

function RegionPanel({ region }: { region: string }) {
  const { draft, change, errors, readOnly } = usePolicyForm();
  const own = draft.regions.find((entry) => entry.region === region);
  const others = draft.regions.filter((entry) => entry.region !== region);
  const set = (entry: PolicyDraft["regions"][number] | null) =>
    change({
      regions: entry
        ? own
          ? draft.regions.map((retained) => (retained === own ? entry : retained))
          : [...others, entry]
        : others,
    });
  return (
    <div className={classes.candidates}>
      <Switch
        label={t("Own models in {region}", { region })}
        checked={own !== undefined}
        disabled={readOnly}
        onChange={(event) =>
          set(event.currentTarget.checked ? { region, primary: draft.primary, fallbacks: [...draft.fallbacks] } : null)
        }
      />
      {own ? (
        <CandidatesFields
          value={own}
          onChange={({ primary, fallbacks }) => set({ region, primary, fallbacks })}
          pathPrefix={`regions.${region}.`}
          labelSuffix={t(" in {region}", { region })}
        />
      ) : (
        <p className={textClasses.help}>
          {rich("Inherited from all regions: {models}", {
            models: <strong>{[draft.primary, ...draft.fallbacks].filter(Boolean).join(" → ") || t("none yet")}</strong>,
          })}
        </p>
      )}
      {errors[`regions.${region}`] && <p className={textClasses.error}>{errors[`regions.${region}`]?.join(". ")}</p>}
    </div>
  );
}

function AddRegion({ known, onAdd }: { known: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const trimmed = name.trim();
  const canAdd = trimmed !== "" && trimmed.length <= 200;

  function add() {
    if (!canAdd) return;
    onAdd(trimmed);
    setName("");
  }

  // Enter belongs to this field here, not to the form around it.
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  }

  return (
    <Group gap="xs" mt="sm" align="end">
      <TextInput
        size="xs"
        label={t("Another region")}
        placeholder="ap-northeast-1"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button variant="default" disabled={!canAdd} onClick={add}>
        {known.includes(trimmed) ? t("Go to region") : t("Add region")}
      </Button>
    </Group>
  );
}
