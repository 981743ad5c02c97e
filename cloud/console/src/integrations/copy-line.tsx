import { useId, useState } from "react";
import { useTexts } from "../texts/texts.tsx";

/** A text that somebody carries over to another system. */
export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const texts = useTexts();
  const id = useId();
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div>
      <b id={id}>{label}</b>
      <p className="code" style={{ overflowWrap: "anywhere", whiteSpace: "normal", marginBottom: 10 }}>
        {text}
      </p>
      <button type="button" className="btn" aria-describedby={id} onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}>
        {texts(isCopied ? "admin.copied" : "admin.copy")}
      </button>
    </div>
  );
}
