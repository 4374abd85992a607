/** The network of an IP address. */

/** Returns the network by which budgets count an address: for IPv6 the /64, because a machine can use any address in it. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  const [left = "", right = ""] = address.toLowerCase().replace(/%.*/, "").split("::", 2);
  const [head, tail] = [left, right].map((half) => half.split(":").filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  return [...head, ...zeros, ...tail].slice(0, 4).join(":");
}
