import type { Page } from "@playwright/test";

/**
 * The controls of a page that something else stands over where they would be pressed: at their centre, once they are
 * scrolled to the middle of the window.
 */
export function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary");
    const covered: string[] = [];
    for (const control of controls) {
      // A radio or a checkbox may be drawn by its label; the label is pressed then.
      const label = control instanceof HTMLInputElement ? control.closest("label") : null;
      const pressed = label ?? control;
      if (!pressed.checkVisibility({ visibilityProperty: true }) || control.matches("[class*=skip]")) continue;
      pressed.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = pressed.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (there && (pressed.contains(there) || there.contains(pressed))) continue;
      const name = control.getAttribute("aria-label") ?? control.textContent ?? control.getAttribute("name");
      covered.push(`${control.tagName.toLowerCase()} "${name?.trim().slice(0, 40)}"`);
    }
    scrollTo({ top: 0, left: 0, behavior: "instant" });
    return covered;
  });
}
