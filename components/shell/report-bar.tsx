"use client";

import { Button, Drawer, Fieldset, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { FilterMenu, FilterOptions } from "./filter-menu";
import { LiveToggle } from "./live-toggle";
import { RangePicker } from "./range-picker";
import { FILTER_NAMES, type FilterName } from "./report-params";
import classes from "./shell.module.css";
import { useReport } from "./use-report";
import { ZonePicker } from "./zone-picker";

/** The range, filters, zone and refresh of a report; all of it is in the URL. */
export function ReportBar({ filters = FILTER_NAMES }: { filters?: readonly FilterName[] }) {
  const { query, change } = useReport();
  const active = filters.filter((name) => query[name].length > 0).length;
  const clear = () => change({ model: null, region: null, tier: null, app: null, provider: null });
  return (
    <search className={classes.bar} aria-label="Report range and filters">
      <RangePicker />
      <PhoneFilters filters={filters} active={active} clear={clear} />
      <div className={`${classes.chips} mantine-visible-from-sm`}>
        {filters.map((name) => (
          <FilterMenu key={name} name={name} />
        ))}
        {active > 0 && (
          <Button variant="subtle" onClick={clear}>
            Clear filters
          </Button>
        )}
      </div>
      <span className={classes.spacer} />
      <div className={`${classes.chips} mantine-visible-from-sm`}>
        <ZonePicker />
      </div>
      <LiveToggle />
    </search>
  );
}

type PhoneFiltersProps = { filters: readonly FilterName[]; active: number; clear: () => void };

function PhoneFilters({ filters, active, clear }: PhoneFiltersProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        hiddenFrom="sm"
        variant={active > 0 ? "light" : "default"}
        leftSection={<IconFilter size={14} aria-hidden />}
        onClick={open}
      >
        {active > 0 ? `Filters (${active})` : "Filters"}
      </Button>
      <Drawer opened={opened} onClose={close} title="Filters and zone" position="bottom" size="85%">
        <Stack>
          <ZonePicker />
          {filters.map((name) => (
            <Fieldset key={name} legend={name} tt="capitalize">
              <FilterOptions name={name} />
            </Fieldset>
          ))}
          <Button variant="default" onClick={clear} disabled={active === 0}>
            Clear filters
          </Button>
          <Button onClick={close}>Show the report</Button>
        </Stack>
      </Drawer>
    </>
  );
}
