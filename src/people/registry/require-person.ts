/** What is answered where nobody is registered under an id. */
import { Problem } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Person } from './person.ts'
import { lockPerson } from './store.ts'

export const personNotFound = (): Problem => new Problem('person.not_found', 'Nobody with this id is registered.')

/**
 * Held until the transaction ends; she may be known by a profile alone.
 * @throws Problem `person.not_found`
 */
export async function requirePerson(tx: Tx, id: string): Promise<Person> {
  const person = await lockPerson(tx, id)
  if (!person) throw personNotFound()
  return person
}
