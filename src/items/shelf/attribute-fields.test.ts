import assert from 'node:assert/strict'
import { test } from 'vitest'
import { openAttributeFields } from './attribute-fields.ts'

test('an attribute is of the type that most give it, and is gone with the last that has it', () => {
  const fields = openAttributeFields()
  fields.add({ size: 1, tags: ['a'] })
  fields.add({ size: 'big' })
  fields.add({ size: 2, isNew: true })
  assert.deepEqual(Object.fromEntries(fields.types()), { size: 'number', tags: 'list', isNew: 'boolean' })
  fields.remove({ size: 1, tags: ['a'] })
  fields.add({ size: 'small' })
  assert.deepEqual(Object.fromEntries(fields.types()), { size: 'text', isNew: 'boolean' })
})
