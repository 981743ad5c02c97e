import { useEffect, useState, type RefObject } from "react";

/** What is assumed until the element is laid out. */
const firstGuess = 800;

/** @returns the width an element has, CSS pixels. */
export function useWidth(host: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(firstGuess);
  useEffect(() => {
    if (host.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? firstGuess));
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [host]);
  return width;
}
