import { ModelName } from "@/components/ui/model-name";
import classes from "./model-in-region.module.css";

type ModelInRegionProps = { model: string; region: string };

/** A model at the head of a row; its region stands below it on a phone, where the region's own column is out of sight. */
export function ModelInRegion({ model, region }: ModelInRegionProps) {
  return (
    <>
      <ModelName model={model} />
      <span className={classes.region}>{region}</span>
    </>
  );
}
