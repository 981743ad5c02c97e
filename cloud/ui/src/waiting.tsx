import { useEffect, useState, type ReactNode } from "react";

/** Answers faster than this show no waiting state at all: it would only flicker. */
const showAfterMs = 200;

/**
 * Stands where the answer will stand: nothing for 200 ms, then what is being read and static bars.
 *
 * @param lines as many bars as the answer has lines, so that nothing moves when it comes.
 */
export function Waiting({ label, lines = 3, minHeight }: { readonly label: string; readonly lines?: number; readonly minHeight?: number }): ReactNode {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), showAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" style={minHeight === undefined ? undefined : { minHeight }}>
      {shown && (
        <>
          <b role="status">{label}</b>
          <p className="bars" aria-hidden="true">
            {Array.from({ length: lines }, (_, index) => (
              <i key={index} />
            ))}
          </p>
        </>
      )}
    </div>
  );
}
