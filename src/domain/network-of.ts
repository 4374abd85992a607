/** Which network an address belongs to. */

/** The address as budgets count it. Of an IPv6 address its /64, of which one machine has as many as it likes. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  const [left = "", right = ""] = address.toLowerCase().replace(/%.*/, "").split("::", 2);
  const [head, tail] = [left, right].map((half) => half.split(":").filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  return [...head, ...zeros, ...tail].slice(0, 4).join(":");
}
