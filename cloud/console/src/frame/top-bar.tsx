import { KeyboardIcon } from "@phosphor-icons/react/dist/csr/Keyboard";
import { MagnifyingGlassIcon } from "@phosphor-icons/react/dist/csr/MagnifyingGlass";
import { XIcon } from "@phosphor-icons/react/dist/csr/X";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState, type RefObject } from "react";
import { Mark } from "@drawbar/ui/mark.tsx";
import type { SessionView } from "../api/types.ts";
import { useTexts } from "../texts/texts.tsx";
import { Where } from "./where.tsx";
import { UserMenu } from "./user-menu.tsx";
import { parseListSearch } from "../vehicles/list-search.ts";

export interface TopBarProps {
  readonly session: SessionView;
  readonly findRef: RefObject<HTMLInputElement | null>;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

export function TopBar({ session, findRef, onKeys, onSignOut }: TopBarProps) {
  const texts = useTexts();
  return (
    <header className="top">
      <Link className="brand" to="/" aria-label={texts("app.start")}>
        <Mark />
        {texts("app.name")}
      </Link>
      <Where />
      <Find inputRef={findRef} />
      <button type="button" className="tool" aria-label={texts("keys.open")} onClick={onKeys}>
        <KeyboardIcon className="i" aria-hidden="true" />
      </button>
      <UserMenu session={session} onSignOut={onSignOut} />
    </header>
  );
}

/** Filters the list in place; from another page, Enter opens the list filtered. */
function Find({ inputRef }: { readonly inputRef: RefObject<HTMLInputElement | null> }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const isList = useRouterState({ select: ({ location }) => location.pathname === "/vehicles" });
  const filter = useRouterState({
    select: ({ location }) => (location.pathname === "/vehicles" ? ((location.search as { filter?: string }).filter ?? "") : ""),
  }); // checked by the route
  const [text, setText] = useState(filter);
  // the URL may change without this field, as with the back button
  useEffect(() => setText(filter), [filter]);
  const apply = (next: string, isNewPage: boolean) =>
    void navigate({
      to: "/vehicles",
      search: (previous) => ({ ...(isList ? parseListSearch(previous) : {}), filter: next.trim() === "" ? undefined : next }),
      replace: !isNewPage,
    });
  const change = (next: string) => {
    setText(next);
    if (isList) apply(next, false);
  };
  return (
    <form
      className="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (isList) inputRef.current?.blur();
        else apply(text, true);
      }}
    >
      <MagnifyingGlassIcon className="i-s" aria-hidden="true" />
      <input
        ref={inputRef}
        type="search"
        aria-label={texts("find.label")}
        placeholder={texts("find.hint")}
        value={text}
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text === "") inputRef.current?.blur();
          else change("");
        }}
      />
      {text === "" ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" className="tool" aria-label={texts("find.clear")} onClick={() => change("")}>
          <XIcon className="i-s" aria-hidden="true" />
        </button>
      )}
    </form>
  );
}
