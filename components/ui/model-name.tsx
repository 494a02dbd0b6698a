"use client";

import Link from "next/link";
import { modelColor } from "@/components/ui/model-color";
import classes from "./ui.module.css";

/** A model's colour, as the swatch that stands beside its name everywhere. */
export function ModelDot({ model }: { model: string }) {
  return <span className={classes.dot} style={{ background: modelColor(model) }} aria-hidden="true" />;
}

type ModelNameProps = { model: string; provider?: string | null; href?: string };

/** A model's name with its colour; a link to its screen where an address is given. */
export function ModelName({ model, provider, href }: ModelNameProps) {
  return (
    <span className={classes.modelName}>
      <ModelDot model={model} />
      {href ? <Link href={href}>{model}</Link> : <span>{model}</span>}
      {provider ? <span className={classes.aside}>{provider}</span> : null}
    </span>
  );
}
