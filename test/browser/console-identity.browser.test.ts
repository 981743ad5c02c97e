/** People, roles, tokens, sign-on and the own account in the console, by keyboard and pointer, against the development server. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, objections } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";
import { watchFaults } from "./console-page.ts";
import { mockTarget } from "./console-target.ts";

describe.skipIf(!hasChromium())("the console's identity pages", () => {
  let target: Awaited<ReturnType<typeof mockTarget>>;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    [target, browser] = await Promise.all([mockTarget(), launchChromium()]);
    page = await (await browser.newContext({ baseURL: target.url, viewport: { width: 1_440, height: 960 } })).newPage();
    faults = watchFaults(page);
    await page.goto(target.mock.signInLink());
    await page.locator("a.rowlink").first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  });

  /** A browser of somebody else. */
  async function guest(): Promise<Page> {
    return (await browser.newContext({ baseURL: target.url, viewport: { width: 1_440, height: 960 } })).newPage();
  }

  it("invites somebody by keyboard alone, who joins with name and password", async () => {
    await page.goto("/admin/users");
    await page.getByRole("button", { name: "Invite somebody" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.getByLabel("E-mail").focus();
    await page.keyboard.type("new@fleet.example");
    await page.getByLabel("Role").selectOption("technician");
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("E-mail").press("Enter");
    const link = await page.locator(".once .code").innerText();
    expect(link).toContain("/invitation#dbi_");
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Open invitations" }).waitFor();

    const other = await guest();
    await other.goto(link);
    await other.getByRole("heading", { name: "Join Group Brabant" }).waitFor();
    expect(await axeViolations(other)).toEqual([]);
    await other.getByLabel("Your name").fill("Nora");
    await other.getByLabel("Choose a password", { exact: true }).fill("a good long password");
    await other.keyboard.press("Enter");
    await other.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await other.goto(link);
    await other.getByText("was used, withdrawn").waitFor();
    await other.context().close();
  });

  it("changes, suspends and lets in again, and says why the last owner stays", async () => {
    await page.goto("/admin/users");
    await page.getByRole("button", { name: "Change Ilse Maes" }).click();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Suspend" }).click();
    await page.getByRole("row", { name: /Ilse Maes.*Suspended/ }).waitFor();
    await page.getByRole("button", { name: "Change Ilse Maes" }).click();
    await page.getByRole("button", { name: "Let in again" }).click();
    await page.getByRole("row", { name: /Ilse Maes.*Works here/ }).waitFor();
    await page.getByRole("button", { name: "Change Planner, HQ" }).click();
    await page.getByRole("button", { name: "Remove from the fleet" }).click();
    await page.getByText("last owner").waitFor();
    await page.keyboard.press("Escape");
  });

  it("makes a role, and a token that is shown once and can be revoked", async () => {
    await page.goto("/admin/roles");
    await page.getByRole("button", { name: "Make a role" }).click();
    await page.getByRole("button", { name: "Save the role" }).click();
    await page.getByText("A name is needed.").waitFor();
    await page.getByLabel("Name").fill("Gate keeper");
    await page.getByLabel("See who works for the fleet").check();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Save the role" }).click();
    await page.getByRole("row", { name: /Gate keeper/ }).waitFor();
    await page.getByRole("row", { name: "Owner Built in Everything. 1" }).waitFor();

    await page.goto("/admin/tokens");
    await page.getByRole("button", { name: "Make a token" }).click();
    await page.getByLabel("What it is for").fill("Night export");
    await page.getByText("Single permissions").click();
    await page.getByLabel("Take, put away, count and transfer parts").check();
    await expect.poll(() => page.getByLabel("See parts, stock and movements").isDisabled()).toBe(true); // "Read" stands for it
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Make the token" }).click();
    await expect.poll(() => page.locator(".once .code").innerText()).toMatch(/^dbt_/);
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /Night export.*Read, parts\.move/ }).waitFor();
    await page.getByRole("button", { name: "Revoke Night export" }).click();
    await page.getByRole("row", { name: /Night export.*Revoked/ }).waitFor();
  });

  it("has room for a long name on a narrow screen", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/vehicles");
    await page.locator(".me span").evaluate((name) => (name.textContent = "Wilhelmina van der Hoogenband-Vermeulen, night desk Zeebrugge"));
    await expect
      .poll(() => page.locator(".top").evaluate((top) => [top.scrollWidth - top.clientWidth, document.documentElement.scrollWidth]))
      .toEqual([0, 390]);
    await page.setViewportSize({ width: 1_440, height: 960 });
  });

  it("adds a passkey with the password, and signs in with it alone", async () => {
    const client = await page.context().newCDPSession(page);
    await client.send("WebAuthn.enable");
    await client.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto("/account");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByLabel("Where it is").fill("laptop");
    await page.getByLabel(/^Your password/).fill("a wrong guess");
    await page.keyboard.press("Enter");
    await page.getByText("is another one").waitFor();
    await page.getByLabel(/^Your password/).fill(target.password);
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /laptop/ }).waitFor();
    await page.locator(".me").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe("/");
  });

  it("adds an authenticator app, shows recovery codes once, and asks for a code at the next sign-in", async () => {
    await page.goto("/account");
    await page.getByRole("button", { name: "Add an authenticator app" }).click();
    await page.getByLabel(/^Your password/).fill(target.password);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("This code does not fit").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Code", { exact: true }).fill("123456");
    await page.keyboard.press("Enter");
    await page.getByText("Recovery codes", { exact: true }).waitFor();
    await expect.poll(() => page.locator(".once li").count()).toBe(10);
    expect(await axeViolations(page)).toEqual([]);

    const other = await guest();
    await other.goto("/sign-in");
    await other.getByLabel("E-mail").fill(target.email);
    await other.getByLabel("Password", { exact: true }).fill(target.password);
    await other.keyboard.press("Enter");
    await other.getByLabel("Code", { exact: true }).fill("123456");
    expect(await axeViolations(other)).toEqual([]);
    await other.keyboard.press("Enter");
    await other.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await page.goto("/account");
    await page.getByRole("button", { name: "End all others" }).click();
    await expect.poll(() => page.getByRole("region", { name: "Sessions" }).locator("tbody tr").count()).toBe(1);
    await other.context().close();
  });

  it("sets company sign-on, says which line is wrong, and offers it at sign-in", async () => {
    await page.goto("/admin/sign-on");
    await page.getByLabel("Name").fill("brabant");
    await page.getByLabel("Issuer").fill("https://login.company.example");
    await page.getByLabel("Client id").fill("drawbar");
    await page.getByLabel("Client secret", { exact: true }).fill("a secret");
    await page.getByLabel("Roles by group").fill("workshop = Technician\nbosses = Boss");
    await page.getByRole("button", { name: "Save company sign-on" }).click();
    await page.getByText("Line 2").waitFor();
    await page.getByLabel("Roles by group").fill("workshop = Technician\nbosses = Owner");
    await page.getByRole("button", { name: "Save company sign-on" }).click();
    await page.getByText("Saved.").waitFor();

    const other = await guest();
    await other.goto("/sign-in?failed=SIGN_ON_NO_ROLE");
    await other.getByText("gives you no role").waitFor();
    await other.getByRole("button", { name: "Company sign-on" }).waitFor();
    expect(await axeViolations(other)).toEqual([]);
    await other.context().close();
  });

  it.each(["/admin/users", "/admin/roles", "/admin/tokens", "/admin/sign-on", "/account", "/sign-in", "/invitation"])(
    "%s is usable by everybody: axe finds nothing, targets are large enough, nothing scrolls sideways",
    async (address) => {
      expect(await objections(page, [address])).toEqual([]);
    },
    90_000,
  );

  it("ran without a fault in any script", () => {
    expect(faults.filter((fault) => !/status of 4\d\d/.test(fault))).toEqual([]);
  });
});
