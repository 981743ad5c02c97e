import { CaretDownIcon } from "@phosphor-icons/react/dist/csr/CaretDown";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { Segmented } from "@drawbar/ui/segmented.tsx";
import type { SessionView } from "../api/types.ts";
import { useTexts } from "../texts/texts.tsx";
import { chooseTheme, chosenTheme, type Theme } from "./theme.ts";

/** Theme, account, sign out. A popover of plain controls: Esc and a click beside it close it, the browser gives the focus back. */
export function UserMenu({ session, onSignOut }: { readonly session: SessionView; readonly onSignOut: () => void }) {
  const texts = useTexts();
  const popover = useRef<HTMLDivElement>(null);
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => popover.current?.hidePopover();
  return (
    <>
      <button type="button" className="me" popoverTarget="user-menu" aria-expanded={isOpen}>
        <span>{session.account.name}</span>
        <CaretDownIcon className="i-s" aria-hidden="true" />
      </button>
      <div ref={popover} id="user-menu" popover="auto" className="menu" onToggle={(event) => setIsOpen(event.newState === "open")}>
        <p className="sub">{texts("menu.signedInAs", { email: session.account.email, tenant: session.tenant.name })}</p>
        <h2>{texts("menu.theme")}</h2>
        <Segmented<Theme>
          label={texts("menu.theme")}
          segments={[
            { value: "light", label: texts("menu.light") },
            { value: "dark", label: texts("menu.dark") },
            { value: "system", label: texts("menu.system") },
          ]}
          value={theme}
          onPick={(picked) => {
            setTheme(picked);
            chooseTheme(picked);
          }}
        />
        <Link to="/account" className="item" onClick={close}>
          {texts("menu.account")}
        </Link>
        <button type="button" className="item" onClick={onSignOut}>
          {texts("menu.signOut")}
        </button>
      </div>
    </>
  );
}
