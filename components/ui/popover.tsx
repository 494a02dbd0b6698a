"use client";

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { placeBelow } from "./place-below";
import classes from "./popover.module.css";

type Trigger = { popoverTarget: string };

type PopoverProps = {
  label: string;
  /** Which edge of the button the panel keeps to. */
  align?: "start" | "end";
  width?: number;
  /** On phones the panel is a sheet at the bottom of the screen. */
  sheet?: boolean;
  /** Renders the button; spread `trigger` on it, so that a click opens the panel. */
  trigger: (trigger: Trigger) => ReactNode;
  children: (close: () => void) => ReactNode;
};

/**
 * A button's panel on the browser's own popover: it closes on Escape and on a click elsewhere, and gives the focus
 * back, without a library on every page.
 */
export function Popover({ label, align = "start", width = 280, sheet = false, trigger, children }: PopoverProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => panel.current?.hidePopover();

  useLayoutEffect(() => {
    if (!isOpen || !panel.current) return;
    const button = document.querySelector(`[popovertarget="${id}"]`);
    if (!button) return;
    const place = placeBelow(button.getBoundingClientRect(), { width, align, viewport: window.innerWidth });
    for (const [name, value] of Object.entries(place)) panel.current.style.setProperty(`--pop-${name}`, `${value}px`);
  }, [isOpen, id, width, align]);

  useEffect(() => {
    if (!isOpen) return;
    // A fixed panel would leave its button behind when the page scrolls under it.
    const leave = (event: Event) => event.target === document && panel.current?.hidePopover();
    document.addEventListener("scroll", leave, { passive: true });
    return () => document.removeEventListener("scroll", leave);
  }, [isOpen]);

  return (
    <>
      {trigger({ popoverTarget: id })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={sheet ? `${classes.panel} ${classes.sheet}` : classes.panel}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {isOpen && children(close)}
      </div>
    </>
  );
}
