import { useEffect, useRef, useState } from "react";
import { useTexts } from "../texts/texts.tsx";
import type { TextId } from "../texts/en.ts";
import { singleKeysOn, switchSingleKeys } from "./keys.ts";

const groups: readonly { readonly title: TextId; readonly keys: readonly (readonly [keys: readonly string[], does: TextId])[] }[] = [
  {
    title: "keys.everywhere",
    keys: [
      [["/"], "keys.find"],
      [["?"], "keys.help"],
      [["g", "v"], "keys.goVehicles"],
      [["g", "f"], "keys.goFaults"],
      [["g", "h"], "keys.goLinks"],
      [["Esc"], "keys.escape"],
    ],
  },
  {
    title: "keys.list",
    keys: [
      [["j", "k"], "keys.rows"],
      [["Enter"], "keys.open1"],
      [["[", "]"], "keys.tabs"],
    ],
  },
  { title: "today.keys", keys: [[["."], "keys.openFirst"]] },
  {
    title: "keys.map",
    keys: [
      [["←", "→", "↑", "↓"], "keys.mapMove"],
      [["+", "−"], "keys.zoom"],
      [["Enter"], "keys.mapPick"],
      [["."], "keys.mapOpen"],
    ],
  },
  {
    title: "keys.chart",
    keys: [
      [["←", "→"], "keys.move"],
      [["Shift ←", "Shift →"], "keys.cross"],
      [["+", "−"], "keys.zoom"],
      [["L"], "keys.live"],
      [["T"], "keys.table"],
    ],
  },
];

/** All keys, and the switch that turns single ones off. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const [areOn, setAreOn] = useState(singleKeysOn);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="keys-title" onClose={onClose}>
      <div>
        <header>
          <h2 id="keys-title">{texts("keys.title")}</h2>
          <button type="button" className="btn" onClick={onClose}>
            {texts("keys.close")}
          </button>
        </header>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{texts(group.title)}</h3>
            <dl className="keys">
              {group.keys.map(([keys, does]) => (
                <div key={does}>
                  <dt>
                    {keys.map((each) => (
                      <kbd key={each}>{each}</kbd>
                    ))}
                  </dt>
                  <dd>{texts(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="sub">{texts("keys.why")}</p>
        <p className="keys-switch">
          <span role="status">{texts(areOn ? "keys.on" : "keys.off")}</span>
          <button
            type="button"
            className="btn"
            onClick={() => {
              switchSingleKeys(!areOn);
              setAreOn(!areOn);
            }}
          >
            {texts(areOn ? "keys.switchOff" : "keys.switchOn")}
          </button>
        </p>
      </div>
    </dialog>
  );
}
