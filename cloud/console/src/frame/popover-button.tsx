import { useEffect, useId, useRef, useState, type ReactNode } from "react";

const edgePx = 16;
const gapPx = 4;

export interface PopoverButtonProps {
  /** What stands on the button. */
  readonly face: ReactNode;
  /** What stands in the panel; told how to close it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button with a panel of plain controls under it. Esc and a click beside it close it, the browser gives the focus back. */
export function PopoverButton({ face, children }: PopoverButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const place = () => {
    if (button.current === null || panel.current === null) return;
    const { left, right, bottom } = button.current.getBoundingClientRect();
    const width = panel.current.offsetWidth;
    const hasRoom = left + width + edgePx <= document.documentElement.clientWidth;
    panel.current.style.left = `${window.scrollX + (hasRoom ? left : Math.max(edgePx, right - width))}px`;
    panel.current.style.top = `${window.scrollY + bottom + gapPx}px`;
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    window.addEventListener("resize", place);
    return () => window.removeEventListener("resize", place);
  }, [isOpen]); // place reads what is there now
  return (
    <>
      <button ref={button} type="button" className="btn" popoverTarget={id} aria-expanded={isOpen}>
        {face}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="menu under"
        onToggle={(event) => {
          place();
          setIsOpen(event.newState === "open");
        }}
      >
        {children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
