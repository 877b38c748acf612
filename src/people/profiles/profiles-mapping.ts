/** The names under which a host's profiles and blocks are known to us. What is not named is called as Circle calls it. */
import { z } from 'zod'
import { hostColumn, hostTable } from '../../platform/db/index.ts'

const column = (name: string) => hostColumn.default(name)
/** A column that a host need not have: null says so. */
const fact = (name: string | null) => hostColumn.nullable().default(name)

export const profilesMappingShape = z.strictObject({
  profiles: z
    .strictObject({
      table: hostTable.default('profiles'),
      id: column('id'),
      first_name: column('first_name'),
      last_name: fact('last_name'),
      age: fact('age'),
      date_of_birth: fact(null),
      gender: fact('gender'),
      about: fact('about'),
      interests: fact('interests'),
      needs: fact('needs'),
      offers: fact(null),
      languages: fact(null),
      latitude: fact('latitude'),
      longitude: fact('longitude'),
      last_active: fact('last_active'),
      /** Whoever these are true of, or have a time in the last, is not found. */
      invisible_mode: fact('invisible_mode'),
      is_suspended: fact('is_suspended'),
      is_deleted: fact('is_deleted'),
      deleted_at: fact('deleted_at'),
    })
    .prefault({}),
  /** Null: the host keeps no blocks, those of our own routes hold. */
  blocks: z
    .strictObject({
      table: hostTable.default('blocks'),
      blocker_id: column('blocker_id'),
      blocked_id: column('blocked_id'),
    })
    .nullable()
    .prefault({}),
})

/** The mapping with its defaults filled in. */
export type ProfilesMapping = z.infer<typeof profilesMappingShape>
