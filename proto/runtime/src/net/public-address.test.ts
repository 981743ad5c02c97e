import { describe, expect, it } from "vitest";
import { addressOf, hostOf, isLoopback, publicHosts } from "./public-address.ts";

const machine = () => ({ name: "hq-1", addresses: ["10.20.0.5", "2001:db8::5"] });

describe("what other machines reach", () => {
  it("is what was set, before everything", () => {
    expect(publicHosts("0.0.0.0", ["hq.fleet.example"], machine)).toEqual(["hq.fleet.example"]);
  });

  it("is the address listened on", () => {
    expect(publicHosts("10.20.0.5", [], machine)).toEqual(["10.20.0.5"]);
  });

  it("is every address of the machine, and its name last, when it listens on all", () => {
    expect(publicHosts("::", [], machine)).toEqual(["10.20.0.5", "2001:db8::5", "hq-1"]);
    expect(publicHosts("0.0.0.0", [], machine)).toEqual(["10.20.0.5", "hq-1"]);
    expect(publicHosts("::", [], () => ({ name: "hq-1", addresses: Array.from({ length: 20 }, (_, index) => `10.0.0.${index}`) }))).toHaveLength(7);
  });

  it("never names the loopback of this machine as an address of its networks", () => {
    expect(publicHosts("0.0.0.0", []).filter(isLoopback)).toEqual([]);
  });

  it.each([
    ["localhost", true],
    ["127.0.0.1", true],
    ["127.1.2.3", true],
    ["::1", true],
    ["127.example", false],
    ["10.0.0.1", false],
  ])("knows whether only this machine reaches %s", (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });

  it.each([
    ["10.20.0.5", 7443, "10.20.0.5:7443"],
    ["2001:db8::5", 7443, "[2001:db8::5]:7443"],
    ["hq.example", 443, "hq.example:443"],
  ])("writes %s and its port as an address, and reads it back", (host, port, address) => {
    expect(addressOf(host, port)).toBe(address);
    expect(hostOf(address)).toBe(host);
  });
});
