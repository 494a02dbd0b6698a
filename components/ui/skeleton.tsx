import classes from "./button.module.css";

type SkeletonProps = { height: number /** Leaves room below, where what it stands for does. */; apart?: boolean };

/** The room of what is still loading. It does not move: nothing animates that a person waits for. */
export function Skeleton({ height, apart = false }: SkeletonProps) {
  return <span className={`${classes.skeleton} ${apart ? classes.apart : ""}`} style={{ height }} aria-hidden="true" />;
}
