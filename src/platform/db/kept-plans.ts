/** Queries that each connection plans once: for those that are asked often, planning costs more than answering. */
import type { PostgresPoolClient } from 'kysely'
import type { PoolClient } from 'pg'

const names = new Map<string, string>()
const keeping = new WeakMap<PoolClient, PostgresPoolClient>()

/** PostgreSQL cuts longer names off, and two that begin alike would be taken for one. */
const NAME_MAX = 50

/** From here on every connection keeps its plan for this text. A query must have few texts: none is forgotten. */
export function keepPlan(name: string, text: string): void {
  if (!names.has(text)) names.set(text, `${name.slice(0, NAME_MAX)} ${names.size}`)
}

/** The same wrapper for the same client, because Kysely knows its connections by it. */
export function keepingPlans(client: PoolClient): PostgresPoolClient {
  const known = keeping.get(client)
  if (known) return known
  const wrapper = Object.create(client) as PostgresPoolClient
  const query = (text: string, values: readonly unknown[] = []): Promise<unknown> => {
    const name = names.get(text)
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
  }
  Object.defineProperty(wrapper, 'query', { value: query })
  keeping.set(client, wrapper)
  return wrapper
}
