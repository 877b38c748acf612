import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../base/index.ts'
import type { EdgeSettings } from './edge-settings.ts'

export interface Listener {
  /** Starts to answer and returns the address. Throws `server.setting` when it cannot. */
  listen(): Promise<string>
  /** `http://127.0.0.1:8000`; null while nothing is listened to. */
  address(): string | null
}

/** With port 0 the system chooses, so the address is read off the socket and not off the settings. */
export function listenOn(app: FastifyInstance, { host, port }: EdgeSettings): Listener {
  const address = (): string | null => {
    const bound = app.server.address() as AddressInfo | null
    if (bound === null) return null
    return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`
  }
  return {
    address,
    async listen() {
      await app.listen({ host, port }).catch((error: unknown) => {
        throw refusal(error, host, port)
      })
      return address() ?? ''
    },
  }
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program is listening there; stop it, or choose another PORT',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
  EACCES: 'this user may not listen there',
}

/** One sentence that names the settings, as for every wrong setting. */
function refusal(error: unknown, host: string, port: number): unknown {
  const reason = reasons[(error as { code?: string }).code ?? '']
  if (reason === undefined) return error
  return new Problem('server.setting', `HOST ${host} and PORT ${port} cannot be used: ${reason}.`, { cause: error })
}
