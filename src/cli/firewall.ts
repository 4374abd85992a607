/** What to press so that the firewall of this machine lets phones in. */

/** What to do if phones do not open the address. Port 0 is any free one, which is not known yet. */
export function firewallHint(port: number, platform: string): string {
  const of = port === 0 ? "PORT" : String(port);
  switch (platform) {
    case "win32":
      return (
        "If phones do not open the address: Windows Security, Firewall & network protection, Allow an app through " +
        `firewall, Change settings; tick Private and Public for lectern (TCP port ${of}).`
      );
    case "darwin":
      return (
        "If phones do not open the address: System Settings, Network, Firewall, Options; allow incoming connections " +
        `for lectern (TCP port ${of}).`
      );
    case "linux":
      return `If phones do not open the address: sudo ufw allow ${of}/tcp, or sudo firewall-cmd --add-port=${of}/tcp.`;
    default:
      return `If phones do not open the address, allow TCP port ${of} in this machine's firewall.`;
  }
}

/** What to press if the system asks about the firewall when the server starts, as Windows does once for each program. */
export function firewallQuestion(platform: string, language: "ko" | "en"): string[] {
  if (platform !== "win32") return [];
  const english = "If Windows asks about the firewall: tick Private and Public networks, then press Allow access.";
  const korean = "Windows 방화벽이 물으면 개인·공용 네트워크를 모두 선택하고 ‘액세스 허용’(또는 ‘허용’)을 누르세요.";
  return language === "ko" ? [korean, english] : [english];
}
