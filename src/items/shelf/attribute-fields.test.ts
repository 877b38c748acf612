import assert from 'node:assert/strict'
import { test } from 'vitest'
import { openAttributeFields } from './attribute-fields.ts'

test('an attribute is of the type that most give it, and is gone with the last that has it', () => {
  const fields = openAttributeFields()
  const own = { ...fields.fields }
  const added = () => Object.fromEntries(Object.entries(fields.fields).filter(([name]) => !(name in own)))
  fields.add({ size: 1, tags: ['a'] })
  fields.add({ size: 'big' })
  fields.add({ size: 2, isNew: true })
  assert.deepEqual(added(), { 'attributes.size': 'number', 'attributes.tags': 'list', 'attributes.isNew': 'boolean' })
  fields.remove({ size: 1, tags: ['a'] })
  fields.add({ size: 'small' })
  assert.deepEqual(added(), { 'attributes.size': 'text', 'attributes.isNew': 'boolean' })
})
