import type { ComponentProps, ReactNode } from "react";
import classes from "./button.module.css";

type ButtonProps = ComponentProps<"button"> & {
  variant?: "filled" | "default" | "light" | "subtle" | "bad";
  size?: "sm" | "md";
  leftSection?: ReactNode;
  rightSection?: ReactNode;
  /** Whether what it started still runs: it cannot be pressed again, and says so. */
  loading?: boolean;
};

/** A button of the report screens: plain, so that it costs a page next to nothing. */
export function Button(props: ButtonProps) {
  const { variant = "filled", size = "sm", leftSection, rightSection, loading = false, ...rest } = props;
  const { type = "button", className = "", children, disabled, ...others } = rest;
  return (
    <button
      type={type}
      className={`${classes.button} ${classes[variant]} ${className}`}
      data-size={size}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...others}
    >
      {leftSection}
      {children}
      {loading ? " …" : null}
      {rightSection}
    </button>
  );
}

/** A button that is an icon; its name is for readers and, as a title, for the pointer. */
export function IconButton({
  size = "sm",
  label,
  ...rest
}: ComponentProps<"button"> & { size?: "sm" | "md"; label: string }) {
  return <button type="button" className={classes.icon} data-size={size} aria-label={label} {...rest} />;
}
