/** Under which host names we answer (`ALLOWED_HOSTS`): `*` for any, `*.example.org` for the names below one. */
export type HostRule = (host: string | undefined) => boolean

/** Ports are not compared: behind a proxy, ours is not the one that the client sees. */
export function hostRule(allowed: readonly string[]): HostRule {
  if (allowed.includes('*')) return () => true
  const names = new Set(allowed.map((name) => name.toLowerCase()))
  const endings = [...names].filter((name) => name.startsWith('*.')).map((name) => name.slice(1))
  return (host) => {
    const name = hostName(host ?? '')
    return names.has(name) || endings.some((ending) => name.endsWith(ending) && name.length > ending.length)
  }
}

/** `Example.org.:8000` and `example.org` are one name; `[::1]:8000` is the address between the brackets. */
function hostName(host: string): string {
  const name = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.replace(/:\d*$/u, '')
  return name.toLowerCase().replace(/\.$/u, '')
}
