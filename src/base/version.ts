import { readFileSync } from 'node:fs'

/** Of this build, as `package.json` says it: `1.0.0`. */
export const version = readVersion()

function readVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return manifest.version
}
