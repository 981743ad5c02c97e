import { PauseIcon } from "@phosphor-icons/react/dist/csr/Pause";
import { PlayIcon } from "@phosphor-icons/react/dist/csr/Play";
import { useEffect } from "react";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";

/** Stops everything on the page that changes by itself (WCAG 2.2.2). Leaving the page lets it go on. */
export function HoldButton() {
  const texts = useTexts();
  const { pulse } = useLive();
  const isHeld = useBeat(() => pulse.heldAtMs !== undefined);
  useEffect(() => () => pulse.release(), [pulse]);
  return (
    <button type="button" className="btn" onClick={() => (isHeld ? pulse.release() : pulse.hold())} title={texts("hold.holdHint")}>
      {isHeld ? <PlayIcon className="i-s" aria-hidden="true" /> : <PauseIcon className="i-s" aria-hidden="true" />}
      {texts(isHeld ? "hold.release" : "hold.hold")}
    </button>
  );
}
